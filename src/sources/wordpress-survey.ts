// What has to be known of an export before its posts are read: its images and the categories in use
// stand behind the posts that they belong to.

import { canonicalLanguage, LanguageTagError, primaryLanguage } from '../text/language.ts'
import { plainText } from '../text/markup.ts'
import { detectedLanguage } from './detected-language.ts'
import type { FoundPublication } from './imported.ts'
import { SourceError } from './source-error.ts'
import type { Category } from './wordpress-categories.ts'
import { Images, imageOf } from './wordpress-images.ts'
import { type WxrElement, wxrElements } from './wordpress-elements.ts'
import { childText, metas, terms, withheld } from './wordpress-fields.ts'

export interface Survey {
  publication: FoundPublication
  /** Display names by login. */
  authors: Map<string, string>
  categories: Map<string, Category>
  /** Slugs of the categories that public posts are in, the most used first. */
  used: string[]
  images: Images
}

// As many posts as tell which language a site is in.
const ASKED_FOR_LANGUAGE = 50

/**
 * Surveys an export, in memory that grows with its media library only. Where it cannot be read on,
 * the survey ends; reading the posts ends there too, and says why.
 *
 * @param now posts that are dated later are not public yet
 */
export async function surveyWordPress(
  chunks: AsyncIterable<Uint8Array>,
  now: Date,
): Promise<Survey> {
  const survey: Survey = {
    publication: {},
    authors: new Map(),
    categories: new Map(),
    used: [],
    images: new Images(),
  }
  const uses = new Map<string, number>()
  const languages: string[] = []
  try {
    for await (const element of wxrElements(chunks)) {
      if (element.name !== 'item') surveyChannel(element, survey)
      else if (childText(element, 'wp:post_type') === 'attachment') surveyImage(element, survey)
      else if (withheld(element, now) === undefined) {
        surveyTerms(element, survey, uses)
        if (languages.length < ASKED_FOR_LANGUAGE) languages.push(languageOf(element))
      }
    }
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
  }
  survey.used = [...uses].sort(([, one], [, other]) => other - one).map(([slug]) => slug)
  survey.publication.language = languageOfSite(survey.publication.language, languages)
  return survey
}

// WordPress's fields of a channel, as a publication's.
const CHANNEL: Record<string, 'title' | 'description' | 'home' | 'language'> = {
  title: 'title',
  description: 'description',
  'wp:base_blog_url': 'home',
  link: 'home',
  language: 'language',
}

function surveyChannel(element: WxrElement, { publication, authors, categories }: Survey): void {
  const field = CHANNEL[element.name]
  if (field !== undefined) publication[field] ??= plainText(element.text) || undefined
  if (element.name === 'wp:author') {
    const login = childText(element, 'wp:author_login')
    authors.set(login, plainText(childText(element, 'wp:author_display_name')) || login)
  }
  if (element.name !== 'wp:category') return
  const slug = childText(element, 'wp:category_nicename')
  const name = childText(element, 'wp:cat_name')
  const parent = childText(element, 'wp:category_parent')
  const number = childText(element, 'wp:term_id')
  categories.set(slug, { slug, name, number, ...(parent === '' ? {} : { parent }) })
}

function surveyImage(element: WxrElement, { images }: Survey): void {
  const url = childText(element, 'wp:attachment_url').trim()
  if (url === '') return
  const [alt = ''] = metas(element, '_wp_attachment_image_alt')
  const [metadata] = metas(element, '_wp_attachment_metadata')
  images.add(Number(childText(element, 'wp:post_id')), imageOf(url, alt, metadata))
}

// An export of posts alone does not define its categories.
function surveyTerms(element: WxrElement, { categories }: Survey, uses: Map<string, number>): void {
  for (const { slug, name } of terms(element, 'category')) {
    uses.set(slug, (uses.get(slug) ?? 0) + 1)
    if (!categories.has(slug)) categories.set(slug, { slug, name })
  }
}

function languageOf(element: WxrElement): string {
  const text = `${childText(element, 'title')}\n${childText(element, 'content:encoded')}`
  return detectedLanguage(plainText(text.slice(0, 2000)), undefined) ?? ''
}

// A site says en-US until somebody sets it: what most posts are in counts for more.
function languageOfSite(said: string | undefined, languages: string[]): string | undefined {
  const counts = Map.groupBy(languages.filter(Boolean), (language) => language)
  const [found] = [...counts].sort(([, one], [, other]) => other.length - one.length)[0] ?? []
  const tag = said === undefined ? undefined : languageTag(said)
  if (found === undefined) return tag
  return tag !== undefined && primaryLanguage(tag) === found ? tag : found
}

/** A tag as BCP 47 has it; `undefined` where it is none. */
export function languageTag(text: string): string | undefined {
  try {
    return canonicalLanguage(text)
  } catch (error) {
    if (error instanceof LanguageTagError) return undefined
    throw error
  }
}
