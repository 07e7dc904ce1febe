-- What partners were delivered, what of it they may have no longer, and how they poll. Moments are
-- milliseconds since 1970, days are counted since 1970 in UTC.

CREATE TABLE partner_deliveries (
  partner TEXT NOT NULL,
  -- Its number.
  article INTEGER NOT NULL,
  version INTEGER NOT NULL,
  -- JSON: what a partner has to be told of it when it is gone, besides its id; NULL where that is
  -- all: it was killed, or the partner has been told.
  told TEXT,
  -- When the partner had it first.
  delivered INTEGER NOT NULL,
  -- When it was last known to be in a document of the partner, to the month.
  seen INTEGER NOT NULL,
  -- Since when it may have it no longer.
  taken INTEGER,
  PRIMARY KEY (partner, article)
) WITHOUT ROWID;
CREATE INDEX partner_deliveries_by_moment ON partner_deliveries (partner, delivered);
CREATE INDEX partner_deliveries_taken ON partner_deliveries (partner, taken) WHERE taken IS NOT NULL;
-- What is old goes by these.
CREATE INDEX partner_deliveries_by_age ON partner_deliveries (seen);
CREATE INDEX partner_deliveries_gone ON partner_deliveries (taken)
  WHERE taken IS NOT NULL AND told IS NOT NULL;

-- How far what was delivered has been looked through.
CREATE TABLE partner_checks (
  partner TEXT PRIMARY KEY,
  -- The number of the last change of an article that was looked at.
  change INTEGER NOT NULL,
  -- The terms under which all of it was looked at, and how far it was under the present ones.
  terms TEXT NOT NULL,
  after INTEGER NOT NULL
) WITHOUT ROWID;

-- The entity tag of each document, and since when it has it.
CREATE TABLE partner_documents (
  partner TEXT NOT NULL,
  file TEXT NOT NULL,
  tag TEXT NOT NULL,
  changed INTEGER NOT NULL,
  PRIMARY KEY (partner, file)
) WITHOUT ROWID;

CREATE TABLE partner_polls (
  day INTEGER NOT NULL,
  partner TEXT NOT NULL,
  -- One of the names in src/http/reader-name.ts.
  client TEXT NOT NULL,
  polls INTEGER NOT NULL,
  -- Those that heard that nothing is new.
  unchanged INTEGER NOT NULL,
  -- Of the bodies that were sent, as they were sent.
  bytes INTEGER NOT NULL,
  -- When the last of them was.
  last INTEGER NOT NULL,
  PRIMARY KEY (partner, day, client)
) WITHOUT ROWID;
CREATE INDEX partner_polls_by_day ON partner_polls (day);
