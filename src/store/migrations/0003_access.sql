-- Who may do what, and who did what. Moments are milliseconds since 1970.

-- A name is given once: the audit record knows a token by it, also when it is revoked.
CREATE TABLE tokens (
  name TEXT PRIMARY KEY,
  -- SHA-256 in hexadecimal. A token is 32 random bytes, which nobody finds by trying: a slow hash,
  -- made for the passwords of people, would only cost every request its time.
  hash TEXT NOT NULL UNIQUE,
  -- JSON array.
  scopes TEXT NOT NULL,
  created INTEGER NOT NULL,
  expires INTEGER,
  revoked INTEGER,
  -- What the hash was before the last rotation, and until when it counts too.
  previous TEXT UNIQUE,
  previous_until INTEGER
) WITHOUT ROWID;

CREATE TABLE audit (
  number INTEGER PRIMARY KEY,
  moment INTEGER NOT NULL,
  -- The name of a token, or PUBLISH_TOKEN.
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  -- JSON object.
  detail TEXT NOT NULL
);
CREATE INDEX audit_by_moment ON audit (moment);
