// Draft → article: everything that is done to a text is done here, once, when it is published.

import { encodedAddress } from '../text/address.ts'
import { cleanLine } from '../text/clean.ts'
import { resolveDirection } from '../text/direction.ts'
import { key } from '../text/key.ts'
import { markedUp } from '../text/markup.ts'
import { mediaTypeByName } from '../text/media-type.ts'
import { quoted } from '../text/quoted.ts'
import { slug } from '../text/slug.ts'
import type { Article, Enclosure, Image } from './article.ts'
import { addParagraph, readContent } from './content.ts'
import { agencyOf } from './credit.ts'
import { sha256 } from './digest.ts'
import type { Draft } from './draft.ts'
import type { Author } from './fields.ts'
import type { Issue } from './issues.ts'
import { type Publication, type Section, sectionSlug } from './publication.ts'
import { supposedPeople, whatIsNever, withoutNever } from './rights.ts'
import { madeSummary } from './summary.ts'

/** Goes up when the same draft would come out as another article: all are then processed again. */
const PROCESSING_VERSION = 2

// D1 takes and keeps no text of more than a megabyte.
const LARGEST_BYTES = 900_000

/** What was done to a field, in words for an editor. */
export interface Note {
  field: string
  detail: string
}

/** A draft that cannot be published as it is. */
export class DraftError extends Error {
  override name = 'DraftError'
  readonly issues: Issue[]

  constructor(issues: Issue[]) {
    super(issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '))
    this.issues = issues
  }
}

/**
 * The article that a draft becomes in a publication: text cleaned (rules 25–30), HTML sanitised
 * and given its direction (15, 18, 24), language and direction resolved (1–4), addresses absolute,
 * tags that share a key made one. Pure: the same draft gives the same article.
 *
 * @throws {DraftError} when a section is unknown, nothing is left of a title or a name, or the
 *   draft or the article is too large to be kept
 */
export function publish(
  draft: Draft,
  publication: Publication,
): { article: Article; notes: Note[] } {
  const notes: Note[] = []
  const issues: Issue[] = []
  const { optionalLine, line } = lines(publication, notes, issues)

  const title = line(['title'], draft.title)
  const { language, direction } = languageOf(draft, publication, title)
  const home = encodedAddress(publication.home)
  const canonical = draft.canonical && encodedAddress(draft.canonical, home)
  const base = canonical ?? home
  const sections = sectionsOf(draft, publication, issues)
  const authors = authorsOf(draft, publication, base, line)
  const source = draft.source && sourceOf(draft.source, line)
  if (isTooLarge(draft)) {
    const message = `is larger than ${LARGEST_BYTES} bytes as JSON: shorten it`
    issues.push({ path: ['content'], message })
  }
  if (issues.length > 0) throw new DraftError(issues)

  const content = readContent(draft.content, base, publication.cleaning)
  notes.push(...content.notes.map((detail) => ({ field: 'content', detail })))
  const credit = optionalLine('credit', draft.credit)
  const correction = optionalLine('correction', draft.correction)
  // Made of what there was before the correction came.
  const summary = optionalLine('summary', draft.summary) ?? madeSummary(content.document, language)
  if (correction !== undefined) addParagraph(content.document, correction)
  const whole: Article = {
    id: draft.id,
    title,
    language,
    direction,
    published: draft.published,
    updated: draft.updated ?? draft.published,
    visibleFrom: draft.visibleFrom ?? draft.published,
    authors,
    sections,
    tags: tagsOf(draft.tags ?? [], optionalLine),
    translationGroup: optionalLine('translationGroup', draft.translationGroup),
    summary,
    canonical,
    image: draft.image && imageOf(draft.image, base, optionalLine),
    enclosures: (draft.enclosures ?? []).map((each) => enclosureOf(each, base, optionalLine)),
    source,
    credit: credit === undefined ? undefined : { text: credit, agency: agencyOf(credit) },
    correction,
    syndication: withoutAll(draft.syndication),
    content: markedUp(content.document, { language, direction, marks: publication.marks }),
  }
  const article = withoutNever(whole, publication)
  notes.push(...keptOut(whole, article))
  for (const name of supposedPeople(whole, publication)) {
    const detail = `\`${name}\` beside an agency counts as a person of it: give a house a rule in \`credit\``
    notes.push({ field: 'credit', detail })
  }
  if (isTooLarge(article)) {
    const message = `comes out larger than ${LARGEST_BYTES} bytes as JSON, with its addresses in full`
    throw new DraftError([{ path: ['content'], message }])
  }
  return { article, notes }
}

/**
 * Names the processing that an article has been through: the version of this file and what of the
 * publication goes into its articles. An article with another hash is to be processed again.
 */
export function processingHash(publication: Publication): Promise<string> {
  const { language, direction, home, author, sections, marks, cleaning } = publication
  const matched = sections.map(({ id, name, slug: given, parent }) => [id, name, given, parent])
  const parts = [PROCESSING_VERSION, language, direction, home, author, matched, marks, cleaning]
  const closed = whatIsNever(publication)
  // What no rule keeps out of the feeds is as it was before there were rules.
  return sha256(closed.length === 0 ? parts : [...parts, publication.title, closed])
}

/** What a rule of the publication keeps out of every feed. */
function keptOut(whole: Article, article: Article): Note[] {
  const note = (field: string, what: string) => {
    return { field, detail: `${what} out of every feed: a rule of \`credit\` says never` }
  }
  return [
    ...(article.syndication === whole.syndication ? [] : [note('credit', 'the article stays')]),
    ...(article.image?.syndication === whole.image?.syndication
      ? []
      : [note('image', 'the picture stays')]),
    ...(article.enclosures.length === whole.enclosures.length
      ? []
      : [note('enclosures', 'files stay')]),
    ...(article.content === whole.content ? [] : [note('content', 'pictures stay')]),
  ]
}

/** A field's text as one clean line; an issue where nothing is left of it. */
type Line = (path: Issue['path'], value: string) => string
/** The same of a field that may be empty. */
type OptionalLine = (field: string, value: string | undefined) => string | undefined

function lines({ cleaning }: Publication, notes: Note[], issues: Issue[]) {
  const optionalLine: OptionalLine = (field, value) => {
    if (value === undefined) return undefined
    const cleaned = cleanLine(value, cleaning)
    notes.push(...cleaned.notes.map((detail) => ({ field, detail })))
    return isVisible(cleaned.text) ? cleaned.text : undefined
  }
  const line: Line = (path, value) => {
    const cleaned = optionalLine(path.join('.'), value)
    if (cleaned === undefined) issues.push({ path, message: 'nothing is left when it is cleaned' })
    return cleaned ?? ''
  }
  return { optionalLine, line }
}

// More than a unit of UTF-16 comes to in UTF-8, which is 7 where U+0000 is escaped twice.
const MOST_BYTES = 8

/** Whether it has too many bytes as the store is sent it: JSON that is a text of other JSON. */
function isTooLarge(document: Draft | Article): boolean {
  // So small is nearly every document, and no byte of it has to be counted.
  if (unitsOf(document) * MOST_BYTES <= LARGEST_BYTES) return false
  const json = JSON.stringify(JSON.stringify(document))
  return new TextEncoder().encode(json).length > LARGEST_BYTES
}

/** Units of UTF-16 in all its texts and names, and enough for what stands around them. */
function unitsOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 1
  if (typeof value !== 'object' || value === null) return 5
  return Object.entries(value).reduce(
    (sum, [name, each]) => sum + name.length + 1 + unitsOf(each),
    1,
  )
}

function isVisible(text: string): boolean {
  return /[^\s\p{Cf}]/u.test(text)
}

/** Rules 1 and 2; a publication's direction counts for the articles in its language. */
function languageOf(draft: Draft, publication: Publication, title: string) {
  const language = draft.language ?? publication.language
  const own = language === publication.language ? publication.direction : undefined
  return { language, direction: resolveDirection(draft.direction ?? own, language, title) }
}

function sectionsOf(draft: Draft, publication: Publication, issues: Issue[]): string[] {
  const found = new Set<string>()
  for (const [index, name] of (draft.sections ?? []).entries()) {
    const section = findSection(name, publication.sections)
    if (section) found.add(section.id)
    else issues.push({ path: ['sections', index], message: noSection(name, publication) })
  }
  return [...found]
}

function findSection(name: string, sections: Section[]): Section | undefined {
  return (
    sections.find(({ id }) => id === name) ??
    sections.find((section) => sectionSlug(section) === slug(name)) ??
    sections.find((section) => key(section.name) === key(name))
  )
}

/** That a publication has no such section, and which it has. */
export function noSection(name: string, { sections }: Publication): string {
  const known = sections.map(({ id }) => id).join(', ')
  return `the publication has no section ${quoted(name)}; it has: ${known || 'none'}`
}

function authorsOf(
  draft: Draft,
  { author, home }: Publication,
  base: string,
  line: Line,
): Author[] {
  const given = draft.authors ?? []
  const isOwn = given.length === 0 && author !== undefined
  const from = isOwn ? encodedAddress(home) : base
  return (isOwn ? [author] : given).map(({ name, url }, index) => ({
    name: line(['authors', index, 'name'], name),
    url: url && encodedAddress(url, from),
  }))
}

function sourceOf({ name, url }: NonNullable<Draft['source']>, line: Line): Article['source'] {
  return { name: line(['source', 'name'], name), url: url && encodedAddress(url) }
}

/** Tags as written, the first spelling of each key (rule 31). */
function tagsOf(tags: string[], line: OptionalLine): string[] {
  const byKey = new Map<string, string>()
  for (const tag of tags) {
    const shown = line('tags', tag) ?? ''
    const tagKey = key(shown)
    if (tagKey !== '' && !byKey.has(tagKey)) byKey.set(tagKey, shown)
  }
  return [...byKey.values()]
}

function imageOf(image: NonNullable<Draft['image']>, base: string, line: OptionalLine): Image {
  const url = encodedAddress(image.url, base)
  return {
    url,
    type: image.type ?? mediaTypeByName(url),
    bytes: image.bytes,
    width: image.width,
    height: image.height,
    alt: line('image.alt', image.alt),
    credit: line('image.credit', image.credit),
    syndication: withoutAll(image.syndication),
  }
}

function withoutAll(syndication: Draft['syndication']): 'none' | undefined {
  return syndication === 'none' ? syndication : undefined
}

function enclosureOf(
  enclosure: NonNullable<Draft['enclosures']>[number],
  base: string,
  line: OptionalLine,
): Enclosure {
  const { type, bytes, title, duration } = enclosure
  const url = encodedAddress(enclosure.url, base)
  return { url, type, bytes, title: line('enclosures.title', title), duration }
}
