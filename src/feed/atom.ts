// Atom 1.0 (RFC 4287), with direction as its:dir (W3C Internationalization Tag Set 2.0).

import type { Author, Enclosure } from 'feed'
import { encodedAddress } from '../text/address.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import type { WritableFeed } from './feed.ts'
import { GENERATOR } from './generator.ts'
import { atomId } from './ids.ts'
import { type Category, type Item, shown, type Shown } from './item.ts'
import { enclosuresOf, imageOf } from './media.ts'
import { type Xml, xml } from './xml.ts'

// RFC 4287 §4.1.1 wants a date; a feed that has never had an article has none.
const NEVER = new Date(0)

/** The whole document. `updated` comes from the options or the newest item, never from a clock. */
export function writeAtom(feed: WritableFeed): string {
  const { options, marks, direction } = feed
  const { language } = options
  const text = { direction, marks }
  const newest = Math.max(...feed.items.map(({ date }) => date.getTime()), NEVER.getTime())
  return xml`<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"${language && xml` xml:lang="${language}"`}
  xmlns:its="http://www.w3.org/2005/11/its" its:version="2.0"${baseDirection(direction)}>
<title>${shown(options.title, text)}</title>
<id>${feedId(feed)}</id>
<updated>${rfc3339(options.updated ?? new Date(newest))}</updated>${[
    options.description
      ? xml`\n<subtitle>${shown(options.description, text)}</subtitle>`
      : undefined,
    ...links(feed),
    options.author ? person('author', options.author) : undefined,
    ...feed.contributors.map((each) => person('contributor', each)),
    ...feed.categories.map((term) => xml`\n<category term="${term}"/>`),
    options.copyright ? xml`\n<rights>${shown(options.copyright, text)}</rights>` : undefined,
    generator(options.generator),
    options.favicon ? xml`\n<icon>${encodedAddress(options.favicon)}</icon>` : undefined,
    options.image ? xml`\n<logo>${encodedAddress(options.image)}</logo>` : undefined,
    ...feed.items.map((each) => entry(each, feed)),
  ]}
</feed>
`.markup
}

function baseDirection(direction: Shown['direction']): Xml | undefined {
  return direction && xml` its:dir="${direction}"`
}

function feedId({ options }: WritableFeed): string | undefined {
  return options.id ?? (options.link && encodedAddress(options.link))
}

function links({ options }: WritableFeed): Xml[] {
  const { feed, feedLinks = {}, hub, next, licence } = options
  return [
    link('alternate', 'text/html', options.link),
    link('self', 'application/atom+xml', feed ?? feedLinks.atom),
    link('alternate', 'application/rss+xml', feedLinks.rss),
    link('alternate', 'application/feed+json', feedLinks.json),
    link('next', 'application/atom+xml', next?.atom),
    link('hub', undefined, hub),
    link('license', undefined, licence),
  ].filter((each) => each !== undefined)
}

function link(rel: string, type: string | undefined, href: string | undefined): Xml | undefined {
  if (!href) return undefined
  const typed = type && xml` type="${type}"`
  return xml`\n<link rel="${rel}"${typed} href="${encodedAddress(href)}"/>`
}

function generator(given: string | false | undefined): Xml | undefined {
  return given === false ? undefined : xml`\n<generator>${given ?? GENERATOR}</generator>`
}

function person(
  role: 'author' | 'contributor',
  { name, email, link: page }: Author,
): Xml | undefined {
  const who = name ?? email
  if (!who) return undefined
  const inside = xml`<name>${who}</name>${page && xml`<uri>${encodedAddress(page)}</uri>`}${
    email && xml`<email>${email}</email>`
  }`
  return role === 'author'
    ? xml`\n<author>${inside}</author>`
    : xml`\n<contributor>${inside}</contributor>`
}

function entry(each: Item, feed: WritableFeed): Xml {
  const text = { direction: each.direction, marks: feed.marks }
  const picture = imageOf(each)
  return xml`
<entry${entryLanguage(each, feed)}${entryDirection(each, feed)}>
<title>${shown(each.title, text)}</title>
<id>${atomId(each.id ?? each.link, feed.options.tag ?? defaultTag(feed))}</id>${[
    each.link ? link('alternate', 'text/html', each.link) : undefined,
    each.published ? xml`\n<published>${rfc3339(each.published)}</published>` : undefined,
    xml`\n<updated>${rfc3339(each.date)}</updated>`,
    ...(each.author ?? []).map((author) => person('author', author)),
    each.credit ? person('contributor', { name: each.credit }) : undefined,
    ...(each.contributor ?? []).map((contributor) => person('contributor', contributor)),
    ...(each.category ?? []).map((one) => category(one)),
    each.copyright ? xml`\n<rights>${shown(each.copyright, text)}</rights>` : undefined,
    source(each),
    ...enclosuresOf(each).map(enclosure),
    picture && enclosure(picture),
    each.summary ? xml`\n<summary>${shown(each.summary, text)}</summary>` : undefined,
    each.content ? xml`\n<content type="html">${each.content}</content>` : undefined,
  ]}
</entry>`
}

function entryLanguage({ language }: Item, { options }: WritableFeed): Xml | undefined {
  return language && language !== options.language ? xml` xml:lang="${language}"` : undefined
}

function entryDirection(each: Item, feed: WritableFeed): Xml | undefined {
  return each.direction === feed.direction ? undefined : baseDirection(each.direction)
}

// An entry's id is an IRI even where nobody said what to make it from.
function defaultTag(feed: WritableFeed): string {
  const { link: home } = feed.options
  return home ? `tag:${new URL(home).hostname},2026:feeds` : 'urn:khulasa'
}

function category({ name, term, scheme, domain }: Category): Xml | undefined {
  const id = term ?? name
  const where = scheme ?? domain
  if (!id) return undefined
  const label = name && xml` label="${name}"`
  return xml`\n<category term="${id}"${where && xml` scheme="${where}"`}${label}/>`
}

function source({ source: from }: Item): Xml | undefined {
  if (!from) return undefined
  const page = from.url && xml`<link rel="alternate" href="${encodedAddress(from.url)}"/>`
  return xml`\n<source><title>${from.name}</title>${page}</source>`
}

function enclosure({ url, type, length, title }: Enclosure): Xml {
  const attributes = xml`${type && xml` type="${type}"`}${
    length === undefined ? undefined : xml` length="${length}"`
  }${title && xml` title="${title}"`}`
  return xml`\n<link rel="enclosure"${attributes} href="${url}"/>`
}
