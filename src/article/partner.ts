// A partner: who re-publishes the articles, and under which terms. `articles/partners/{id}.yaml` and
// PUT /api/partners/{id}. Its keys are no part of it.

import { z } from 'zod'
import { articleOrigin } from './draft.ts'
import { direction, language, list, moment, text, webAddress } from './fields.ts'
import { expected } from './issues.ts'

/** The shapes in which partners take articles: see profiles.ts. */
export const PROFILE_NAMES = [
  'generic',
  'msn',
  'smartnews',
  'flipboard',
  'feedly',
  'apple-news',
  'google-news',
  'ninjs',
] as const

/** Articles in a feed at most, where nobody has said how many. */
export const USUAL_ITEMS = 50

const LONGEST_DELAY = 7 * 24 * 60

const paragraphs = z
  .int(expected('a whole number of paragraphs'))
  .min(1, 'is at least 1')
  .max(50, 'is at most 50')

const parameter = text(100).meta({ description: 'Value of one campaign parameter' })

const agencies = list(text(100), 50).default([])

/** The identity of a partner. */
export const partnerId = z
  .string(expected('a text'))
  .regex(
    /^[a-z0-9][a-z0-9-]{0,63}$/,
    'expected small Latin letters, digits and hyphens, such as msn-morocco',
  )
  .meta({ description: 'Identity of the partner; never changes', example: 'msn-morocco' })

const fields = {
  name: text(200).meta({ example: 'إم إس إن' }),
  contact: text(300).meta({ description: 'For people of the newsroom only' }).optional(),
  state: z
    .enum(['active', 'suspended'], expected('active or suspended'))
    .default('active')
    .meta({ description: 'A suspended partner is refused as one that has ended' }),
  profile: z
    .enum(PROFILE_NAMES, expected(`one of ${PROFILE_NAMES.join(', ')}`))
    .default('generic')
    .meta({ description: 'The shape in which it takes articles' }),
  sections: list(text(100), 200)
    .default([])
    .meta({ description: 'ids of sections; with none and no tags, all of them' }),
  tags: list(text(200), 200)
    .default([])
    .meta({ description: 'Tags; articles of the sections or with one of the tags' }),
  languages: list(language, 20)
    .default([])
    .meta({ description: 'Only articles in these languages; ar takes ar-MA in' }),
  rights: z
    .strictObject(
      { text: agencies, photo: agencies },
      expected('text and photo, each a list of agencies'),
    )
    .prefault({})
    .meta({ description: 'Agencies whose copy and whose photos it may have' }),
  body: z
    .union(
      [z.enum(['full', 'summary']), z.strictObject({ paragraphs })],
      expected('full, summary, or paragraphs: and how many'),
    )
    .default('full')
    .meta({ description: 'How much of the text it gets' }),
  items: z
    .int(expected('a whole number'))
    .min(1, 'is at least 1')
    .max(200, 'is at most 200')
    .default(USUAL_ITEMS)
    .meta({ description: 'Articles in its feed, at most' }),
  delay: z
    .int(expected('a whole number of minutes'))
    .min(0, 'cannot be negative')
    .max(LONGEST_DELAY, `is at most ${LONGEST_DELAY}, a week`)
    .default(0)
    .meta({ description: 'Minutes by which its articles come later; removals come at once' }),
  attribution: z
    .strictObject(
      {
        lines: list(
          z.strictObject(
            { language, direction: direction.optional(), text: text(300) },
            expected('language and text'),
          ),
          20,
        ).default([]),
        link: z.boolean(expected('true or false')).default(true),
      },
      expected('lines and link'),
    )
    .optional()
    .meta({
      description:
        'A line at the end of each text: the one in its language, else words of ours; with a link to the article unless `link` is false',
    }),
  campaign: z
    .strictObject(
      {
        source: parameter.optional(),
        medium: parameter.optional(),
        campaign: parameter.optional(),
      },
      expected('source, medium and campaign'),
    )
    .optional()
    .meta({ description: 'utm_ parameters of links to articles; none by default' }),
  images: z
    .string(expected('an address with {url} in it'))
    .max(500, 'is longer than 500 characters')
    .refine(
      (value) =>
        value.includes('{url}') &&
        URL.canParse(value.replaceAll(/\{(?:url|width)\}/g, '1')) &&
        value.startsWith('https://'),
      'expected an address that begins with https:// and holds {url}, and may hold {width}',
    )
    .optional()
    .meta({
      description: 'Address of a service that resizes images',
      example: 'https://images.news.example/{width}/{url}',
    }),
  licence: z
    .strictObject(
      { name: text(500), url: webAddress.optional() },
      expected('a name, with or without a url'),
    )
    .optional()
    .meta({ description: 'In place of that of the publication' }),
  look: z
    .strictObject(
      {
        logo: webAddress.optional(),
        darkLogo: webAddress.optional(),
        icon: webAddress.optional(),
        cover: webAddress.optional(),
        accent: z
          .string(expected('a colour'))
          .regex(/^[0-9A-Fa-f]{6}$/, 'expected six hexadecimal digits, such as 00A651')
          .optional(),
      },
      expected('logo, darkLogo, icon, cover and accent'),
    )
    .prefault({})
    .meta({
      description:
        'How the newsroom looks at the partner; logo and icon in place of those of the publication',
    }),
  analytics: text(4000)
    .meta({ description: 'HTML that counts readers, where the profile has a place for it' })
    .optional(),
  start: moment.optional(),
  end: moment.optional(),
  origin: articleOrigin
    .meta({ description: 'Where the record came from; pruning touches only its own' })
    .default('api'),
}

const A_PARTNER = expected('the fields of a partner')

/** A partner whose identity may be left out, because the address of the request says it. */
export const partnerFields = dated(
  z.strictObject({ id: partnerId.optional(), ...fields }, A_PARTNER),
)

/** The schema of a partner. */
export const partner = dated(z.strictObject({ id: partnerId, ...fields }, A_PARTNER))

function dated<T extends z.ZodType<{ start?: string | undefined; end?: string | undefined }>>(
  schema: T,
): T {
  return schema.refine(({ start, end }) => !start || !end || Date.parse(start) < Date.parse(end), {
    message: 'is not after start',
    path: ['end'],
  })
}

export type PartnerInput = z.input<typeof partner>
/** A validated partner. */
export type Partner = z.infer<typeof partner>
export type ProfileName = Partner['profile']

/** Whether a partner gets anything at a moment, ms since 1970. */
export function isServed({ state, start, end }: Partner, now: number): boolean {
  const hasBegun = start === undefined || Date.parse(start) <= now
  const hasEnded = end !== undefined && Date.parse(end) <= now
  return state === 'active' && hasBegun && !hasEnded
}
