-- The change feeds of partners: in which order they are told of what they were delivered.

-- Of partners that have asked for theirs.
CREATE TABLE partner_change_feeds (
  partner TEXT PRIMARY KEY,
  -- When it was asked for first, ms since 1970: another partner of the same id has another one.
  began INTEGER NOT NULL,
  -- The last number that was given.
  number INTEGER NOT NULL,
  -- How far articles were looked through: by the number of their last change, and by the moment at
  -- which they became visible, with the rank at it; and under which terms.
  change INTEGER NOT NULL,
  due INTEGER NOT NULL,
  rank INTEGER NOT NULL,
  terms TEXT NOT NULL
) WITHOUT ROWID;

-- The place in the change feed, the one that it had first, and whether what is told there is that it
-- is gone. NULL where the change feed tells nothing of it.
ALTER TABLE partner_deliveries ADD COLUMN number INTEGER;
ALTER TABLE partner_deliveries ADD COLUMN first INTEGER;
ALTER TABLE partner_deliveries ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;
-- The number of the article's change that is told there.
ALTER TABLE partner_deliveries ADD COLUMN change INTEGER;
CREATE INDEX partner_deliveries_by_number ON partner_deliveries (partner, number)
  WHERE number IS NOT NULL;
-- Taken back, or given back, since it was told.
CREATE INDEX partner_deliveries_untold ON partner_deliveries (partner)
  WHERE number IS NOT NULL AND gone = (taken IS NULL);
