// Terms of a partner that its profile has no use for. What can never work is refused, what is ignored
// is said. All of it follows from what the profile says of itself.

import { primaryLanguage, rssLanguage } from '../text/language.ts'
import type { Issue } from './issues.ts'
import { type Partner, USUAL_ITEMS } from './partner.ts'
import type { Profile } from './profile.ts'
import { itemsOf, profileOf } from './profiles.ts'

const MINUTE = 60_000

/** What is to be said of terms under a profile. */
type Rule = (partner: Partner, profile: Profile) => Issue[]

/** The terms that nothing can ever come of, each with what to change. */
export function impossibleTerms(partner: Partner): Issue[] {
  return found(IMPOSSIBLE, partner)
}

/** The terms that have no effect, or are not what the profile asks for. */
export function idleTerms(partner: Partner): Issue[] {
  return found(IDLE, partner)
}

function found(rules: readonly Rule[], partner: Partner): Issue[] {
  const profile = profileOf(partner.profile)
  return rules.flatMap((rule) => rule(partner, profile))
}

const IMPOSSIBLE: readonly Rule[] = [
  ({ languages, profile: name }, { oneLanguage }) => {
    const said = new Set(languages.map((tag) => primaryLanguage(rssLanguage(tag))))
    const message = `${name} takes one language a feed: leave one of them here, and make a partner for each other`
    return oneLanguage && said.size > 1 ? [{ path: ['languages'], message }] : []
  },
  ({ delay, profile: name }, { limits: { age } }) => {
    if (age === undefined || delay * MINUTE < age) return []
    const message = `${name} takes nothing that is older than ${age / MINUTE} minutes: delay it by less`
    return [{ path: ['delay'], message }]
  },
]

const IDLE: readonly Rule[] = [
  (partner) => {
    const { items, profile: name } = partner
    const held = itemsOf(partner)
    if (items === USUAL_ITEMS || items === held) return []
    return [
      { path: ['items'], message: `${name} has up to ${held} articles, whatever is said here` },
    ]
  },
  ({ body, profile: name }, profile) => {
    if (body === 'full') return []
    if (!withText(profile)) return [idle(['body'], name)]
    if (!profile.item.required.includes('content:encoded')) return []
    const message = `${name} wants the whole of a text, and may refuse articles with less: say full`
    return [{ path: ['body'], message }]
  },
  ({ campaign, profile: name }, profile) => {
    if (!campaign || profile.campaign) return []
    const message = `${name} takes no campaign parameters: links go out without any`
    return [{ path: ['campaign'], message }]
  },
  (partner, profile) =>
    PLACES.flatMap(({ path, isSaid, isThere }) =>
      isSaid(partner) && !isThere(profile) ? [idle(path, partner.profile)] : [],
    ),
]

function idle(path: string[], name: string): Issue {
  return { path, message: `${name} has no place for it: nothing comes of it` }
}

interface Place {
  path: string[]
  isSaid: (partner: Partner) => boolean
  isThere: (profile: Profile) => boolean
}

const PLACES: readonly Place[] = [
  place(['attribution'], ({ attribution }) => attribution, withText),
  place(['images'], ({ images }) => images, withText),
  place(['licence'], ({ licence }) => licence, withText),
  place(['licence', 'url'], ({ licence }) => licence?.url, withLicenceLink),
  place(['look', 'logo'], ({ look }) => look.logo, withChannel),
  place(['look', 'icon'], ({ look }) => look.icon, withIcon),
  place(
    ['look', 'darkLogo'],
    ({ look }) => look.darkLogo,
    ({ feed }) => feed.extras.includes('snf:darkModeLogo'),
  ),
  place(
    ['look', 'cover'],
    ({ look }) => look.cover,
    ({ feed }) => feed.extras.includes('webfeeds:cover'),
  ),
  place(
    ['look', 'accent'],
    ({ look }) => look.accent,
    ({ feed }) => feed.extras.includes('webfeeds:accentColor'),
  ),
  place(
    ['analytics'],
    ({ analytics }) => analytics,
    ({ item }) => item.extras.includes('snf:analytics'),
  ),
]

function place(
  path: string[],
  of: (partner: Partner) => unknown,
  isThere: Place['isThere'],
): Place {
  return { path, isSaid: (partner) => of(partner) !== undefined, isThere }
}

function withText({ files }: Profile): boolean {
  return files.some(({ form }) => form !== 'sitemap')
}

/** RSS says what a licence is called, and not where it is. */
function withLicenceLink({ files }: Profile): boolean {
  return files.some(({ form }) => form === 'atom' || form === 'ninjs')
}

/** RSS has one image of a feed, its logo. */
function withIcon({ files, feed }: Profile): boolean {
  const isSaid = files.some(({ form }) => form === 'atom' || form === 'json')
  return isSaid || feed.extras.includes('webfeeds:icon')
}

/** What is said of the newsroom stands in what RSS, Atom and JSON Feed say of themselves. */
function withChannel({ files }: Profile): boolean {
  return files.some(({ form }) => form === 'rss' || form === 'atom' || form === 'json')
}
