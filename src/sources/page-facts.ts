// What a page says of itself, to search engines and to those that share it: JSON-LD (schema.org),
// Open Graph, `meta`, `link`, `time`.

import { isRecord } from './yaml.ts'

/** An element of the page, as far as it is looked at. */
interface PageElement {
  getAttribute(name: string): string | null
  textContent: string | null
}

/** The document, as far as it is looked at. */
export interface PageDocument {
  querySelector(selector: string): PageElement | null
  querySelectorAll(selector: string): Iterable<PageElement>
}

/** Everything as it is written. */
export interface PageFacts {
  title?: string
  /** The most trusted first. */
  published: string[]
  updated: string[]
  authors: string[]
  tags: string[]
  summary?: string
  image?: string
  canonical?: string
  site?: string
  language?: string
  direction?: string
}

/** The facts of a page. */
export function factsOf(page: PageDocument): PageFacts {
  const [story = {}] = stories(page)
  const meta = (...names: string[]) => names.flatMap((name) => metaOf(page, name))
  const attribute = (selector: string, name: string) =>
    page.querySelector(selector)?.getAttribute(name)?.trim() || undefined
  const times = [...page.querySelectorAll('time')].flatMap((time) => [
    ...present(time.getAttribute('datetime')),
    ...present(time.textContent),
  ])
  const named = [...namesOf(story.author), ...meta('author', 'article:author', 'dc.creator')]
  return {
    title: text(story.headline) ?? meta('og:title')[0] ?? ofElement(page, 'h1'),
    published: [
      ...present(story.datePublished),
      ...meta('article:published_time', 'datePublished', 'date', 'dc.date', 'pubdate'),
      ...times,
    ],
    updated: [...present(story.dateModified), ...meta('article:modified_time', 'dateModified')],
    // Of a page on a social network there is an address only.
    authors: [...new Set(named.filter((name) => !/^https?:/i.test(name)))],
    tags: [...new Set([...keywords(story.keywords), ...meta('article:tag')])],
    summary: text(story.description) ?? meta('og:description', 'description')[0],
    image: imageOf(story.image) ?? meta('og:image')[0],
    canonical: attribute('link[rel="canonical"]', 'href') ?? meta('og:url')[0],
    site: meta('og:site_name')[0] ?? namesOf(story.publisher)[0],
    language: attribute('html', 'lang') ?? text(story.inLanguage),
    direction: attribute('html', 'dir') ?? attribute('body', 'dir'),
  }
}

function ofElement(page: PageDocument, selector: string): string | undefined {
  return text(page.querySelector(selector)?.textContent)
}

function metaOf(page: PageDocument, name: string): string[] {
  const found = ['property', 'name', 'itemprop'].flatMap((attribute) => [
    ...page.querySelectorAll(`meta[${attribute}="${name}"]`),
  ])
  return found.flatMap((each) => present(each.getAttribute('content')))
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

function present(value: unknown): string[] {
  const found = text(value)
  return found === undefined ? [] : [found]
}

/** The stories among the objects of JSON-LD. What is no JSON says nothing. */
function stories(page: PageDocument): Record<string, unknown>[] {
  return [...page.querySelectorAll('script[type="application/ld+json"]')]
    .flatMap((script) => objects(parsed(script.textContent ?? '')))
    .filter((each) => namesOf(each['@type']).some((type) => /Article|Posting|Report/.test(type)))
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown
  } catch {
    return undefined
  }
}

function objects(value: unknown): Record<string, unknown>[] {
  const roots: unknown[] = Array.isArray(value) ? value : [value]
  return roots.filter(isRecord).flatMap((each) => {
    const graph: unknown[] = Array.isArray(each['@graph']) ? each['@graph'] : []
    return [each, ...graph.filter(isRecord)]
  })
}

function namesOf(value: unknown): string[] {
  const all: unknown[] = Array.isArray(value) ? value : [value]
  return all.flatMap((each) => present(isRecord(each) ? each.name : each))
}

function imageOf(value: unknown): string | undefined {
  const [first]: unknown[] = Array.isArray(value) ? value : [value]
  return text(isRecord(first) ? first.url : first)
}

function keywords(value: unknown): string[] {
  const all: unknown[] = Array.isArray(value) ? value : [value]
  return all.flatMap((each) => present(each)).flatMap((each) => each.split(/[,،]/).flatMap(present))
}
