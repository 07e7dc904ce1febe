-- Who polls the feeds, by day and reader: numbers, and nothing of any person. Days are counted since
-- 1970, in UTC.

CREATE TABLE polls (
  day INTEGER NOT NULL,
  -- One of the names in src/http/reader-name.ts.
  reader TEXT NOT NULL,
  polls INTEGER NOT NULL,
  -- Those that asked only for what is new, and those that heard that nothing is.
  conditional INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  PRIMARY KEY (day, reader)
) WITHOUT ROWID;

-- For how many people a reader says that it polls a document of a feed: the most of that day.
CREATE TABLE subscribers (
  day INTEGER NOT NULL,
  reader TEXT NOT NULL,
  feed INTEGER NOT NULL,
  format TEXT NOT NULL,
  subscribers INTEGER NOT NULL,
  PRIMARY KEY (day, reader, feed, format)
) WITHOUT ROWID;

-- What is out of the feeds is little, and is counted by itself.
CREATE INDEX articles_out ON articles (state) WHERE state <> 'published';
