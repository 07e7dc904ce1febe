-- Partners, and the keys of their feeds. Moments are milliseconds since 1970.

-- The number of the last change of any of them: what an isolate knows is good for as long as it is the
-- same. It only goes up, also where a partner is taken out and another of its id comes.
CREATE TABLE partner_changes (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  number INTEGER NOT NULL
);
INSERT INTO partner_changes (only, number) VALUES (1, 0);

CREATE TABLE partners (
  id TEXT PRIMARY KEY,
  -- JSON.
  document TEXT NOT NULL,
  origin TEXT NOT NULL,
  -- The number of its last change.
  version INTEGER NOT NULL,
  changed INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE partner_keys (
  partner TEXT NOT NULL REFERENCES partners (id),
  -- By which people know it; a partner gives each once.
  number INTEGER NOT NULL,
  -- SHA-256 in hexadecimal, as that of a token: a key is 32 random bytes.
  hash TEXT NOT NULL UNIQUE,
  created INTEGER NOT NULL,
  expires INTEGER,
  revoked INTEGER,
  PRIMARY KEY (partner, number)
) WITHOUT ROWID;
