// The ways in which feed readers show a title and a text. What they take away, they take away with
// a sanitizer as theirs.

import sanitizeHtml from 'sanitize-html'
import { type Direction, firstStrong } from '../../src/text/direction.ts'
import { xml } from '../../src/feed/xml.ts'
import { type Case, directionOf } from './cases.ts'
import type { Item } from './writers.ts'

/** How a reader shows an item. */
export interface Way {
  name: string
  /** What the reader does. */
  does: string
  /** Whether it finds the direction by the first strong character: there, all has to be right. */
  firstStrong?: true
  /** The HTML that the browser gets. */
  show(item: Item): string
}

export const TITLE_WAYS: Way[] = [
  {
    name: 'auto',
    does: 'the title in an element with `dir="auto"`: Miniflux, NetNewsWire, FreshRSS, Liferea',
    firstStrong: true,
    show: ({ title }) => xml`<h2 dir="auto">${title}</h2>`.markup,
  },
  {
    name: 'plaintext',
    does:
      'first strong as the Unicode algorithm has it, which skips isolates ' +
      '(`unicode-bidi: plaintext`): Feeder and other readers that are no web pages',
    firstStrong: true,
    show: ({ title }) => xml`<h2 style="unicode-bidi: plaintext">${title}</h2>`.markup,
  },
  {
    name: 'counted',
    does: 'right to left where more than 40 % of the words are: CommaFeed',
    show: ({ title }) => xml`<h2 dir="${counted(title)}">${title}</h2>`.markup,
  },
  {
    name: 'forced rtl',
    does: 'every title the way the language of the feed runs: Nextcloud News',
    show: ({ title }) => xml`<h2 dir="rtl">${title}</h2>`.markup,
  },
  {
    name: 'plain ltr',
    does: 'no direction at all, in a page that is in English',
    show: ({ title }) => xml`<h2>${title}</h2>`.markup,
  },
]

export const BODY_WAYS: Way[] = [
  {
    name: 'kept',
    does: 'HTML as it came, in a page that is in English: FreshRSS, Tiny Tiny RSS, Liferea',
    show: ({ html }) => html,
  },
  {
    name: 'unwrapped',
    does: '`div` and `span` taken off, all else kept, in such a page: Miniflux, yarr, selfoss',
    show: ({ html }) => unwrapped(html),
  },
  {
    name: 'p, pre, table',
    does:
      '`dir` and `lang` kept on `p`, `pre` and `table` only, in an element whose direction is ' +
      'found by counting words: CommaFeed',
    show: ({ html }) => `<div dir="${counted(textOf(html))}">${keptOnBlocks(html)}</div>`,
  },
  {
    name: 'stripped, auto',
    does: '`dir`, `lang`, `style` and `class` taken off, in one element with `dir="auto"`',
    firstStrong: true,
    show: ({ html }) => `<div dir="auto">${stripped(html)}</div>`,
  },
  {
    name: 'stripped, each',
    does:
      'the same, and every paragraph, list item and cell by its own first strong character: ' +
      'readers that show paragraphs one by one and are no web pages',
    firstStrong: true,
    show: ({ html }) => `<div dir="auto">${eachByItself(html)}</div>`,
  },
  {
    name: 'kept, forced rtl',
    does: 'HTML as it came, where all runs as the language of the feed: Nextcloud News',
    show: ({ html }) => `<div dir="rtl">${html}</div>`,
  },
  {
    name: 'stripped, forced rtl',
    does: '`dir`, `lang`, `style` and `class` taken off, where all runs as the feed',
    show: ({ html }) => `<div dir="rtl">${stripped(html)}</div>`,
  },
  {
    name: 'stripped, ltr',
    does: 'the same in a page that is in English and knows no other direction',
    show: ({ html }) => stripped(html),
  },
]

/** A title as it should read. */
export function referenceTitle({ title, direction }: Case): string {
  return xml`<h2 dir="${direction}">${title}</h2>`.markup
}

// What turns a text round from within (rule 26).
const EMBEDDINGS = /[\u202a-\u202e]/g

/** A text as it should read: as written, with the direction said of it and of what it quotes. */
export function referenceBody({ html, direction }: Case): string {
  const body = sanitized(html.replace(EMBEDDINGS, ''), (tag, attributes) => {
    const { dir, lang } = attributes
    const own = dir ?? (lang ? directionOf(lang) : undefined) ?? (tag === 'pre' ? 'ltr' : undefined)
    return own ? { ...attributes, dir: own } : attributes
  })
  return `<div dir="${direction}">${body}</div>`
}

type Attributes = Record<string, string>

const TAGS = [...sanitizeHtml.defaults.allowedTags, 'img', 'audio', 'video', 'source']

function sanitized(
  html: string,
  attributesOf: (tag: string, attributes: Attributes) => Attributes,
  tags = TAGS,
): string {
  return sanitizeHtml(html, {
    allowedTags: tags,
    allowedAttributes: false,
    transformTags: {
      '*': (tagName, attributes) => ({ tagName, attribs: attributesOf(tagName, attributes) }),
    },
  })
}

function unwrapped(html: string): string {
  const tags = TAGS.filter((tag) => tag !== 'div' && tag !== 'span')
  return sanitized(html, (_, attributes) => attributes, tags)
}

function keptOnBlocks(html: string): string {
  const keeps = /^(?:p|pre|table)$/
  return sanitized(html, (tag, attributes) => (keeps.test(tag) ? attributes : without(attributes)))
}

function stripped(html: string): string {
  return sanitized(html, (_, attributes) => without(attributes))
}

function eachByItself(html: string): string {
  const paragraphs = /^(?:p|h[1-6]|li|t[dh]|pre|blockquote|d[dt]|figcaption|div)$/
  return sanitized(html, (tag, attributes) =>
    paragraphs.test(tag)
      ? { ...without(attributes), style: 'unicode-bidi: plaintext' }
      : without(attributes),
  )
}

const ABOUT_TEXT = ['dir', 'lang', 'style', 'class']

function without(attributes: Attributes): Attributes {
  const others = Object.entries(attributes).filter(([name]) => !ABOUT_TEXT.includes(name))
  return Object.fromEntries(others)
}

function textOf(html: string): string {
  return sanitizeHtml(html.replaceAll('<', ' <'), { allowedTags: [] })
}

/** By words, each of which is as its first strong character; numbers and addresses do not count. */
function counted(text: string): Direction {
  const words = text.split(/\s+/).filter((word) => !/^(?:https?:.*|[\d.,+-]*)$/.test(word))
  const right = words.filter((word) => firstStrong(word) === 'rtl')
  return right.length > words.length * 0.4 ? 'rtl' : 'ltr'
}
