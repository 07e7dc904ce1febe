// One file, one article: Markdown or HTML with YAML front matter, or plain text.

import { marked } from 'marked'
import { stringify } from 'yaml'
import { type Draft, draft } from '../article/draft.ts'
import { issuesOf } from '../article/issues.ts'
import { plainTextOf, readHtml } from '../text/markup.ts'
import { datesOf, draftFieldsOf } from './front-matter.ts'
import { paragraphs, paragraphsHtml, unixLines } from './plain-text.ts'
import { SourceError, type SourceIssue } from './source-error.ts'
import { located, readYaml, type Yaml } from './yaml.ts'

/** What a file gave. */
export interface ArticleFile {
  draft: Draft
  /** Whether its `id` comes from its path, because the file names none. */
  idFromPath: boolean
  /** Line of a field of the draft. */
  lineOf: Yaml['lineOf']
}

/** Names that end like this are article files. */
export const ARTICLE_FILE = /\.(md|markdown|html?|txt)$/i

/** Origin of the articles that come from files, where a file does not say another. */
export const ORIGIN = 'folder'

/**
 * Reads an article file. What its front matter does not say is taken from its name,
 * `2026-08-22-slug.md`, and from the first line or heading of its text.
 *
 * @param path path inside the folder, with `/`
 * @param timeZone IANA name: of dates without an offset
 * @throws {SourceError} with line and key of everything that is wrong
 */
export function readArticleFile(path: string, text: string, timeZone: string): ArticleFile {
  const { yaml, body, bodyLine } = split(unixLines(text))
  const issues: SourceIssue[] = []
  const title = yaml.values.title
  const read = readBody(path, body, title === undefined)
  const lineOf: Yaml['lineOf'] = ([first, ...rest]) => {
    const inBody = first === 'content' || (first === 'title' && title === undefined)
    if (inBody) return bodyLine
    const key = first === 'sections' && yaml.values.section !== undefined ? 'section' : first
    return key === undefined ? 1 : yaml.lineOf([key, ...rest])
  }
  if (yaml.values.content !== undefined) {
    const message = 'there is no such field'
    issues.push({ line: yaml.lineOf(['content']), key: 'content', message })
  }
  const fields = {
    ...draftFieldsOf(yaml.values, issues, lineOf),
    ...datesOf(path, yaml.values, timeZone, issues, lineOf),
    id: yaml.values.id ?? idOfPath(path),
    title: title ?? read.title,
    content: read.content,
    origin: yaml.values.origin ?? ORIGIN,
  }
  const parsed = draft.safeParse(fields)
  if (!parsed.success) issues.push(...located(issuesOf(parsed.error), lineOf))
  if (issues.length > 0 || !parsed.success) throw new SourceError(withoutRepetition(issues))
  return { draft: parsed.data, idFromPath: yaml.values.id === undefined, lineOf }
}

/** The identity that a file has which names none: its path without the ending, in NFC. */
export function idOfPath(path: string): string {
  return path.replace(ARTICLE_FILE, '').normalize('NFC')
}

/**
 * The identities that a file may have that cannot be read as it is: what a line of it says as `id`,
 * and what its path gives. `undefined` where there is such a line, and it cannot be read.
 */
export function likelyIds(path: string, text: string): string[] | undefined {
  const [line] = /^id[^\S\n]*:.*$/m.exec(unixLines(text)) ?? []
  if (line === undefined) return [idOfPath(path)]
  try {
    const { id } = readYaml(line).values
    return typeof id === 'string' ? [id, idOfPath(path)] : undefined
  } catch {
    return undefined
  }
}

/** The text of an article file with an `id`, everything else as it was. */
export function withId(text: string, id: string): string {
  const end = /\r\n?|\n/.exec(text)?.[0] ?? '\n'
  const line = stringify({ id }, { lineWidth: 0 }).trimEnd()
  const [opening] = /^\ufeff?---[^\S\r\n]*(\r\n?|\n)/.exec(text) ?? []
  if (opening) return opening + line + end + text.slice(opening.length)
  return `---${end}${line}${end}---${end}${text.replace(/^\ufeff/, '')}`
}

/** The text of a new article file of plain text. */
export function newArticleFile(fields: Record<string, unknown>, texts: string[]): string {
  return `---\n${stringify(fields, { lineWidth: 0 })}---\n\n${texts.join('\n\n')}\n`
}

interface Parts {
  yaml: Yaml
  body: string
  /** Line on which the text begins. */
  bodyLine: number
}

function split(text: string): Parts {
  if (!/^---[^\S\n]*\n/.test(text)) {
    return { yaml: { values: {}, lineOf: () => 1 }, body: text, bodyLine: firstLine(text, 1) }
  }
  const [whole, matter = ''] = /^---[^\S\n]*\n([^]*?)^---[^\S\n]*(?:\n|$)/m.exec(text) ?? []
  if (whole === undefined) {
    const message = 'the front matter does not end: a line of --- is missing'
    throw new SourceError([{ line: 1, key: '', message }])
  }
  const body = text.slice(whole.length)
  return {
    yaml: readYaml(matter, 2),
    body,
    bodyLine: firstLine(body, whole.split('\n').length),
  }
}

function firstLine(body: string, line: number): number {
  const blank = /^\s*\n/.exec(body)?.[0] ?? ''
  return line + blank.split('\n').length - 1
}

interface Body {
  title?: string
  content: string
}

function readBody(path: string, body: string, withTitle: boolean): Body {
  if (/\.txt$/i.test(path)) return readPlainText(body, withTitle)
  const html = /\.html?$/i.test(path) ? body : marked.parse(body, { async: false })
  return withTitle ? withoutHeading(html) : { content: html }
}

function readPlainText(body: string, withTitle: boolean): Body {
  const text = body.trim()
  if (!withTitle) return { content: paragraphsHtml(paragraphs(text)) }
  const [title = '', ...rest] = text.split('\n')
  return { title: title.trim() || undefined, content: paragraphsHtml(paragraphs(rest.join('\n'))) }
}

/** A first heading is the title of an article that names none. */
function withoutHeading(html: string): Body {
  const [heading, inside] = /^\s*<h1\b[^>]*>([^]*?)<\/h1>/i.exec(html) ?? []
  if (heading === undefined || inside === undefined) return { content: html }
  return {
    title: plainTextOf(readHtml(inside)) || undefined,
    content: html.slice(heading.length),
  }
}

/** What two checks found on one key is said once. */
function withoutRepetition(issues: SourceIssue[]): SourceIssue[] {
  const byKey = new Map<string, SourceIssue>()
  for (const issue of issues) {
    if (!byKey.has(issue.key)) byKey.set(issue.key, issue)
  }
  return [...byKey.values()].sort((one, other) => one.line - other.line)
}
