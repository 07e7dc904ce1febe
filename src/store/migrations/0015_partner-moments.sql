-- When what a change feed tells at a place happened, ms since 1970: decided when it got the place, so
-- that whoever asks from the same place on hears the same.
ALTER TABLE partner_deliveries ADD COLUMN moment INTEGER;
UPDATE partner_deliveries SET moment = coalesce(removed, taken,
  (SELECT max(a.changed, a.visible_from) FROM articles a WHERE a.number = partner_deliveries.article))
WHERE number IS NOT NULL;
