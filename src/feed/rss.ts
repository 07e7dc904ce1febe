// RSS 2.0 (RSS Advisory Board), with content, dc, media and atom.

import type { Author } from 'feed'
import { encodedAddress } from '../text/address.ts'
import type { Marks } from '../text/direction.ts'
import { primaryLanguage, rssLanguage } from '../text/language.ts'
import { rfc822 } from '../text/wire-dates.ts'
import { descriptionOf } from './description.ts'
import type { WritableFeed } from './feed.ts'
import { declarations, elements, namespacesOf } from './extensions.ts'
import { generator } from './generator.ts'
import { type Category, type Item, nonblank, shown, type Shown, shownText } from './item.ts'
import { emailOf, nameOf } from './people.ts'
import { duration, podcast } from './podcast.ts'
import { media } from './rss-media.ts'
import { stylesheet } from './stylesheet.ts'
import type { EntryContext, FeedWriter } from './writer.ts'
import { cdata, type Xml, xml } from './xml.ts'

const DOCS = 'https://www.rssboard.org/rss-specification'

/** A whole document of RSS 2.0. */
export const rss: FeedWriter = {
  head,
  entry: item,
  between: xml``,
  tail: () => TAIL,
}

/** Without `updated` there is no lastBuildDate: a clock would make one up. */
function head(feed: WritableFeed): Xml {
  const { options, marks, wordingDirection: direction } = feed
  const text = { direction, marks }
  const language = languageOf(options)
  const updated = options.updated && rfc822(options.updated)
  return xml`<?xml version="1.0" encoding="UTF-8"?>${stylesheet(options.stylesheet)}
<rss version="2.0"${language && xml` xml:lang="${language}"`}
  xmlns:atom="http://www.w3.org/2005/Atom"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:media="http://search.yahoo.com/mrss/"${declarations(namespacesOf(feed))}>
<channel>
<title>${shown(options.title, text)}</title>${link(options.link)}
<description>${shown(options.description ?? '', text)}</description>${[
    language ? xml`\n<language>${language}</language>` : undefined,
    copyright(options.copyright, text),
    updated ? xml`\n<lastBuildDate>${updated}</lastBuildDate>` : undefined,
    generator(options.generator),
    xml`\n<docs>${options.docs ?? DOCS}</docs>`,
    options.ttl ? xml`\n<ttl>${options.ttl}</ttl>` : undefined,
    image(feed, text),
    ...feed.categories.map((name) => category({ name })),
    ...atomLinks(feed),
    options.archive ? xml`\n<fh:archive/>` : undefined,
    ...podcast(feed),
    ...elements(feed.extensions, options.namespaces),
  ]}`
}

const TAIL = xml`
</channel>
</rss>
`

/** Rule 5; nothing where no language is named (`und`), which validators of RSS refuse. */
function languageOf({ language }: { language?: string | undefined }): string | undefined {
  if (!language || primaryLanguage(language) === 'und') return undefined
  return rssLanguage(language)
}

/** Rule 6. */
function otherLanguage(each: Item, context: EntryContext): string | undefined {
  if (each.language === context.language) return undefined
  const own = languageOf(each)
  return own === languageOf(context) ? undefined : own
}

function copyright(text: string | undefined, how: Shown): Xml | undefined {
  const seen = shownText(text, how)
  return seen ? xml`\n<copyright>${seen}</copyright>` : undefined
}

function image({ options }: WritableFeed, how: Shown): Xml | undefined {
  if (!options.image) return undefined
  return xml`
<image><url>${encodedAddress(options.image)}</url><title>${shown(options.title, how)}</title>${
    options.link && xml`<link>${encodedAddress(options.link)}</link>`
  }</image>`
}

function link(page: string | undefined): Xml | undefined {
  return page ? xml`\n<link>${encodedAddress(page)}</link>` : undefined
}

function atomLinks({ options }: WritableFeed): Xml[] {
  const { feed, feedLinks = {}, hub, next, prevArchive, current } = options
  const links: [rel: string, type: string | undefined, href: string | undefined][] = [
    ['self', 'application/rss+xml', feed ?? feedLinks.rss],
    ['alternate', 'application/atom+xml', feedLinks.atom],
    ['alternate', 'application/feed+json', feedLinks.json],
    ['next', 'application/rss+xml', next?.rss],
    ['prev-archive', 'application/rss+xml', prevArchive?.rss],
    ['current', 'application/rss+xml', current?.rss],
    ['hub', undefined, hub],
  ]
  return links.flatMap(([rel, type, href]) => {
    if (!href) return []
    const typed = type && xml` type="${type}"`
    return [xml`\n<atom:link rel="${rel}"${typed} href="${encodedAddress(href)}"/>`]
  })
}

function item(each: Item, context: EntryContext): Xml {
  const { marks, namespaces, isPodcast } = context
  const text = { direction: each.direction, marks }
  const other = otherLanguage(each, context)
  return xml`
<item${other && xml` xml:lang="${other}"`}>${[
    title(each.title, text),
    link(each.link),
    guid(each),
    pubDate(each),
    ...authors(each),
    other ? xml`\n<dc:language>${other}</dc:language>` : undefined,
    source(each),
    contributor({ name: each.credit }),
    ...(each.contributor ?? []).map(contributor),
    rights(each.copyright, text),
    ...(each.category ?? []).map(category),
    description(each, marks),
    each.content ? xml`\n<content:encoded>${cdata(each.content)}</content:encoded>` : undefined,
    ...media(each, text),
    isPodcast ? duration(each) : undefined,
    ...elements(each.extensions, namespaces),
  ]}
</item>`
}

function description(each: Item, marks: Marks): Xml | undefined {
  const html = descriptionOf(each, marks)
  return html ? xml`\n<description>${cdata(html)}</description>` : undefined
}

// `feed` has the guid here and the id in Atom and JSON Feed (`identity`). In another order, the
// readers of a feed that changes over would show every item again.
function guid({ guid: given, id, link }: Item): Xml | undefined {
  const identity = given || id
  if (identity) return xml`\n<guid isPermaLink="false">${identity}</guid>`
  return link ? xml`\n<guid isPermaLink="true">${encodedAddress(link)}</guid>` : undefined
}

/** RSS 2.0: of title and description, one has to be there. */
function title(text: string | undefined, how: Shown): Xml | undefined {
  const seen = shownText(text, how)
  return seen ? xml`\n<title>${seen}</title>` : undefined
}

function pubDate({ published, date }: Item): Xml {
  return xml`\n<pubDate>${rfc822(published ?? date)}</pubDate>`
}

// RSS's own author has to be an e-mail address, and there is room for one of them.
function authors({ author: all = [] }: Item): (Xml | undefined)[] {
  const [only, ...others] = all
  const email = only && others.length === 0 && emailOf(only)
  return email ? [author(email, nonblank(only.name))] : all.map(creator)
}

function author(email: string, name: string | undefined): Xml {
  return xml`\n<author>${email}${name && xml` (${name})`}</author>`
}

function creator(each: Author): Xml | undefined {
  const who = nameOf(each)
  return who ? xml`\n<dc:creator>${who}</dc:creator>` : undefined
}

function source({ source: from }: Item): Xml | undefined {
  const name = nonblank(from?.name)
  return name ? xml`\n<dc:source>${name}</dc:source>` : undefined
}

function rights(text: string | undefined, how: Shown): Xml | undefined {
  const seen = shownText(text, how)
  return seen ? xml`\n<dc:rights>${seen}</dc:rights>` : undefined
}

function contributor(each: Author): Xml | undefined {
  const who = nameOf(each)
  return who ? xml`\n<dc:contributor>${who}</dc:contributor>` : undefined
}

function category({ name, term, domain, scheme }: Category): Xml | undefined {
  const shownName = nonblank(name) ?? nonblank(term)
  const where = domain ?? scheme
  if (!shownName) return undefined
  return xml`\n<category${where && xml` domain="${where}"`}>${shownName}</category>`
}
