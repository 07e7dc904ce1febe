// The members of a ninjs item, whichever version it is in: 1.x has names with suffixes and objects
// of objects, 2.x lists with roles, 3.x the same in camel case.

import { absoluteHtml } from './feed-html.ts'
import { type FeedFile, type Note, plainOf } from './feed-item.ts'
import { typeOf } from './feed-media.ts'
import { numberMember, objectMembers, textMember } from './json-text.ts'
import { paragraphs, paragraphsHtml } from './plain-text.ts'
import { isRecord } from './yaml.ts'

/** A JSON object whose names are in small letters. */
export type Members = Record<string, unknown>

/** The members of an object, by their names in small letters; none of what is no object. */
export function membersOf(value: unknown): Members {
  if (!isRecord(value)) return {}
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name.toLowerCase(), each]))
}

/** The first of these members that is a text. */
export function firstText(item: Members, ...names: string[]): string | undefined {
  return names.map((name) => textMember(item, name)).find((text) => text !== undefined)
}

/** The objects of a list, or of an object of objects (1.x), which then have its names. */
export function objectsOf(item: Members, name: string): Members[] {
  const value = item[name]
  if (!isRecord(value)) return objectMembers(item, name).map(membersOf)
  return Object.entries(value)
    .filter(([, each]) => isRecord(each))
    .map(([key, each]) => ({ name: key, ...membersOf(each) }))
}

interface Variant {
  /** Role or suffix. */
  role: string
  type: string
  value: string
}

/** `headlines` of 2.x and 3.x; `headline` and `headline_main` of 1.x. */
function variants(item: Members, plural: string, singular: string): Variant[] {
  const listed = objectMembers(item, plural)
    .map(membersOf)
    .map((each) => ({
      role: firstText(each, 'role') ?? '',
      type: firstText(each, 'contenttype', 'mimetype') ?? '',
      value: firstText(each, 'value') ?? '',
    }))
  const suffixed = Object.keys(item)
    .filter((name) => name === singular || name.startsWith(`${singular}_`))
    .map((name) => ({
      role: name.slice(singular.length + 1),
      type: '',
      value: textMember(item, name) ?? '',
    }))
  return [...suffixed, ...listed].filter(({ value }) => value.trim() !== '')
}

/** The main headline, in plain text. */
export function headlineOf(item: Members, notes: Note[]): string | undefined {
  const all = variants(item, 'headlines', 'headline')
  const main = all.find(({ role }) => role === '' || role === 'main') ?? all[0]
  if (main) return plainOf(main.value, 'title', notes)
  const title = firstText(item, 'title')
  if (title !== undefined) {
    notes.push({ field: 'title', detail: 'there is no headline: the title stands for it' })
  }
  return title && plainOf(title, 'title', [])
}

/** The description, in plain text. */
export function descriptionOf(item: Members): string | undefined {
  const all = variants(item, 'descriptions', 'description')
  const plain = all.find((each) => !isHtml(each)) ?? all[0]
  return plain && plainOf(plain.value, 'summary', [])
}

/** The body as HTML: the one that is HTML, else the one that is text. */
export function bodyOf(item: Members): string | undefined {
  const all = variants(item, 'bodies', 'body').filter((each) => isHtml(each) || isText(each))
  const html = all.find(isHtml)
  if (html) {
    return absoluteHtml(insideBody(html.value), undefined)
  }
  const [text] = all
  return text && paragraphsHtml(paragraphs(text.value))
}

// Not by one regular expression, which would look through a hostile text once for each `<body`.
function insideBody(html: string): string {
  const start = html.search(/<body[\s>]/i)
  const open = start < 0 ? -1 : html.indexOf('>', start)
  const end = html.lastIndexOf('</body>')
  return open < 0 ? html : html.slice(open + 1, end < open ? undefined : end)
}

function isHtml({ role, type, value }: Variant): boolean {
  if (type !== '') return /\bx?html\b/i.test(type)
  return /html|rich/i.test(role) || /<(?:p|div|article|h[1-6]|br)\b/i.test(value)
}

// NITF and the like are XML of their own.
function isText({ role, type }: Variant): boolean {
  return type === '' ? !/xml|nitf/i.test(role) : /^text\/plain\b/i.test(type)
}

/** Names of what it is about. */
export function subjectsOf(item: Members): string[] {
  return ['subject', 'subjects'].flatMap((name) =>
    objectsOf(item, name).flatMap((subject) => firstText(subject, 'name') ?? []),
  )
}

/** The largest rendition of a picture, a sound or a video. */
export function fileOf(item: Members): FeedFile | undefined {
  const [largest] = objectsOf(item, 'renditions')
    .flatMap((each) => renditionOf(each))
    .sort((one, other) => (other.width ?? 0) - (one.width ?? 0))
  return largest
}

function renditionOf(rendition: Members): FeedFile[] {
  const url = firstText(rendition, 'href')
  if (url === undefined) return []
  const type = firstText(rendition, 'contenttype', 'mimetype')?.toLowerCase() ?? typeOf(url)
  return [
    {
      url,
      // Not registered, and common here.
      type: type === 'image/jpg' ? 'image/jpeg' : type,
      bytes: numberMember(rendition, 'sizeinbytes'),
      width: numberMember(rendition, 'width'),
      height: numberMember(rendition, 'height'),
      duration: numberMember(rendition, 'duration'),
    },
  ]
}
