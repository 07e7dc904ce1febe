-- Which post of the WordPress site an article comes from, so that one whose post is there no more is
-- found. Of another site nothing is known.

CREATE TABLE wordpress_posts (
  site TEXT NOT NULL,
  -- The id of the article.
  guid TEXT NOT NULL,
  -- Of the post, on that site.
  number INTEGER NOT NULL,
  PRIMARY KEY (site, guid)
) WITHOUT ROWID;
CREATE INDEX wordpress_posts_by_number ON wordpress_posts (site, number);

-- How far the site has been looked through, from the highest number of a post down.
CREATE TABLE wordpress_sweep (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  site TEXT NOT NULL,
  -- So many posts, the last of which has this number.
  passed INTEGER NOT NULL,
  below INTEGER NOT NULL,
  -- After all of them come the articles that are none of theirs: up to this one by their ids.
  after TEXT
);
