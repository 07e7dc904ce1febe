-- By which dates a partner hears that it may have an article no longer, and that it may again. Each is
-- newer than what it heard before, and is decided once. Moments are milliseconds since 1970.

-- The article's `updated` as it was delivered last; NULL where that was before this was kept.
ALTER TABLE partner_deliveries ADD COLUMN sent INTEGER;
-- What the removal is dated; NULL while the partner may have it. `taken` is when it was found.
ALTER TABLE partner_deliveries ADD COLUMN removed INTEGER;
-- When it was given back last; NULL where it never was.
ALTER TABLE partner_deliveries ADD COLUMN returned INTEGER;
