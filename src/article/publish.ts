// Draft → article: everything that is done to a text is done here, once, when it is published.

import { getMimeType } from 'hono/utils/mime'
import { encodedAddress } from '../text/address.ts'
import { clean, cleanLine } from '../text/clean.ts'
import { resolveDirection } from '../text/direction.ts'
import { key } from '../text/key.ts'
import { markedUp, plainTextOf, readHtml, textNodes } from '../text/markup.ts'
import { slug } from '../text/slug.ts'
import { truncate } from '../text/truncate.ts'
import type { Article, Enclosure, Image } from './article.ts'
import { agencyOf } from './credit.ts'
import type { Draft } from './draft.ts'
import type { Author } from './fields.ts'
import type { Publication, Section } from './publication.ts'
import { sanitise } from './sanitise.ts'
import { sha256 } from './digest.ts'

/** Goes up when the same draft would come out as another article: all are then processed again. */
const PROCESSING_VERSION = 1

/** Grapheme clusters of a summary that is made from the text. */
const SUMMARY_LENGTH = 300

/** What was done to a field, in words for an editor. */
export interface Note {
  field: string
  detail: string
}

/** A draft that cannot be published as it is. */
export class DraftError extends Error {
  override name = 'DraftError'
  readonly issues: { path: (string | number)[]; message: string }[]

  constructor(issues: DraftError['issues']) {
    super(issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '))
    this.issues = issues
  }
}

/**
 * The article that a draft becomes in a publication: text cleaned (rules 25–30), HTML sanitised
 * and given its direction (15, 18, 24), language and direction resolved (1–4), addresses absolute,
 * tags that share a key made one. Pure: the same draft gives the same article.
 *
 * @throws {DraftError} when a section is unknown, or nothing is left of a title
 */
export function publish(
  draft: Draft,
  publication: Publication,
): { article: Article; notes: Note[] } {
  const notes: Note[] = []
  const issues: DraftError['issues'] = []
  const note = (field: string, details: string[]) =>
    notes.push(...details.map((detail) => ({ field, detail })))

  const line = (field: string, value: string): string => {
    const cleaned = cleanLine(value, publication.cleaning)
    note(field, cleaned.notes)
    return cleaned.text
  }
  const optionalLine = (field: string, value: string | undefined): string | undefined =>
    (value === undefined ? undefined : line(field, value)) || undefined

  const title = line('title', draft.title)
  if (title === '') {
    issues.push({ path: ['title'], message: 'nothing is left of it when it is cleaned' })
  }

  const language = draft.language ?? publication.language
  const given =
    draft.direction ?? (language === publication.language ? publication.direction : undefined)
  const direction = resolveDirection(given, language, title)

  const home = encodedAddress(publication.home)
  const canonical = draft.canonical && encodedAddress(draft.canonical.trim(), home)
  const base = canonical ?? home

  const sections: string[] = []
  for (const [index, name] of (draft.sections ?? []).entries()) {
    const section = findSection(name, publication.sections)
    if (!section) issues.push({ path: ['sections', index], message: unknown(name, publication) })
    else if (!sections.includes(section.id)) sections.push(section.id)
  }
  if (issues.length > 0) throw new DraftError(issues)

  const sanitised = sanitise(draft.content, base)
  note('content', sanitised.notes)
  const body = readHtml(sanitised.html)
  const cleaningNotes = new Set<string>()
  for (const node of textNodes(body)) {
    const cleaned = clean(node.data, publication.cleaning)
    node.data = cleaned.text
    for (const detail of cleaned.notes) cleaningNotes.add(detail)
  }
  note('content', [...cleaningNotes])
  const summary =
    optionalLine('summary', draft.summary) ??
    (truncate(plainTextOf(body).replaceAll('\n', ' '), SUMMARY_LENGTH, language) || undefined)

  const article: Article = {
    id: draft.id,
    title,
    language,
    direction,
    published: draft.published,
    updated: draft.updated ?? draft.published,
    visibleFrom: draft.visibleFrom ?? draft.published,
    authors: authorsOf(draft, publication, line),
    sections,
    tags: tagsOf(draft.tags ?? [], line),
    translationGroup: draft.translationGroup,
    summary,
    canonical,
    image: draft.image && imageOf(draft.image, base, optionalLine),
    enclosures: (draft.enclosures ?? []).map((each) => enclosureOf(each, base, optionalLine)),
    source: draft.source && {
      name: line('source', draft.source.name),
      url: draft.source.url && encodedAddress(draft.source.url),
    },
    credit: draft.credit === undefined ? undefined : creditOf(line('credit', draft.credit)),
    content: markedUp(body, { language, direction, marks: publication.marks }),
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
  return sha256([PROCESSING_VERSION, language, direction, home, author, matched, marks, cleaning])
}

function findSection(name: string, sections: Section[]): Section | undefined {
  const wanted = key(name)
  return (
    sections.find(({ id }) => id === name) ??
    sections.find((section) => slug(section.slug ?? section.name) === slug(name)) ??
    sections.find((section) => key(section.name) === wanted)
  )
}

function unknown(name: string, { sections }: Publication): string {
  const known = sections.map(({ id }) => id).join(', ')
  return `the publication has no section "${name}"; it has: ${known || 'none'}`
}

type Line = (field: string, value: string) => string
type OptionalLine = (field: string, value: string | undefined) => string | undefined

function authorsOf(draft: Draft, publication: Publication, line: Line): Author[] {
  const given = draft.authors?.length ? draft.authors : []
  const authors = given.length > 0 || !publication.author ? given : [publication.author]
  return authors.map(({ name, url }) => ({
    name: line('authors', name),
    url: url && encodedAddress(url),
  }))
}

/** Tags as written, the first spelling of each key (rule 31). */
function tagsOf(tags: string[], line: Line): string[] {
  const byKey = new Map<string, string>()
  for (const tag of tags) {
    const shown = line('tags', tag)
    const tagKey = key(shown)
    if (tagKey !== '' && !byKey.has(tagKey)) byKey.set(tagKey, shown)
  }
  return [...byKey.values()]
}

function imageOf(image: NonNullable<Draft['image']>, base: string, line: OptionalLine): Image {
  const url = encodedAddress(image.url.trim(), base)
  return {
    url,
    type: image.type ?? getMimeType(new URL(url).pathname),
    bytes: image.bytes,
    width: image.width,
    height: image.height,
    alt: line('image.alt', image.alt),
    credit: line('image.credit', image.credit),
  }
}

function enclosureOf(
  enclosure: NonNullable<Draft['enclosures']>[number],
  base: string,
  line: OptionalLine,
): Enclosure {
  const { type, bytes, title, duration } = enclosure
  const url = encodedAddress(enclosure.url.trim(), base)
  return { url, type, bytes, title: line('enclosures.title', title), duration }
}

function creditOf(text: string): Article['credit'] {
  return { text, agency: agencyOf(text) }
}
