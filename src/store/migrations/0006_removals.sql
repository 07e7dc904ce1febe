-- A whole Atom document tells of what was taken away in the last thirty days (RFC 6721).

CREATE INDEX removals_by_moment ON removals (feed, removed);
