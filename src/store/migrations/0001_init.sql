-- Moments are milliseconds since 1970; documents are JSON.

-- One publication a deployment.
CREATE TABLE publication (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  document TEXT NOT NULL,
  change INTEGER NOT NULL,
  changed INTEGER NOT NULL
);

-- What a writer built on and is no longer so. A row is refused, and with it the whole batch. No
-- trigger does it: D1's own reader of migrations is known to cut them at their semicolons.
CREATE TABLE stale_reads (id TEXT, CONSTRAINT stale_read CHECK (0));

CREATE TABLE articles (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('published', 'deleted')),
  version INTEGER NOT NULL,
  visible_from INTEGER NOT NULL,
  -- Whether anybody can have seen it: what nobody saw leaves nothing behind.
  was_public INTEGER NOT NULL,
  document TEXT NOT NULL,
  origin TEXT NOT NULL,
  digest TEXT NOT NULL,
  processing TEXT NOT NULL
);
CREATE INDEX articles_by_origin ON articles (origin, id);
-- What is deleted keeps its processing, and is never to be processed again.
CREATE INDEX articles_by_processing ON articles (processing, number) WHERE state = 'published';

-- The draft as it came.
CREATE TABLE drafts (
  article INTEGER PRIMARY KEY REFERENCES articles (number) ON DELETE CASCADE,
  document TEXT NOT NULL
);

CREATE TABLE feeds (
  number INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('all', 'section', 'tag', 'author', 'language')),
  -- What makes two mentions the same feed: a section's id, a tag's or an author's key, a language.
  key TEXT NOT NULL,
  title TEXT NOT NULL,
  slug TEXT NOT NULL,
  change INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 0,
  UNIQUE (kind, key)
);

-- Every slug that a feed has had; one that is not the feed's own any more is redirected.
CREATE TABLE slugs (
  kind TEXT NOT NULL,
  slug TEXT NOT NULL,
  feed INTEGER NOT NULL REFERENCES feeds (number),
  PRIMARY KEY (kind, slug)
) WITHOUT ROWID;
-- Else a feed that is written has SQLite read the whole table for what refers to it.
CREATE INDEX slugs_by_feed ON slugs (feed);

-- Which published article is in which feed. `rank` comes from the article's id, so that articles
-- of one moment stand in the same order in every store.
CREATE TABLE entries (
  feed INTEGER NOT NULL REFERENCES feeds (number),
  visible_from INTEGER NOT NULL,
  rank INTEGER NOT NULL,
  article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
  language TEXT NOT NULL,
  PRIMARY KEY (feed, visible_from, rank, article)
) WITHOUT ROWID;
CREATE INDEX entries_by_language ON entries (feed, language, visible_from);
CREATE INDEX entries_by_article ON entries (article);

INSERT INTO feeds (number, kind, key, title, slug) VALUES (1, 'all', '', '', '');
INSERT INTO slugs (kind, slug, feed) VALUES ('all', '', 1);
