// A post as a draft, whether it comes out of an export or from the REST API.

import type { Draft } from '../article/draft.ts'
import { plainText } from '../text/markup.ts'
import { drafted, languageOf } from './drafted.ts'
import { ItemError } from './html-depth.ts'
import type { Imported, ImportedItem, ReadOptions } from './imported.ts'
import { type Form, readPostContent } from './wordpress-content.ts'
import { WORDPRESS } from './wordpress-origin.ts'

/** What WordPress has of a post that is public. */
export interface Post {
  /** Exactly as in WordPress's own feeds. */
  guid: string
  /** HTML. */
  title: string
  link: string
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

/**
 * The article of a post, or why there is none.
 *
 * @param postOf throws an ItemError where there is no post either; may note what it does
 */
export async function articleOf(
  guid: string,
  where: string,
  options: ReadOptions,
  postOf: (notes: Imported['notes']) => Promise<Post>,
): Promise<ImportedItem> {
  const notes: Imported['notes'] = []
  try {
    if (guid === '') throw new ItemError('guid is missing')
    return drafted(fieldsOf(await postOf(notes), options, notes), notes, where)
  } catch (error) {
    if (!(error instanceof ItemError)) throw error
    return { kind: 'failed', where, ...(guid === '' ? {} : { id: guid }), reason: error.message }
  }
}

function fieldsOf(post: Post, options: ReadOptions, notes: Imported['notes']) {
  const { published, modified = published, translationGroup, image } = post
  const title = plainText(post.title)
  const content = readPostContent(post.content, post.form, options.publication?.title)
  notes.push(...content.notes)
  return {
    id: post.guid,
    title,
    language: languageOf([post.language], `${title}\n${content.text}`, options, notes),
    published,
    // WordPress says when a scheduled post was last changed, which was before.
    updated: modified > published ? modified : undefined,
    authors: post.authors.map((name) => ({ name })),
    sections: post.sections,
    tags: post.tags,
    translationGroup,
    summary: plainText(post.excerpt) || undefined,
    canonical: post.link || undefined,
    image,
    enclosures: post.enclosures,
    source: content.source === undefined ? undefined : { name: content.source },
    credit: content.credit,
    content: content.html,
    origin: WORDPRESS,
  }
}
