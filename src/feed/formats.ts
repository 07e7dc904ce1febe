// The formats that a feed is written in.

/** The three formats, by the name that the feed class has for each of them. */
export const FORMATS = {
  rss: { file: 'rss.xml', mediaType: 'application/rss+xml', title: 'RSS' },
  atom: { file: 'atom.xml', mediaType: 'application/atom+xml', title: 'Atom' },
  json: { file: 'feed.json', mediaType: 'application/feed+json', title: 'JSON Feed' },
} as const

export type Format = keyof typeof FORMATS
