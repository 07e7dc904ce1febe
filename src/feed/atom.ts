// Atom 1.0 (RFC 4287), with direction as its:dir (W3C Internationalization Tag Set 2.0).

import type { Author, Enclosure } from 'feed'
import { encodedAddress } from '../text/address.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import { HISTORY } from './extensions.ts'
import { descriptionOf } from './description.ts'
import type { WritableFeed } from './feed.ts'
import { generator } from './generator.ts'
import { atomId, feedId, identity, tagOf } from './ids.ts'
import {
  type Category,
  type Item,
  nonblank,
  type Removed,
  shown,
  type Shown,
  shownText,
} from './item.ts'
import { enclosuresOf, imageOf } from './media.ts'
import { emailOf, nameOf } from './people.ts'
import { stylesheet } from './stylesheet.ts'
import type { EntryContext, FeedWriter } from './writer.ts'
import { type Xml, xml } from './xml.ts'

// RFC 4287 §4.1.1 wants a date; a feed that has never had an article has none.
const NEVER = new Date(0)

/** A whole document of Atom. */
export const atom: FeedWriter = {
  head,
  entry,
  between: xml``,
  tail,
}

/** `updated` comes from the options or the newest item, never from a clock. */
function head(feed: WritableFeed): Xml {
  const { options, marks, direction } = feed
  const { language } = options
  const text = { direction: feed.wordingDirection, marks }
  const own = wordingAttributes(feed)
  const newest = feed.items.reduce((latest, { date }) => (date > latest ? date : latest), NEVER)
  return xml`<?xml version="1.0" encoding="UTF-8"?>${stylesheet(options.stylesheet)}
<feed xmlns="http://www.w3.org/2005/Atom"${language && xml` xml:lang="${language}"`}
  xmlns:its="http://www.w3.org/2005/11/its" its:version="2.0"${baseDirection(direction)}${[
    options.archive ? xml`\n  xmlns:fh="${HISTORY}"` : undefined,
    options.removed?.length
      ? xml`\n  xmlns:at="http://purl.org/atompub/tombstones/1.0"`
      : undefined,
  ]}>
<title${own}>${shown(options.title, text)}</title>
<id>${feedId(options)}</id>
<updated>${rfc3339(options.updated ?? newest)}</updated>${[
    subtitle(options.description, text, own),
    ...links(feed),
    options.archive ? xml`\n<fh:archive/>` : undefined,
    author(feed),
    ...feed.contributors.map((each) => person('contributor', each)),
    ...feed.categories.map((term) => category({ term })),
    rights(options.copyright, text, own),
    generator(options.generator),
    options.favicon ? xml`\n<icon>${encodedAddress(options.favicon)}</icon>` : undefined,
    options.image ? xml`\n<logo>${encodedAddress(options.image)}</logo>` : undefined,
  ]}`
}

function tail(feed: WritableFeed): Xml {
  return xml`${feed.options.removed?.map((each) => tombstone(each, feed))}
</feed>
`
}

/** RFC 6721 §3. Who removed an entry, and why, is said in the words of the feed. */
function tombstone({ id, when, by, comment }: Removed, feed: WritableFeed): Xml {
  const name = nonblank(by)
  const why = shownText(comment, { direction: feed.wordingDirection, marks: feed.marks })
  const own = wordingAttributes(feed)
  return xml`
<at:deleted-entry ref="${atomId(id, tagOf(feed.options))}" when="${rfc3339(when)}">${[
    name ? xml`\n<at:by><name>${name}</name></at:by>` : undefined,
    why ? xml`\n<at:comment${own}>${why}</at:comment>` : undefined,
  ]}
</at:deleted-entry>`
}

function baseDirection(direction: Shown['direction']): Xml | undefined {
  return direction && xml` its:dir="${direction}"`
}

/** Of the feed's own texts, where they are in another language than its entries. */
function wordingAttributes({ options, direction, wordingDirection }: WritableFeed): Xml {
  const { wording, language } = options
  const other = wording && wording.language !== language ? wording.language : undefined
  return xml`${other && xml` xml:lang="${other}"`}${
    wordingDirection === direction ? undefined : baseDirection(wordingDirection)
  }`
}

function subtitle(text: string | undefined, how: Shown, attributes: Xml): Xml | undefined {
  const seen = shownText(text, how)
  return seen ? xml`\n<subtitle${attributes}>${seen}</subtitle>` : undefined
}

function rights(text: string | undefined, how: Shown, attributes?: Xml): Xml | undefined {
  const seen = shownText(text, how)
  return seen ? xml`\n<rights${attributes}>${seen}</rights>` : undefined
}

/**
 * RFC 4287 §4.1.1 wants an author of the feed where an entry has none; where nobody is named, it
 * is the feed itself.
 */
function author({ options, items }: WritableFeed): Xml | undefined {
  const named = options.author && person('author', options.author)
  if (named || items.every((each) => each.author?.some(nameOf))) return named
  return person('author', { name: options.title })
}

function links({ options }: WritableFeed): Xml[] {
  const { feed, feedLinks = {}, hub, next, prevArchive, current, licence } = options
  return [
    link('alternate', 'text/html', options.link),
    link('self', 'application/atom+xml', feed ?? feedLinks.atom),
    link('alternate', 'application/rss+xml', feedLinks.rss),
    link('alternate', 'application/feed+json', feedLinks.json),
    link('next', 'application/atom+xml', next?.atom),
    link('prev-archive', 'application/atom+xml', prevArchive?.atom),
    link('current', 'application/atom+xml', current?.atom),
    link('hub', undefined, hub),
    link('license', undefined, licence),
  ].filter((each) => each !== undefined)
}

function link(rel: string, type: string | undefined, href: string | undefined): Xml | undefined {
  if (!href) return undefined
  const typed = type && xml` type="${type}"`
  return xml`\n<link rel="${rel}"${typed} href="${encodedAddress(href)}"/>`
}

function person(role: 'author' | 'contributor', who: Author): Xml | undefined {
  const name = nameOf(who)
  if (!name) return undefined
  const email = emailOf(who)
  const inside = xml`<name>${name}</name>${who.link && xml`<uri>${encodedAddress(who.link)}</uri>`}${
    email && xml`<email>${email}</email>`
  }`
  return role === 'author'
    ? xml`\n<author>${inside}</author>`
    : xml`\n<contributor>${inside}</contributor>`
}

function entry(each: Item, context: EntryContext): Xml {
  const text = { direction: each.direction, marks: context.marks }
  const picture = imageOf(each)
  return xml`
<entry${entryLanguage(each, context)}${entryDirection(each, context)}>
<title>${shownText(each.title, text)}</title>
<id>${atomId(identity(each), context.tag)}</id>${[
    each.link ? link('alternate', 'text/html', each.link) : undefined,
    each.published ? xml`\n<published>${rfc3339(each.published)}</published>` : undefined,
    xml`\n<updated>${rfc3339(each.date)}</updated>`,
    ...(each.author ?? []).map((author) => person('author', author)),
    person('contributor', { name: each.credit }),
    ...(each.contributor ?? []).map((contributor) => person('contributor', contributor)),
    ...(each.category ?? []).map((one) => category(one)),
    rights(each.copyright, text),
    source(each),
    ...enclosuresOf(each).map((media) => enclosure(media, text)),
    picture && enclosure(picture, text),
    summary(each.summary, text),
    content(each, context),
  ]}
</entry>`
}

function summary(text: string | undefined, how: Shown): Xml | undefined {
  const seen = shownText(text, how)
  return seen ? xml`\n<summary>${seen}</summary>` : undefined
}

/** An entry with no page to go to has to have content (RFC 4287 §4.1.2). */
function content(each: Item, { marks }: EntryContext): Xml | undefined {
  const html = each.content || (each.link ? undefined : (descriptionOf(each, marks) ?? ''))
  return html === undefined ? undefined : xml`\n<content type="html">${html}</content>`
}

function entryLanguage({ language }: Item, context: EntryContext): Xml | undefined {
  return language && language !== context.language ? xml` xml:lang="${language}"` : undefined
}

function entryDirection({ direction }: Item, context: EntryContext): Xml | undefined {
  return direction === context.direction ? undefined : baseDirection(direction)
}

function category({ name, term, scheme, domain }: Category): Xml | undefined {
  const id = nonblank(term) ?? nonblank(name)
  const where = scheme ?? domain
  if (!id) return undefined
  const label = nonblank(name) && xml` label="${name}"`
  return xml`\n<category term="${id}"${where && xml` scheme="${where}"`}${label}/>`
}

function source({ source: from }: Item): Xml | undefined {
  const name = nonblank(from?.name)
  if (!from || !name) return undefined
  const page = from.url && xml`<link rel="alternate" href="${encodedAddress(from.url)}"/>`
  return xml`\n<source><title>${name}</title>${page}</source>`
}

function enclosure({ url, type, length, title: given }: Enclosure, how: Shown): Xml {
  const title = shownText(given, how)
  const attributes = xml`${type && xml` type="${type}"`}${
    length === undefined ? undefined : xml` length="${length}"`
  }${title && xml` title="${title}"`}`
  return xml`\n<link rel="enclosure"${attributes} href="${url}"/>`
}
