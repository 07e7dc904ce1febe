// A publication: whose feeds these are. `articles/publication.yaml` and PUT /api/publication.

import { z } from 'zod'
import { encodedAddress } from '../text/address.ts'
import { quoted } from '../text/quoted.ts'
import { slug } from '../text/slug.ts'
import { ownerNamed } from './credited.ts'
import { author, direction, language, list, text, webAddress } from './fields.ts'
import { expected } from './issues.ts'

const section = z.strictObject(
  {
    id: z
      .string(expected('a text'))
      .regex(
        /^[a-z0-9][a-z0-9-]{0,99}$/,
        'expected small Latin letters, digits and hyphens, such as technology',
      )
      .meta({ description: 'Identity of the section; never changes', example: 'technology' }),
    name: text(200).meta({ example: 'تكنولوجيا' }),
    slug: text(200)
      .meta({ description: 'In the address; an older one is redirected. Default: from the name' })
      .optional(),
    parent: text(100).meta({ description: 'id of the section that includes this one' }).optional(),
    language: language.optional(),
    direction: direction.optional(),
  },
  expected('a section: id and name, and what is known of it'),
)

const on = (description: string) =>
  z.boolean(expected('true or false')).default(false).meta({ description })

const WHO_MAY = ['everyone', 'licensed', 'own', 'never'] as const

const whoMay = (what: string) =>
  z
    .enum(WHO_MAY, expected(WHO_MAY.join(', ').replace(', never', ' or never')))
    .meta({ description: `Who may have ${what}` })
    .default('licensed')

const creditRule = z.strictObject(
  {
    agency: text(100).meta({ description: 'By any of its names', example: 'AFP' }),
    text: whoMay('its copy'),
    photo: whoMay('its photos'),
  },
  expected('an agency, and who may have its text and its photo'),
)

const fields = z.strictObject(
  {
    id: z
      .string(expected('a tag URI, such as tag:news.example,2026:feeds'))
      .regex(
        /^tag:[A-Za-z0-9.@_-]+,\d{4}(-\d{2}(-\d{2})?)?:[A-Za-z0-9._~!$&'()*+,;=:@/-]*$/,
        'expected a tag URI (RFC 4151), such as tag:news.example,2026:feeds',
      )
      .meta({ description: 'Identity of the feeds; fixed at first use' })
      .optional(),
    title: text(200).meta({ example: 'الحدث' }),
    description: text(1000),
    home: webAddress.meta({ description: 'Home page of the newsroom' }),
    address: webAddress
      .refine((value) => !/[?#]/.test(value), 'cannot hold a query or a fragment')
      .transform((value) => encodedAddress(value).replace(/\/+$/, ''))
      .meta({ description: 'Public address under which the feeds stand' }),
    wordpress: webAddress
      .refine((value) => !/[?#]/.test(value), 'cannot hold a query or a fragment')
      .refine(
        isPrivate,
        'expected an address that begins with https://, or http:// of a site on this machine',
      )
      .transform((value) => encodedAddress(value).replace(/\/*$/, '/'))
      .meta({ description: 'WordPress site whose posts are followed' })
      .optional(),
    language,
    direction: direction.optional(),
    timeZone: z
      .string(expected('an IANA time zone, such as Africa/Casablanca'))
      .refine(isTimeZone, 'expected an IANA time zone, such as Africa/Casablanca')
      .default('UTC'),
    sections: list(section, 200).default([]),
    author: author.optional(),
    licence: z
      .strictObject(
        { name: text(500), url: webAddress.optional() },
        expected('a name, with or without a url'),
      )
      .optional(),
    image: webAddress.meta({ description: 'Logo: PNG, JPEG or GIF' }).optional(),
    icon: webAddress.meta({ description: 'Small square image' }).optional(),
    hub: webAddress.meta({ description: 'WebSub hub' }).optional(),
    credit: list(creditRule, 200)
      .meta({
        description: 'Who may have what agencies own: without a rule, partners with the right',
      })
      .optional(),
    marks: z
      .enum(['when-needed', 'off'], expected('when-needed or off'))
      .meta({ description: 'Invisible direction marks before texts that readers would turn round' })
      .default('when-needed'),
    cleaning: z
      .strictObject(
        {
          tatweel: on('Remove U+0640'),
          spaces: on('No-break spaces become spaces'),
          invisible: on('Remove soft hyphens and zero-width spaces'),
        },
        expected('tatweel, spaces and invisible, each true or false'),
      )
      .prefault({}),
  },
  expected('the fields of a publication'),
)

/**
 * The schema of a publication; sections are unique and their parents exist and do not circle, and no
 * agency has two rules.
 */
export const publication = fields.superRefine(({ sections, credit = [] }, context) => {
  const agencies = new Set<string>()
  credit.forEach(({ agency }, index) => {
    const owner = ownerNamed(agency)
    const refuse = (message: string) =>
      context.addIssue({ code: 'custom', message, path: ['credit', index, 'agency'] })
    if (owner === '') refuse('holds no letter and no digit')
    else if (agencies.has(owner)) refuse(`${quoted(agency)} has another rule too`)
    agencies.add(owner)
  })
  const ids = new Map(sections.map((each) => [each.id, each]))
  const seen = new Set<string>()
  const slugs = new Map<string, string>()
  sections.forEach((each, index) => {
    const refuse = (key: string, message: string) =>
      context.addIssue({ code: 'custom', message, path: ['sections', index, key] })
    if (seen.has(each.id)) refuse('id', `"${each.id}" is the id of another section too`)
    seen.add(each.id)
    const own = sectionSlug(each)
    const other = slugs.get(own)
    if (own === '') refuse('slug', 'holds no letter and no digit')
    else if (other !== undefined) refuse('slug', `"${own}" is the slug of "${other}" too`)
    slugs.set(own, each.id)
    if (each.parent === undefined) return
    if (!ids.has(each.parent)) return refuse('parent', `there is no section ${quoted(each.parent)}`)
    const above = new Set([each.id])
    for (let at = ids.get(each.parent); at; at = at.parent ? ids.get(at.parent) : undefined) {
      if (above.has(at.id)) return refuse('parent', 'goes round in a circle')
      above.add(at.id)
    }
  })
})

export type PublicationInput = z.input<typeof publication>
/** A validated publication. `id` is there once it is stored. */
export type Publication = z.infer<typeof publication>
export type Section = z.infer<typeof section>
/** What a newsroom's contract with an agency lets others have. */
export type CreditRule = z.infer<typeof creditRule>

/** A section's segment in the address (rule 32). */
export function sectionSlug(section: Pick<Section, 'name' | 'slug'>): string {
  return slug(section.slug ?? section.name)
}

/** Whether nobody on the way there can write what is read. */
function isPrivate(address: string): boolean {
  if (!URL.canParse(address)) return true
  const { protocol, hostname } = new URL(address)
  return protocol !== 'http:' || LOOPBACK.test(hostname)
}

// As WHATWG URL writes them, whatever stands in the file.
const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
