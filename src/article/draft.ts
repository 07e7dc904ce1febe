// A draft: what a source had of one article. The same fields in front matter and in the API.

import { z } from 'zod'
import { cleanLine } from '../text/clean.ts'
import {
  author,
  bytes,
  direction,
  language,
  list,
  mediaType,
  moment,
  pixels,
  reference,
  text,
  webAddress,
} from './fields.ts'
import { expected } from './issues.ts'

/** Longest `content` of one article, in UTF-16 units; publish measures the bytes it comes to. */
export const LONGEST_CONTENT = 200_000

/** Where articles come from. */
export const articleOrigin = z
  .string(expected('a text'))
  .regex(/^[a-z][a-z0-9-]{0,49}$/, 'expected a short name, such as folder or wordpress')

/** An article's identity: opaque, never normalised, 1 to 500 characters, none of them a control. */
export const articleId = z
  .string(expected('a text'))
  .min(1, 'is empty')
  .max(500, 'is longer than 500 characters')
  // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
  .regex(/^[^\u0000-\u001f\u007f-\u009f\ufffe\uffff]*$/, 'holds a control character')
  .refine((id) => id.isWellFormed(), 'holds a lone surrogate')
  .refine((id) => id.trim() === id, 'begins or ends with a space')
  .refine((id) => id === '' || /[^\s\p{Cf}]/u.test(id), 'holds no character that can be seen')
  .meta({ description: 'Opaque identity, the same for ever', example: '2026-08-22-data-security' })

const status = z
  .enum(['published', 'withheld', 'killed'], expected('published, withheld or killed'))
  .meta({ description: 'As it was where left out; `published` also brings back what was killed' })

const reason = z
  .string(expected('a text'))
  .overwrite((value) => cleanLine(value).text)
  .max(500, 'is longer than 500 characters')
  .refine((value) => value !== '', 'is empty')
  .meta({ description: 'Why it is withheld or killed; never in a feed or on a page' })

const syndication = z
  .enum(['all', 'none'], expected('all or none'))
  .meta({ description: '`none`: is in no feed, because others hold the rights' })

interface Standing {
  status?: z.infer<typeof status>
  reason?: string
}

/** What holds of a status and its reason together, also where other fields are wrong. */
function reasoned<T extends z.ZodType<Standing>>(schema: T): T {
  const fields = ['status', 'reason']
  const when = ({ value, issues }: z.core.ParsePayload) =>
    typeof value === 'object' &&
    value !== null &&
    !issues.some(({ path }) => fields.includes(String(path?.[0])))
  return schema
    .refine(({ status: given, reason: why }) => given !== 'killed' || why !== undefined, {
      path: ['reason'],
      message: 'is missing: say why it is killed',
      when,
    })
    .refine(({ status: given, reason: why }) => why === undefined || isAway(given), {
      path: ['reason'],
      message: 'goes with `status: withheld` or `status: killed`',
      when,
    })
}

function isAway(given: Standing['status']): boolean {
  return given === 'withheld' || given === 'killed'
}

/** What is said to withhold, kill or restore an article without sending it again. */
export const statusChange = reasoned(
  z.strictObject(
    { status, reason: reason.optional() },
    expected('an object: status, and a reason'),
  ),
)

const image = z.strictObject(
  {
    url: reference,
    type: mediaType.optional(),
    bytes: bytes.optional(),
    width: pixels.optional(),
    height: pixels.optional(),
    alt: z.string(expected('a text')).max(2000, 'is longer than 2000 characters').optional(),
    credit: text(500).optional(),
    syndication: syndication.optional(),
  },
  expected('an image: url, and what is known of it'),
)

const enclosure = z.strictObject(
  {
    url: reference,
    type: mediaType,
    bytes: bytes.optional(),
    title: text(500).optional(),
    duration: z
      .number(expected('a number of seconds'))
      .min(0, 'cannot be negative')
      .meta({ description: 'Length in seconds' })
      .optional(),
  },
  expected('an enclosure: url and type, and what is known of it'),
)

const source = z.strictObject(
  { name: text(200), url: webAddress.optional() },
  expected('a name, with or without a url'),
)

const fields = {
  title: text(1000).meta({ description: 'Plain text', example: '5G في المغرب' }),
  language: language.optional(),
  direction: direction.optional(),
  published: moment.meta({ description: 'What the story says; RFC 3339' }),
  updated: moment.optional(),
  visibleFrom: moment
    .meta({ description: 'When it may be shown; `published` where left out' })
    .optional(),
  authors: list(author, 20).optional(),
  sections: list(text(200), 10)
    .meta({ description: 'Identifiers, slugs or names of sections; the first is the primary one' })
    .optional(),
  tags: list(text(200), 50).optional(),
  translationGroup: text(200)
    .meta({ description: 'The same for all translations of one story' })
    .optional(),
  summary: text(5000).meta({ description: 'Plain text' }).optional(),
  canonical: reference.optional(),
  image: image.optional(),
  enclosures: list(enclosure, 20).optional(),
  source: source.optional(),
  credit: text(500).meta({ description: 'Agency line', example: 'و م ع' }).optional(),
  content: z
    .string(expected('a text'))
    .max(LONGEST_CONTENT, `is longer than ${LONGEST_CONTENT} characters`)
    .meta({ description: 'HTML; sanitised when it is published' }),
  status: status.optional(),
  reason: reason.optional(),
  correction: text(1000)
    .meta({ description: 'Plain text: what was wrong; the last paragraph of the content' })
    .optional(),
  syndication: syndication.optional(),
  origin: articleOrigin
    .meta({ description: 'Where the article came from; pruning touches only its own' })
    .default('api'),
}

const AN_ARTICLE = expected('the fields of an article')

/** A draft whose identity may be left out, because the address of the request says it. */
export const draftFields = reasoned(
  z.strictObject({ id: articleId.optional(), ...fields }, AN_ARTICLE),
)

export const draft = reasoned(z.strictObject({ id: articleId, ...fields }, AN_ARTICLE))

export type Draft = z.infer<typeof draft>
