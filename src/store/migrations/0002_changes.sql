-- What is known of every change: by which number the store and each feed counted it, so that a
-- subscriber can be sent no more than what is new to them.

-- Names this store: numbers of changes say nothing of another one.
ALTER TABLE publication ADD COLUMN store TEXT NOT NULL DEFAULT '';
UPDATE publication SET store = lower(hex(randomblob(4)));

-- The last number given to a change of an article.
CREATE TABLE last_change (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  number INTEGER NOT NULL
);

-- SQLite changes no CHECK of a table that is there. Whatever refers to the articles goes over first:
-- a table that is dropped takes with it what refers to its rows.
CREATE TABLE articles_next (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('published', 'withheld', 'deleted', 'killed')),
  -- Why it is withheld or killed.
  reason TEXT,
  version INTEGER NOT NULL,
  visible_from INTEGER NOT NULL,
  -- Whether anybody can have seen it: what nobody saw leaves nothing behind.
  was_public INTEGER NOT NULL,
  -- From when on those who are told of changes may have it.
  public_from INTEGER NOT NULL,
  document TEXT NOT NULL,
  origin TEXT NOT NULL,
  digest TEXT NOT NULL,
  processing TEXT NOT NULL,
  -- The change that it came with, the last one, and when that was.
  created INTEGER NOT NULL,
  change INTEGER NOT NULL,
  changed INTEGER NOT NULL
);
INSERT INTO articles_next
  (number, id, state, version, visible_from, was_public, public_from, document, origin, digest, processing,
    created, change, changed)
SELECT number, id, state, version, visible_from, was_public, visible_from, document, origin, digest, processing,
  number, number, visible_from
FROM articles;

CREATE TABLE drafts_next (
  article INTEGER PRIMARY KEY REFERENCES articles_next (number) ON DELETE CASCADE,
  document TEXT NOT NULL
);
INSERT INTO drafts_next (article, document) SELECT article, document FROM drafts;

-- The version of the article, and the change number of the feed with which it came to be there as
-- it is: what a document holds is known from this table alone.
CREATE TABLE entries_next (
  feed INTEGER NOT NULL REFERENCES feeds (number),
  visible_from INTEGER NOT NULL,
  rank INTEGER NOT NULL,
  article INTEGER NOT NULL REFERENCES articles_next (number) ON DELETE CASCADE,
  language TEXT NOT NULL,
  version INTEGER NOT NULL,
  change INTEGER NOT NULL,
  PRIMARY KEY (feed, visible_from, rank, article)
) WITHOUT ROWID;
INSERT INTO entries_next (feed, visible_from, rank, article, language, version, change)
SELECT e.feed, e.visible_from, e.rank, e.article, e.language, a.version, 0
FROM entries e JOIN articles a ON a.number = e.article;

DROP TABLE entries;
DROP TABLE drafts;
DROP TABLE articles;
ALTER TABLE articles_next RENAME TO articles;
ALTER TABLE drafts_next RENAME TO drafts;
ALTER TABLE entries_next RENAME TO entries;

CREATE INDEX articles_by_origin ON articles (origin, id);
-- What is deleted keeps its processing, and is never to be processed again.
CREATE INDEX articles_by_processing ON articles (processing, number) WHERE state = 'published';
CREATE UNIQUE INDEX articles_by_change ON articles (change);
CREATE INDEX entries_by_language ON entries (feed, language, visible_from);
CREATE INDEX entries_by_article ON entries (article);

INSERT INTO last_change (only, number) SELECT 1, coalesce(max(number), 0) FROM articles;

-- Places in a feed that a public article has left, by the change of the feed that took it away.
CREATE TABLE removals (
  feed INTEGER NOT NULL REFERENCES feeds (number),
  change INTEGER NOT NULL,
  article INTEGER NOT NULL,
  removed INTEGER NOT NULL,
  PRIMARY KEY (feed, change, article)
) WITHOUT ROWID;
CREATE INDEX removals_by_article ON removals (article, feed);
