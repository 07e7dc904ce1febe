-- Answers to requests with an idempotency key, so that a request which is sent again is answered
-- again. Moments are milliseconds since 1970.

CREATE TABLE idempotency (
  -- The name of a token, or PUBLISH_TOKEN: each has keys of its own.
  actor TEXT NOT NULL,
  key TEXT NOT NULL,
  -- SHA-256 of the request's body, in hexadecimal.
  digest TEXT NOT NULL,
  -- JSON.
  answer TEXT NOT NULL,
  moment INTEGER NOT NULL,
  PRIMARY KEY (actor, key)
) WITHOUT ROWID;
CREATE INDEX idempotency_by_moment ON idempotency (moment);
