-- How far the WordPress site of the publication has been followed. Moments are milliseconds since
-- 1970.

CREATE TABLE wordpress (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  -- Of another site nothing is known.
  site TEXT NOT NULL,
  -- The site is asked for what was changed after this moment, and how many of those to pass over.
  modified INTEGER NOT NULL,
  passed INTEGER NOT NULL
);
