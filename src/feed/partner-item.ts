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

/** The article as it goes out to the partner; nothing where the profile cannot take it. */
export function partnerArticle(article: Article, to: Recipient): Article | undefined {
  const title = partnerTitle(article, to.profile.limits.title)
  if (title === undefined || !isInLanguage(article, to)) return undefined
  const canonical = partnerLink(article.canonical, to)
  const own = { ...article, title, canonical, image: partnerImage(article.image, to) }
  const whole = { ...own, ...partnerText(own, to) }
  const isComplete = to.profile.item.required.every((name) => HAS[name]?.(whole) ?? true)
  return isComplete ? whole : undefined
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
