// A permitted article as a partner has it, whatever the form: its text, its link and its images by
// the terms of the partner and the limits of the profile.

import type { Article } from '../article/article.ts'
import type { Limits } from '../article/profile.ts'
import { primaryLanguage, rssLanguage } from '../text/language.ts'
import { truncate } from '../text/truncate.ts'
import { partnerText } from './partner-body.ts'
import { feedLanguage, type Recipient } from './partner-form.ts'
import { partnerImage } from './partner-image.ts'
import { partnerLink } from './partner-link.ts'

/** Why a profile cannot take an article. */
export type Unfit =
  | { because: 'title'; fewest: number }
  /** @param feed the language of the feed, all of which is in one */
  | { because: 'language'; feed: string }
  | { because: 'required'; missing: string[] }

/** The article as it goes out to the partner; nothing where the profile cannot take it. */
export function partnerArticle(article: Article, to: Recipient): Article | undefined {
  const made = madeFor(article, to)
  return 'because' in made ? undefined : made
}

/** Why the profile cannot take the article; nothing where it can. */
export function unfitFor(article: Article, to: Recipient): Unfit | undefined {
  const made = madeFor(article, to)
  return 'because' in made ? made : undefined
}

function madeFor(article: Article, to: Recipient): Article | Unfit {
  const { fewest = 0 } = to.profile.limits.title ?? {}
  const title = partnerTitle(article, to.profile.limits.title)
  if (title === undefined) return { because: 'title', fewest }
  if (!isInLanguage(article, to)) return { because: 'language', feed: feedLanguage(to) }
  const canonical = partnerLink(article.canonical, to)
  const own = { ...article, title, canonical, image: partnerImage(article.image, to) }
  const whole = { ...own, ...partnerText(own, to) }
  const missing = to.profile.item.required.filter((name) => HAS[name]?.(whole) === false)
  return missing.length > 0 ? { because: 'required', missing } : whole
}

// By what profiles require of an item. Every article has an id, a title and its dates.
const HAS: Partial<Record<string, (article: Article) => boolean>> = {
  link: ({ canonical }) => canonical !== undefined,
  'sitemap:loc': ({ canonical }) => canonical !== undefined,
  description: ({ summary }) => summary !== undefined,
  'content:encoded': ({ content }) => content !== '',
}

/** Too long a title is shortened; nothing can be done about one that is too short. */
function partnerTitle({ title, language }: Article, limit: Limits['title']): string | undefined {
  if (!limit) return title
  if (title.length < limit.fewest) return undefined
  // A character less, for the mark; letters of several characters each may need more.
  let longest = limit.most - 1
  let short = truncate(title, longest, language)
  while (short.length >= limit.most && longest > 2) {
    longest -= 1
    short = truncate(title, longest, language)
  }
  return short
}

// As RSS says languages (rule 5): Moroccan Arabic is in a feed in Arabic.
function isInLanguage({ language }: Article, to: Recipient): boolean {
  const said = (tag: string) => primaryLanguage(rssLanguage(tag))
  return !to.profile.oneLanguage || said(language) === said(feedLanguage(to))
}
