import { describe, expect, it } from 'vitest'
import { publication } from '../../src/article/publication.ts'
import { type News, newsLanguage, writeNewsSitemap } from '../../src/feed/sitemap.ts'
import { strict } from '../strict.ts'

const PUBLICATION = publication.parse({
  title: 'الحدث & "العالم"',
  description: 'أخبار',
  home: 'https://www.news.example/',
  address: 'https://feeds.news.example',
  language: 'ar-MA',
})

const NEWS: News = {
  title: '5G في <المغرب>',
  language: 'ar-MA',
  published: '2026-08-22T09:00:00Z',
  canonical: 'https://www.news.example/خبر?a=1&b=2',
}

describe('writeNewsSitemap', () => {
  it('has of an article what Google wants to know, and no mark', () => {
    const root = strict(writeNewsSitemap(PUBLICATION, [NEWS]))
    expect([root.local, root.uri]).toEqual([
      'urlset',
      'http://www.sitemaps.org/schemas/sitemap/0.9',
    ])
    const url = root.the('url')
    expect(url.the('loc').text).toBe('https://www.news.example/%D8%AE%D8%A8%D8%B1?a=1&b=2')
    const news = url.the('news:news')
    expect(news.uri).toBe('http://www.google.com/schemas/sitemap-news/0.9')
    expect(news.elements.map(({ name }) => name)).toEqual([
      'news:publication',
      'news:publication_date',
      'news:title',
    ])
    const of = news.the('news:publication')
    expect(of.elements.map(({ name, text }) => [name, text])).toEqual([
      ['news:name', 'الحدث & "العالم"'],
      ['news:language', 'ar'],
    ])
    expect(news.the('news:publication_date').text).toBe('2026-08-22T09:00:00Z')
    expect(news.the('news:title').text).toBe('5G في <المغرب>')
  })

  it('may be empty', () => {
    expect(strict(writeNewsSitemap(PUBLICATION, [])).elements).toEqual([])
  })
})

describe('newsLanguage', () => {
  it.each([
    ['ar', 'ar'],
    ['ar-MA', 'ar'],
    ['ary', 'ar'],
    ['ckb', 'ku'],
    ['he', 'he'],
    ['fil', 'fil'],
    ['zh', 'zh-cn'],
    ['zh-SG', 'zh-cn'],
    ['zh-TW', 'zh-tw'],
    ['zh-Hant', 'zh-tw'],
    ['und', 'fr'],
    ['und-Arab', 'fr'],
  ])('of %s is %s in a publication in French', (tag, language) => {
    expect(newsLanguage(tag, 'fr')).toBe(language)
  })

  it('is undetermined where nothing is known', () => {
    expect(newsLanguage('und', 'und')).toBe('und')
    expect(newsLanguage('und-Arab', 'und')).toBe('und')
  })
})
