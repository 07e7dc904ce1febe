// The news sitemap: what Google's news crawler is told of the newest articles
// (developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap).

import type { Publication } from '../article/publication.ts'
import { encodedAddress } from '../text/address.ts'
import { primaryLanguage, rssLanguage } from '../text/language.ts'
import { type Xml, xml } from './xml.ts'

/** An article that has a page. */
export interface News {
  title: string
  language: string
  /** RFC 3339. */
  published: string
  /** Address of its page. */
  canonical: string
}

export const NEWS_HEAD = xml`<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">`

export const NEWS_TAIL = xml`
</urlset>
`

/** The whole document. Titles have no marks in them (rule 21): nobody reads them here. */
export function writeNewsSitemap(publication: Publication, news: News[]): string {
  return xml`${NEWS_HEAD}${news.map((each) => newsUrl(each, publication))}${NEWS_TAIL}`.markup
}

/** The entry of one article. */
export function newsUrl(
  { title, language, published, canonical }: News,
  publication: Publication,
): Xml {
  return xml`
<url>
<loc>${encodedAddress(canonical)}</loc>
<news:news>
<news:publication>
<news:name>${publication.title}</news:name>
<news:language>${newsLanguage(language, publication.language)}</news:language>
</news:publication>
<news:publication_date>${published}</news:publication_date>
<news:title>${title}</news:title>
</news:news>
</url>`
}

/**
 * A language as Google takes it: two or three letters of ISO 639, but `zh-cn` and `zh-tw`. The
 * languages of Arabic are `ar`, as in RSS (rule 5); where none is named, it is the publication's.
 */
export function newsLanguage(tag: string, publication: string): string {
  const language = primaryLanguage(rssLanguage(tag))
  if (language === 'und')
    return tag === publication ? 'und' : newsLanguage(publication, publication)
  if (language !== 'zh') return language
  return new Intl.Locale(tag).maximize().script === 'Hant' ? 'zh-tw' : 'zh-cn'
}
