// A post as a draft, whether it comes out of an export or from the REST API.

import { type Draft, draft } from '../article/draft.ts'
import { issuesOf } from '../article/issues.ts'
import { plainText } from '../text/markup.ts'
import { detectedLanguage } from './detected-language.ts'
import type { Imported, ReadOptions } from './imported.ts'
import { type Form, PostError, readPostContent } from './wordpress-content.ts'

/** What WordPress has of a post that is public. */
export interface Post {
  /** Exactly as in WordPress's own feeds. */
  guid: string
  /** HTML. */
  title: string
  link?: string
  /** RFC 3339. */
  published: string
  modified?: string
  authors: string[]
  /** ids of sections, the primary one first. */
  sections: string[]
  tags: string[]
  /** HTML. */
  excerpt: string
  content: string
  form: Form
  image?: Draft['image']
  enclosures: NonNullable<Draft['enclosures']>
  /** What a plugin for languages says. */
  language?: string
  translationGroup?: string
}

/** Origin of the articles that come from WordPress. */
export const ORIGIN = 'wordpress'

type Notes = Imported['notes']

const REQUIRED = new Set<PropertyKey>(['id', 'title', 'published', 'content'])
const MOST = { authors: 20, sections: 10, tags: 50, enclosures: 20 } as const

/**
 * The draft of a post. What is optional and cannot be kept is left out, with a note.
 *
 * @throws {PostError} when what an article must have is missing or too large
 */
export function draftOfPost(
  post: Post,
  publication: ReadOptions['publication'],
): Pick<Imported, 'draft' | 'notes'> {
  const notes: Notes = []
  const title = plainText(post.title)
  const content = readPostContent(post.content, post.form, publication?.title)
  notes.push(...content.notes)
  const { published, modified = published, translationGroup, image } = post
  const excerpt = plainText(post.excerpt)
  const fields = {
    id: post.guid,
    title,
    language: languageOf(post, `${title}\n${content.text}`, publication, notes),
    published,
    // WordPress says when a scheduled post was last changed, which was before.
    updated: modified > published ? modified : undefined,
    authors: atMost(post.authors, 'authors', notes).map((name) => ({ name })),
    sections: atMost(post.sections, 'sections', notes),
    tags: atMost(post.tags, 'tags', notes),
    translationGroup,
    summary: excerpt === '' ? undefined : excerpt,
    canonical: post.link === '' ? undefined : post.link,
    image,
    enclosures: atMost(post.enclosures, 'enclosures', notes),
    source: content.source === undefined ? undefined : { name: content.source },
    credit: content.credit,
    content: content.html,
    origin: ORIGIN,
  }
  return { draft: parsed(withoutEmpty(fields), notes), notes }
}

function languageOf(
  { language }: Post,
  text: string,
  publication: ReadOptions['publication'],
  notes: Notes,
): string | undefined {
  if (language !== undefined) return language === publication?.language ? undefined : language
  const guessed = detectedLanguage(text, publication?.language)
  if (guessed !== undefined) notes.push({ field: 'language', detail: `guessed ${guessed}` })
  return guessed
}

function atMost<T>(all: T[], field: keyof typeof MOST, notes: Notes): T[] {
  const most = MOST[field]
  if (all.length > most) {
    notes.push({ field, detail: `the first ${most} of ${all.length}: an article has no more` })
  }
  return all.slice(0, most)
}

function withoutEmpty(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  )
}

function parsed(fields: Record<string, unknown>, notes: Notes): Draft {
  const first = draft.safeParse(fields)
  if (first.success) return first.data
  const issues = issuesOf(first.error)
  const wrong = issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  if (issues.some(({ path: [field = ''] }) => REQUIRED.has(field))) {
    throw new PostError(wrong.join('; '))
  }
  const dropped = new Set(issues.map(({ path: [field = ''] }) => String(field)))
  const kept = Object.entries(fields).filter(([field]) => !dropped.has(field))
  for (const { path, message } of issues) {
    notes.push({ field: path.join('.'), detail: `${message}: left out` })
  }
  return draft.parse(Object.fromEntries(kept))
}
