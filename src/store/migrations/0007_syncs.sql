-- What the last run of each source came to: for the operator's page.

CREATE TABLE syncs (
  -- Of the articles: folder, wordpress.
  origin TEXT PRIMARY KEY,
  -- The name of a token, or PUBLISH_TOKEN.
  actor TEXT NOT NULL,
  -- When it ended, ms since 1970.
  moment INTEGER NOT NULL,
  -- JSON.
  outcome TEXT NOT NULL
) WITHOUT ROWID;
