// Atom 1.0 (RFC 4287), with Media RSS and `its:dir`.

import type { Direction } from '../text/direction.ts'
import { plainText } from '../text/markup.ts'
import { childrenOf, type XmlElement } from '../text/xml-elements.ts'
import { absoluteHtml } from './feed-html.ts'
import {
  absolute,
  bounded,
  type FeedAuthor,
  type FeedDocument,
  type FeedItem,
  itemOr,
  withoutReferences,
} from './feed-item.ts'
import { mediaOf } from './feed-media.ts'
import { nextOf } from './feed-rss.ts'
import { attributeOf, textOf, textsOf } from './feed-xml.ts'
import { shallow } from './html-depth.ts'
import { paragraphs, paragraphsHtml } from './plain-text.ts'

/**
 * The feed of a document whose root is `feed`.
 *
 * @param address where it was fetched from
 */
export function readAtom(root: XmlElement, address?: string): Omit<FeedDocument, 'notes'> {
  const base = baseOf(root, address)
  const home = pageOf(root)
  const around = authors(root, base)
  return {
    publication: {
      title: plain(root, 'atom:title', []),
      description: plain(root, 'atom:subtitle', []),
      home: home && absolute(home, base),
      language: attributeOf(root, 'xml:lang'),
    },
    direction: directionOf(root),
    dated: textsOf(root, 'atom:updated'),
    items: bounded(childrenOf(root, 'atom:entry')).map((each, index) => {
      const where = `item ${index + 1}, line ${each.at.line}`
      return itemOr(where, () => entry(each, where, base, around))
    }),
    next: nextOf(root),
  }
}

function entry(
  each: XmlElement,
  where: string,
  around: string | undefined,
  feedAuthors: FeedAuthor[],
): FeedItem {
  const notes: FeedItem['notes'] = []
  const base = baseOf(each, around)
  const link = pageOf(each)
  const [source] = childrenOf(each, 'atom:source')
  const [content] = childrenOf(each, 'atom:content')
  const [summary] = childrenOf(each, 'atom:summary')
  const html = content && htmlOf(content, base, notes)
  const own = [...authors(each, base), ...(source ? authors(source, base) : [])]
  return {
    where,
    id: textOf(each, 'atom:id'),
    link: link && absolute(link, base),
    title: plain(each, 'atom:title', notes),
    content: html ?? (summary && htmlOf(summary, base, [])),
    summary: html === undefined ? undefined : plain(each, 'atom:summary', notes),
    published: textsOf(each, 'atom:published'),
    updated: textsOf(each, 'atom:updated'),
    authors: own.length > 0 ? own : feedAuthors,
    tags: childrenOf(each, 'atom:category').flatMap(
      (category) => attributeOf(category, 'label') ?? attributeOf(category, 'term') ?? [],
    ),
    language: attributeOf(each, 'xml:lang') ?? (content && attributeOf(content, 'xml:lang')),
    direction: directionOf(each) ?? (content && directionOf(content)),
    ...mediaOf(each, base),
    source: source && plain(source, 'atom:title', []),
    notes,
  }
}

function baseOf(element: XmlElement, around: string | undefined): string | undefined {
  const own = attributeOf(element, 'xml:base')
  return own === undefined ? around : absolute(own, around)
}

function pageOf(parent: XmlElement): string | undefined {
  const page = childrenOf(parent, 'atom:link').find(
    ({ attributes: { rel = 'alternate' } }) => rel === 'alternate',
  )
  return page && attributeOf(page, 'href')
}

function directionOf(element: XmlElement): Direction | undefined {
  const said = attributeOf(element, 'its:dir')
  return said === 'rtl' || said === 'ltr' ? said : undefined
}

function authors(parent: XmlElement, base: string | undefined): FeedAuthor[] {
  return childrenOf(parent, 'atom:author').flatMap((each) => {
    const name = textOf(each, 'atom:name')
    const url = textOf(each, 'atom:uri')
    return name === undefined ? [] : [{ name, ...(url && { url: absolute(url, base) }) }]
  })
}

/** A text construct (RFC 4287 §3.1) in plain text. */
function plain(parent: XmlElement, name: string, notes: FeedItem['notes']): string | undefined {
  const [element] = childrenOf(parent, name)
  if (!element) return undefined
  const type = attributeOf(element, 'type') ?? 'text'
  const field = name.replace('atom:', '')
  if (type === 'xhtml') return plainText(shallow(element.markup)) || undefined
  if (/html/i.test(type)) return plainText(shallow(element.text)) || undefined
  return withoutReferences(element.text.trim(), field, notes) || undefined
}

/** Content (RFC 4287 §4.1.3) as HTML; none where it is elsewhere or of another media type. */
function htmlOf(
  element: XmlElement,
  around: string | undefined,
  notes: FeedItem['notes'],
): string | undefined {
  const type = attributeOf(element, 'type') ?? 'text'
  const source = attributeOf(element, 'src')
  const base = baseOf(element, around)
  const leftOut = (detail: string) => {
    notes.push({ field: 'content', detail })
    return undefined
  }
  if (source !== undefined)
    return leftOut(`left out: it is elsewhere, at ${absolute(source, base)}`)
  if (type === 'xhtml') return absoluteHtml(element.markup, base) || undefined
  const text = element.text.trim()
  if (text === '') return undefined
  if (/^(?:text\/)?html$/i.test(type)) return absoluteHtml(text, base)
  if (/^text(?:\/plain)?$/i.test(type)) return paragraphsHtml(paragraphs(text))
  return leftOut(`left out: its type is ${type}, and only text and HTML are read`)
}
