// A saved page of a news site: title, body and credit of the story on it. What stands around the
// story goes; what goes of the story's own lines is reported line by line. Only for the command
// line: what it reads pages with is too large for the worker.

import { Readability } from '@mozilla/readability'
import render from 'dom-serializer'
import { type ChildNode, type Document, isTag, isText } from 'domhandler'
import { removeElement } from 'domutils'
import { type Direction, resolveDirection } from '../text/direction.ts'
import { plainTextOf, readHtml } from '../text/markup.ts'
import { slug } from '../text/slug.ts'
import { readDate } from '../text/source-dates.ts'
import { dateOf, drafted, languageOf } from './drafted.ts'
import { absoluteHtml } from './feed-html.ts'
import { absolute, type Note } from './feed-item.ts'
import { typeOf } from './feed-media.ts'
import { ItemError, shallow } from './html-depth.ts'
import type { ImportedItem, ReadOptions } from './imported.ts'
import { documentOf, NO_ARTICLE } from './page-document.ts'
import { factsOf, type PageFacts } from './page-facts.ts'
import { readScraped, type Scraped, ScrapedTextError } from './scraped.ts'
import { sourceText } from './source-bytes.ts'
import { SourceError } from './source-error.ts'

/** Origin of the articles that come from pages. */
export const ORIGIN = 'page'

/** How a page is read. */
export interface PageOptions extends ReadOptions {
  /** What HTTP says that its bytes are. */
  charset?: string
}

const LARGEST_CHARACTERS = 5_000_000
const MOST_ELEMENTS = 50_000

/**
 * Reads the article of a page.
 *
 * @throws {SourceError} where it is no page, or there is no article on it
 */
export async function* readPage(
  chunks: AsyncIterable<Uint8Array>,
  options: PageOptions,
): AsyncGenerator<ImportedItem> {
  const { text, notes } = await sourceText(chunks, options.charset)
  if (!/<[a-z!]/i.test(text))
    throw SourceError.atStart('this is no HTML page: there is no tag in it')
  if (text.length > LARGEST_CHARACTERS)
    throw SourceError.atStart('larger than 5 MB: no page of news is')
  const { facts, body } = readable(text)
  const base = options.address ?? savedFrom(text)
  const found = notes.map((detail): Note => ({ field: 'document', detail }))
  yield article(facts, body, base, options, found)
}

interface Readable {
  facts: PageFacts
  body: { title: string; html: string; byline?: string }
}

function readable(html: string): Readable {
  const document = documentOf(checked(html))
  const facts = factsOf(document)
  const found = new Readability(document, {
    maxElemsToParse: 0,
    charThreshold: 200,
  }).parse()
  if (!found?.content || !found.textContent?.trim()) {
    throw SourceError.atStart(NO_ARTICLE)
  }
  const { title, content, byline } = found
  return { facts, body: { title: title ?? '', html: content, ...(byline && { byline }) } }
}

function checked(html: string): string {
  const elements = html.match(/<[a-z]/gi)?.length ?? 0
  if (elements > MOST_ELEMENTS)
    throw SourceError.atStart(`more than ${MOST_ELEMENTS} elements: no page of news has`)
  try {
    return shallow(html)
  } catch (error) {
    throw error instanceof ItemError ? SourceError.atStart(error.message) : error
  }
}

// What browsers write at the top of a page that they save.
function savedFrom(html: string): string | undefined {
  return /<!-- saved from url=\(\d+\)(https?:\/\/\S+) -->/.exec(html.slice(0, 2000))?.[1]
}

function article(
  facts: PageFacts,
  body: Readable['body'],
  base: string | undefined,
  options: PageOptions,
  notes: Note[],
): ImportedItem {
  const title = withoutSite(facts.title ?? body.title, facts.site)
  const document = readHtml(absoluteHtml(body.html, base))
  const newsroom = facts.site ?? options.publication?.title ?? ''
  const story = takeStory(document, title, newsroom, notes)
  const canonical = facts.canonical ? absolute(facts.canonical, base) : base
  const published = dateOf(facts.published, 'published', options, notes)
  const where = 'the page'
  if (published === undefined) {
    return { kind: 'failed', where, reason: 'says no date that can be read, and none is made up' }
  }
  const updated = dateOf(facts.updated, 'updated', options, notes)
  if (canonical === undefined) {
    notes.push({ field: 'id', detail: 'the page says no address: made from its date and title' })
  }
  const content = render(inside(document.children), { encodeEntities: 'utf8' }).trim()
  const text = plainTextOf(document)
  const authors = facts.authors.length > 0 ? facts.authors : bylineOf(body.byline)
  const { image, direction } = facts
  const language = languageOf([facts.language], `${title}\n${text}`, options, notes)
  const fields = {
    id: canonical ?? `${published.slice(0, 10)}-${slug(title) || 'article'}`,
    title,
    language,
    direction: directionOf(direction, language ?? options.publication?.language, title),
    published,
    updated: updated === published ? undefined : updated,
    authors: authors.map((name) => ({ name })),
    tags: facts.tags,
    summary: facts.summary,
    canonical,
    image: image === undefined ? undefined : imageOf(absolute(image, base ?? canonical)),
    source: story.source === undefined ? undefined : { name: story.source },
    credit: story.credit,
    content,
    origin: ORIGIN,
  }
  return drafted(fields, notes, where)
}

/** What a page says, where its language does not say it. */
function directionOf(
  said: string | undefined,
  language: string | undefined,
  title: string,
): Direction | undefined {
  if (said !== 'rtl' && said !== 'ltr') return undefined
  return said === resolveDirection(undefined, language, title) ? undefined : said
}

/** What is in the elements around a story, which say nothing of it. */
function inside(nodes: ChildNode[]): ChildNode[] {
  const [only, ...others] = nodes.filter((node) => isTag(node) || textOf(node) !== '')
  const isAround =
    only && isTag(only) && others.length === 0 && /^(?:div|article|main|section)$/.test(only.name)
  return isAround ? inside(only.children) : nodes
}

function imageOf(url: string): { url: string; type?: string } {
  const type = typeOf(url)
  return { url, ...(type?.startsWith('image/') && { type }) }
}

/** `خبر - الحدث`: the name of the site behind a title is not part of it. */
function withoutSite(title: string, site: string | undefined): string {
  const line = title.replace(/\s+/g, ' ').trim()
  if (site === undefined) return line
  const [, story, name] = /^(.+?)\s+[-|–—:»]\s+([^-|–—:»]+)$/.exec(line) ?? []
  return story !== undefined && name?.trim() === site.trim() ? story : line
}

function bylineOf(byline: string | undefined): string[] {
  const name = byline
    ?.replace(/\s+/g, ' ')
    .replace(/^(?:by|par|بقلم|كتب|كتبت)\s*:?\s+/i, '')
    .trim()
  return name ? [name] : []
}

const LEAVES = /^(?:p|li|h[1-6]|blockquote|figcaption|pre|td|th|dt|dd|div|section)$/

/** Blocks with text and no block inside, in document order. */
function leavesOf(document: Document): ChildNode[] {
  const leaves: ChildNode[] = []
  const visit = (node: ChildNode): boolean => {
    if (isText(node)) return false
    if (!isTag(node)) return false
    const holds = node.children.map(visit).some(Boolean)
    if (!LEAVES.test(node.name)) return holds
    if (!holds && textOf(node) !== '') leaves.push(node)
    return true
  }
  document.children.forEach(visit)
  return leaves
}

function textOf(node: ChildNode): string {
  return plainTextOf(readHtml(render(node))).replace(/\s+/g, ' ')
}

/** Takes what is no story out of the body, as out of scraped text, each block being a line. */
function takeStory(
  document: Document,
  title: string,
  newsroom: string,
  notes: Note[],
): Pick<Scraped, 'source' | 'credit'> {
  const [first, ...others] = leavesOf(document)
  const isTitle = first && isTag(first) && /^h[1-6]$/.test(first.name) && textOf(first) === title
  const leaves = isTitle ? others : [first, ...others].filter((each) => each !== undefined)
  if (isTitle) removeElement(first)
  for (let date = leaves[0]; date && readDate(textOf(date), 'UTC'); date = leaves[0]) {
    removeElement(date)
    leaves.shift()
    notes.push({ field: 'content', detail: `removed date: ${textOf(date)}` })
  }
  const story = scraped([title, ...leaves.map(textOf)].join('\n'), newsroom)
  for (const { line, kind, detail, text } of story.findings) {
    if (detail === 'title') continue
    const leaf = leaves[line - 2]
    const isTaken = kind === 'removed' || kind === 'recognised'
    if (isTaken && leaf?.parent) removeElement(leaf)
    const field = kind === 'recognised' ? 'credit' : 'content'
    notes.push({ field, detail: `${kind} ${detail}: ${text}` })
  }
  return story
}

function scraped(text: string, newsroom: string): Scraped {
  try {
    return readScraped(text, newsroom)
  } catch (error) {
    throw error instanceof ScrapedTextError ? SourceError.atStart(error.message) : error
  }
}
