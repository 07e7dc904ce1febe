// Why an article is not in the feed of a partner, or not with its image: in words for an editor, by
// what decides it for the feed.

import type { Article } from '../article/article.ts'
import { memberships } from '../article/memberships.ts'
import { isServed, type Partner } from '../article/partner.ts'
import { itemsOf, profileOf } from '../article/profiles.ts'
import { permitted, refusedBy } from '../article/rights.ts'
import { unfit } from '../feed/partner-document.ts'
import { unfitImage } from '../feed/partner-image.ts'
import type { Unfit } from '../feed/partner-item.ts'
import type { PartnerArticle } from '../store/partner-article.ts'
import { isTaken } from '../store/partner-selection.ts'
import { key } from '../text/key.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import { delayOf, endOf, type Wanted } from './partner-choice.ts'

/** What is known besides. */
export interface Facts {
  /** Numbers of the feeds in which the partner's articles stand. */
  places: number[]
  /** Whether the feed has the article among its newest. */
  isChosen: boolean
  /** Whether the document has it too. */
  isKept: boolean
}

/** Each reason for which the article is not in the partner's feed; none where it is. */
export function reasonsAgainst(found: PartnerArticle, wanted: Wanted, facts: Facts): string[] {
  const { partner, now } = wanted
  const served = isServed(partner, now) ? [] : [unserved(partner, now)]
  const { document } = found
  if (!document) return [...served, OUT[found.state] ?? `It is ${found.state}.`]
  const reasons = [
    ...served,
    ...ofState(found, document, now),
    ...ofPlaces(found, document, wanted, facts),
    ...ofLanguage(document, partner),
    ...ofRights(document, wanted),
    ...ofProfile(document, wanted),
    ...ofMoment(found, document, wanted),
  ]
  if (reasons.length > 0 || facts.isKept) return reasons
  return [
    facts.isChosen
      ? `The newest articles fill the document up to the size that ${partner.profile} takes, and it is older.`
      : `The feed has room for ${itemsOf(partner)} articles, and is full of newer ones, or there are ` +
        'too many newer ones that the partner may not have.',
  ]
}

const OUT: Partial<Record<PartnerArticle['state'], string>> = {
  killed: 'It is killed.',
  deleted: 'It is deleted.',
}

function unserved({ state, start, end }: Partner, now: number): string {
  if (state === 'suspended') return 'The partner is suspended.'
  if (end !== undefined && Date.parse(end) <= now) return `The partner has ended: ${end}.`
  return `The partner begins later: ${start}.`
}

function ofState({ state, reason, visibleFrom }: PartnerArticle, article: Article, now: number) {
  return [
    ...(state === 'withheld' ? [`It is withheld${reason ? `: ${reason}` : ''}.`] : []),
    ...(visibleFrom > now ? [`It is embargoed until ${moment(visibleFrom)}.`] : []),
    ...(article.syndication === 'none' ? ['It is in no feed: not for syndication.'] : []),
  ]
}

function ofPlaces(
  { feeds }: PartnerArticle,
  article: Article,
  wanted: Wanted,
  { places }: Facts,
): string[] {
  const { partner } = wanted
  const hasParts = partner.sections.length > 0 || partner.tags.length > 0
  if (!hasParts) return []
  // What is out of every feed would be in some.
  const isIn =
    feeds.length === 0 ? wouldBeIn(article, wanted) : feeds.some((feed) => places.includes(feed))
  return isIn ? [] : [`The partner takes ${parts(partner)}; the article is in ${parts(article)}.`]
}

function wouldBeIn(article: Article, { partner, publication }: Wanted): boolean {
  const tags = partner.tags.map(key)
  const found = memberships({ ...article, syndication: undefined }, publication)
  return found.some(({ kind, key: name }) =>
    kind === 'section' ? partner.sections.includes(name) : kind === 'tag' && tags.includes(name),
  )
}

function parts({ sections, tags }: Pick<Article, 'sections' | 'tags'>): string {
  const said = [
    ...(sections.length > 0 ? [`the sections ${sections.join(', ')}`] : []),
    ...(tags.length > 0 ? [`the tags ${tags.join(', ')}`] : []),
  ]
  return said.join(' and ') || 'no section'
}

function ofLanguage({ language }: Article, partner: Partner): string[] {
  if (isTaken(language, partner)) return []
  return [`It is in ${language}, and the partner takes ${partner.languages.join(', ')}.`]
}

function ofRights(article: Article, { partner, publication }: Wanted): string[] {
  const { text } = refusedBy(article, partner, publication)
  if (text.length === 0) return []
  const { credit, source, authors } = article
  const names = [credit?.text, source?.name, ...authors.map(({ name }) => name)]
  const said = names.filter((name) => name !== undefined).join('; ')
  return [`The partner has no right to text of ${text.join(', ')}. The article names: ${said}.`]
}

function ofProfile(article: Article, wanted: Wanted): string[] {
  // Of what is withheld or for no feed too, it is asked what else there is.
  const open = { ...article, syndication: undefined }
  const own = permitted(open, wanted.partner, wanted.publication) ?? open
  const found = unfit(own, wanted)
  return found ? [unfitness(found, article, wanted.partner)] : []
}

function unfitness(found: Unfit, { title, language }: Article, { profile }: Partner): string {
  if (found.because === 'title') {
    return `Its title has ${title.length} characters, and ${profile} wants ${found.fewest}.`
  }
  if (found.because === 'language') {
    return `It is in ${language}, and all of a feed for ${profile} is in one language: ${found.feed}.`
  }
  return `It has nothing for what ${profile} requires: ${found.missing.join(', ')}.`
}

function ofMoment({ visibleFrom }: PartnerArticle, article: Article, wanted: Wanted): string[] {
  const { partner, now } = wanted
  const due = visibleFrom + delayOf(partner)
  const isDelayed = visibleFrom <= now && due > now
  const isOld = endOf(article, wanted) <= now
  return [
    ...(isDelayed ? [`It is delayed until ${moment(due)}.`] : []),
    ...(isOld ? [`It is older than ${partner.profile} takes articles: ${article.published}.`] : []),
  ]
}

/** Why its image stays out, where there is one. */
export function imageReasons(article: Article, { partner, publication }: Wanted): string[] {
  const { image } = article
  if (!image) return []
  if (image.syndication === 'none') return ['Its image is in no feed: not for syndication.']
  const { photo, caption } = refusedBy(article, partner, publication)
  if (photo.length > 0) {
    const names = image.credit ?? image.alt ?? 'nobody, so it is of whom the text is'
    return [`The partner has no right to photos of ${photo.join(', ')}. The image names: ${names}.`]
  }
  if (caption !== undefined) {
    const said = caption || 'nothing, so it is of whom the text is'
    return [
      `The partner has no right to what shows the image in the article too. It says: ${said}.`,
    ]
  }
  const profile = profileOf(partner.profile)
  const found = unfitImage(image, { profile })
  if (found === 'credit')
    return [`Its image has no credit, without which ${partner.profile} takes none.`]
  const { width = 0 } = profile.limits
  return found
    ? [`Its image is ${image.width} pixels wide, and ${partner.profile} wants ${width}.`]
    : []
}

function moment(ms: number): string {
  return rfc3339(new Date(ms))
}
