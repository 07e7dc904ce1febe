// RSS 2.0 (RSS Advisory Board), with content, dc, media and atom.

import type { Author, Enclosure } from 'feed'
import { encodedAddress } from '../text/address.ts'
import { rssLanguage } from '../text/language.ts'
import { rfc822 } from '../text/wire-dates.ts'
import type { WritableFeed } from './feed.ts'
import { GENERATOR } from './generator.ts'
import { type Category, type Image, type Item, shown, type Shown } from './item.ts'
import { enclosuresOf, imageOf } from './media.ts'
import { cdata, type Xml, xml } from './xml.ts'

const DOCS = 'https://www.rssboard.org/rss-specification'

/** The whole document. Without `updated` it has no lastBuildDate: a clock would make one up. */
export function writeRss(feed: WritableFeed): string {
  const { options, marks, direction } = feed
  const text = { direction, marks }
  const language = options.language && rssLanguage(options.language)
  const updated = options.updated && rfc822(options.updated)
  return xml`<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"${language && xml` xml:lang="${language}"`}
  xmlns:atom="http://www.w3.org/2005/Atom"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:media="http://search.yahoo.com/mrss/">
<channel>
<title>${shown(options.title, text)}</title>
<link>${options.link && encodedAddress(options.link)}</link>
<description>${shown(options.description ?? '', text)}</description>${[
    language ? xml`\n<language>${language}</language>` : undefined,
    copyright(options.copyright, text),
    updated ? xml`\n<lastBuildDate>${updated}</lastBuildDate>` : undefined,
    generator(options.generator),
    xml`\n<docs>${options.docs ?? DOCS}</docs>`,
    options.ttl === undefined ? undefined : xml`\n<ttl>${options.ttl}</ttl>`,
    image(feed, text),
    ...feed.categories.map((name) => xml`\n<category>${name}</category>`),
    ...atomLinks(feed),
    ...feed.items.map((each) => item(each, { marks, language })),
  ]}
</channel>
</rss>
`.markup
}

function copyright(text: string | undefined, how: Shown): Xml | undefined {
  return text ? xml`\n<copyright>${shown(text, how)}</copyright>` : undefined
}

function generator(given: string | false | undefined): Xml | undefined {
  return given === false ? undefined : xml`\n<generator>${given ?? GENERATOR}</generator>`
}

function image({ options }: WritableFeed, how: Shown): Xml | undefined {
  if (!options.image) return undefined
  return xml`
<image><url>${encodedAddress(options.image)}</url><title>${shown(options.title, how)}</title><link>${
    options.link && encodedAddress(options.link)
  }</link></image>`
}

function atomLinks({ options }: WritableFeed): Xml[] {
  const { feed, feedLinks = {}, hub, next } = options
  const links: [rel: string, type: string | undefined, href: string | undefined][] = [
    ['self', 'application/rss+xml', feed ?? feedLinks.rss],
    ['alternate', 'application/atom+xml', feedLinks.atom],
    ['alternate', 'application/feed+json', feedLinks.json],
    ['next', 'application/rss+xml', next?.rss],
    ['hub', undefined, hub],
  ]
  return links.flatMap(([rel, type, href]) => {
    if (!href) return []
    const typed = type && xml` type="${type}"`
    return [xml`\n<atom:link rel="${rel}"${typed} href="${encodedAddress(href)}"/>`]
  })
}

interface ItemContext {
  marks: Shown['marks']
  /** What the channel says it is in. */
  language: string | undefined
}

function item(each: Item, { marks, language }: ItemContext): Xml {
  const text = { direction: each.direction, marks }
  const own = each.language && rssLanguage(each.language)
  const differs = own !== undefined && own !== language
  return xml`
<item${differs && own ? xml` xml:lang="${own}"` : undefined}>
<title>${shown(each.title, text)}</title>${[
    each.link ? xml`\n<link>${encodedAddress(each.link)}</link>` : undefined,
    guid(each),
    pubDate(each),
    ...(each.author ?? []).map(creator),
    differs ? xml`\n<dc:language>${own}</dc:language>` : undefined,
    each.source ? xml`\n<dc:source>${each.source.name}</dc:source>` : undefined,
    each.credit ? xml`\n<dc:contributor>${each.credit}</dc:contributor>` : undefined,
    ...(each.contributor ?? []).map(contributor),
    each.copyright ? xml`\n<dc:rights>${shown(each.copyright, text)}</dc:rights>` : undefined,
    ...(each.category ?? []).map(category),
    each.description ? xml`\n<description>${cdata(each.description)}</description>` : undefined,
    each.content ? xml`\n<content:encoded>${cdata(each.content)}</content:encoded>` : undefined,
    ...media(each, text),
  ]}
</item>`
}

function guid({ guid: given, id, link }: Item): Xml | undefined {
  const identity = given ?? id
  if (identity) return xml`\n<guid isPermaLink="false">${identity}</guid>`
  return link ? xml`\n<guid isPermaLink="true">${encodedAddress(link)}</guid>` : undefined
}

function pubDate({ published, date }: Item): Xml {
  return xml`\n<pubDate>${rfc822(published ?? date)}</pubDate>`
}

// RSS's own author has to be an e-mail address.
function creator({ name, email }: Author): Xml | undefined {
  const who = name ?? email
  return who ? xml`\n<dc:creator>${who}</dc:creator>` : undefined
}

function contributor({ name, email }: Author): Xml | undefined {
  const who = name ?? email
  return who ? xml`\n<dc:contributor>${who}</dc:contributor>` : undefined
}

function category({ name, term, domain, scheme }: Category): Xml | undefined {
  const shownName = name ?? term
  const where = domain ?? scheme
  if (!shownName) return undefined
  return xml`\n<category${where && xml` domain="${where}"`}>${shownName}</category>`
}

/** The one enclosure that RSS has room for, the others as media:content, and the image. */
function media(each: Item, how: Shown): Xml[] {
  const picture = imageOf(each)
  const [first, ...others] = enclosuresOf(each)
  const enclosed = first ?? picture
  return [
    ...(enclosed?.type ? [enclosure(enclosed)] : []),
    ...others.map((other) => xml`\n<media:content${contentAttributes(other)}/>`),
    ...(picture ? [mediaImage(picture, how)] : []),
  ]
}

// RSS wants a length; 0 says that it is not known.
function enclosure({ url, length, type }: Enclosure): Xml {
  return xml`\n<enclosure url="${url}" length="${length ?? 0}" type="${type}"/>`
}

function mediaImage(picture: Image, how: Shown): Xml {
  const { url, width, height, alt, credit } = picture
  return xml`
<media:content${contentAttributes(picture)} medium="image"${size(width, height)}>${[
    alt ? xml`<media:description type="plain">${shown(alt, how)}</media:description>` : undefined,
    credit ? xml`<media:credit>${credit}</media:credit>` : undefined,
  ]}</media:content>
<media:thumbnail url="${url}"${size(width, height)}/>`
}

function contentAttributes({ url, type, length }: Enclosure): Xml {
  return xml` url="${url}"${type && xml` type="${type}"`}${
    length === undefined ? undefined : xml` fileSize="${length}"`
  }`
}

function size(width: number | undefined, height: number | undefined): Xml {
  return xml`${width && xml` width="${width}"`}${height && xml` height="${height}"`}`
}
