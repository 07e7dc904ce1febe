// OPML 2.0 (opml.org/spec2.opml): the feeds that a reader can subscribe to at once.

import type { FeedIdentity } from '../article/memberships.ts'
import type { Publication } from '../article/publication.ts'
import { encodedAddress } from '../text/address.ts'
import { type Direction, resolveDirection } from '../text/direction.ts'
import { primaryLanguage, rssLanguage } from '../text/language.ts'
import { rfc822 } from '../text/wire-dates.ts'
import { feedLanguage, feedTitle } from './compose.ts'
import { shown } from './item.ts'
import { feedPath } from './paths.ts'
import { type Xml, xml } from './xml.ts'

/** A feed, or a folder of them. */
export type Outline = { feed: FeedIdentity } | { folder: string; outlines: Outline[] }

/** Whose directory it is, and where its feeds stand. */
export interface Directory {
  publication: Publication
  /** The public address under which the feeds stand, without a slash at the end. */
  address: string
  outlines: Outline[]
}

/**
 * The whole document. Titles get the mark that they need (rule 19): importers show them as plain
 * text.
 *
 * @param modified when what the feeds show last changed
 */
export function writeOpml(directory: Directory, modified: Date): string {
  const { publication, outlines } = directory
  const text = texts(publication)
  return xml`<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
<head>
<title>${text(publication.title)}</title>
<dateModified>${rfc822(modified)}</dateModified>
<ownerName>${text(publication.title)}</ownerName>
<ownerId>${encodedAddress(publication.home)}</ownerId>
<docs>http://opml.org/spec2.opml</docs>
</head>
<body>${outlines.map((each) => outline(each, directory))}
</body>
</opml>
`.markup
}

function outline(each: Outline, directory: Directory): Xml {
  const text = texts(directory.publication)
  if ('feed' in each) return feed(each.feed, directory)
  const inside = each.outlines.map((one) => outline(one, directory))
  return xml`\n<outline text="${text(each.folder)}">${inside}\n</outline>`
}

// `version` is `RSS` for RSS 2.0; `htmlUrl` and `description` are those of the channel.
function feed(identity: FeedIdentity, { publication, address }: Directory): Xml {
  const text = texts(publication)
  const title = text(feedTitle(publication, identity))
  const xmlUrl = encodedAddress(address + feedPath(identity.kind, identity.slug, 'rss'))
  const { language } = feedLanguage(publication, identity)
  const said = primaryLanguage(language) === 'und' ? undefined : rssLanguage(language)
  return xml`\n<outline type="rss" text="${title}" title="${title}" xmlUrl="${xmlUrl}" htmlUrl="${encodedAddress(publication.home)}" description="${text(publication.description)}"${said && xml` language="${said}"`} version="RSS"/>`
}

function texts({ language, direction, title, marks }: Publication): (text: string) => string {
  const resolved: Direction | undefined = resolveDirection(direction, language, title)
  return (text) => shown(text, { direction: resolved, marks })
}
