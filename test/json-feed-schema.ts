// The judge of every JSON Feed that a test makes: JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/),
// and rule 12 for what is not in it.

import { z } from 'zod'

const EXTENSION = /^_[A-Za-z][^.]*$/

/** The members that the format knows, and extension objects; nothing else. */
function members<T extends z.ZodRawShape>(shape: T) {
  return z.looseObject(shape).superRefine((value, context) => {
    for (const [name, member] of Object.entries(value)) {
      if (Object.hasOwn(shape, name)) continue
      const refuse = (message: string) =>
        context.addIssue({ code: 'custom', path: [name], message })
      if (!EXTENSION.test(name)) refuse('is neither of JSON Feed 1.1 nor the name of an extension')
      else if (!isObject(member)) refuse('is an extension that is no object')
      else if (Object.keys(member).some((key) => key.startsWith('_'))) {
        refuse('is an extension with a member that begins with _')
      }
    }
  })
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Absolute, and in ASCII (rule 32). */
const address = z.string().refine((value) => {
  return URL.canParse(value) && /^[!-~]+$/.test(value)
}, 'expected an absolute address in ASCII')

const date = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/, 'expected RFC 3339')

const language = z.string().refine((tag) => {
  try {
    return Intl.getCanonicalLocales(tag)[0] === tag
  } catch {
    return false
  }
}, 'expected a canonical BCP 47 tag')

const author = members({
  name: z.string().min(1).optional(),
  url: address.optional(),
  avatar: address.optional(),
}).refine(({ name, url, avatar }) => name ?? url ?? avatar, 'an author has one member at least')

const attachment = members({
  url: address,
  mime_type: z.string().regex(/^[a-z]+\/[a-z0-9][a-z0-9.+-]*$/i),
  title: z.string().optional(),
  size_in_bytes: z.int().min(0).optional(),
  duration_in_seconds: z.number().min(0).optional(),
})

const item = members({
  id: z.string().min(1),
  url: address.optional(),
  external_url: address.optional(),
  title: z.string().optional(),
  content_html: z.string().optional(),
  content_text: z.string().optional(),
  summary: z.string().optional(),
  image: address.optional(),
  banner_image: address.optional(),
  date_published: date.optional(),
  date_modified: date.optional(),
  authors: z.array(author).min(1).optional(),
  tags: z.array(z.string()).min(1).optional(),
  language: language.optional(),
  attachments: z.array(attachment).min(1).optional(),
}).refine(
  (each) => each.content_html !== undefined || each.content_text !== undefined,
  'an item has content_html or content_text',
)

const feed = members({
  version: z.literal('https://jsonfeed.org/version/1.1'),
  title: z.string(),
  home_page_url: address.optional(),
  feed_url: address.optional(),
  description: z.string().optional(),
  user_comment: z.string().optional(),
  next_url: address.optional(),
  icon: address.optional(),
  favicon: address.optional(),
  authors: z.array(author).min(1).optional(),
  language: language.optional(),
  expired: z.boolean().optional(),
  hubs: z
    .array(members({ type: z.string().min(1), url: address }))
    .min(1)
    .optional(),
  items: z.array(item),
})
  .refine(({ items }) => new Set(items.map(({ id }) => id)).size === items.length, 'an id twice')
  .refine(({ feed_url, next_url }) => !next_url || next_url !== feed_url, 'next_url is feed_url')

export type JsonFeed = z.infer<typeof feed>
export type JsonFeedItem = JsonFeed['items'][number]

/**
 * A JSON Feed 1.1 document, read.
 *
 * @throws {SyntaxError} when the text is no JSON
 * @throws {z.ZodError} when it is no JSON Feed 1.1
 * @throws {Error} when it would not be valid UTF-8
 */
export function jsonFeed(text: string): JsonFeed {
  if (!text.isWellFormed()) throw new Error('the document has a lone surrogate')
  return feed.parse(JSON.parse(text))
}
