-- Tags and authors are found by each of the first ten words of their names.

CREATE TABLE endings (
  kind TEXT NOT NULL,
  -- A key from its second word on, from its third, and so forth.
  ending TEXT NOT NULL,
  feed INTEGER NOT NULL REFERENCES feeds (number),
  PRIMARY KEY (kind, ending, feed)
) WITHOUT ROWID;
-- Else a feed that is written has SQLite read the whole table for what refers to it.
CREATE INDEX endings_by_feed ON endings (feed);

INSERT OR IGNORE INTO endings (kind, ending, feed)
WITH RECURSIVE each (kind, ending, feed, word) AS (
  SELECT kind, substr(key, instr(key, ' ') + 1), number, 2 FROM feeds
  WHERE kind IN ('tag', 'author') AND instr(key, ' ') > 0
  UNION ALL
  SELECT kind, substr(ending, instr(ending, ' ') + 1), feed, word + 1 FROM each
  WHERE instr(ending, ' ') > 0 AND word < 10
)
SELECT kind, ending, feed FROM each;
