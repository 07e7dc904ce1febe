import { describe, expect, it } from 'vitest'
import { ADDRESS, draftOf, draftsOf, HOUR, NOW, openNewsroom, problemOf } from '../newsroom.ts'
import { strict } from '../strict.ts'

const titlesIn = (document: string) =>
  strict(document)
    .all('url')
    .map((url) => url.the('news:news').the('news:title').text)

const ago = (hours: number) => new Date(NOW - hours * HOUR).toISOString().replace('.000', '')

describe('/news-sitemap.xml', () => {
  it('has the articles of two days that have a page, newest first, and nothing that is not public', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(
      draftOf('new', { published: ago(1), canonical: '/new', language: 'fr' }),
      draftOf('old', { published: ago(47), canonical: '/old' }),
      draftOf('older', { published: ago(48), canonical: '/older' }),
      draftOf('late', { published: ago(72), visibleFrom: ago(2), canonical: '/late' }),
      draftOf('pageless', { published: ago(1) }),
      draftOf('hidden', { published: ago(1), visibleFrom: ago(-1), canonical: '/hidden' }),
    )
    const response = await newsroom.get('/news-sitemap.xml')
    expect(response.headers.get('Content-Type')).toBe('application/xml; charset=utf-8')
    expect(response.headers.get('Cache-Control')).toBe('public, max-age=50')
    expect(titlesIn(await response.text())).toEqual(['خبر new', 'خبر old'])
  })

  it('has a thousand at most', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(...draftsOf(1010, { canonical: '/a' }))
    const titles = titlesIn(await (await newsroom.get('/news-sitemap.xml')).text())
    expect([titles.length, titles[0], titles.at(-1)]).toEqual([1000, 'خبر 1010', 'خبر 11'])
  }, 30_000)

  it('is empty where nothing is new', async () => {
    const newsroom = await openNewsroom()
    expect(titlesIn(await (await newsroom.get('/news-sitemap.xml')).text())).toEqual([])
  })

  it('is 404 before there is a publication', async () => {
    await problemOf(await (await openNewsroom(null)).get('/news-sitemap.xml'), 404)
  })
})

describe('/robots.txt', () => {
  it('names the sitemap', async () => {
    const newsroom = await openNewsroom()
    const response = await newsroom.get('/robots.txt')
    expect(response.headers.get('Content-Type')).toBe('text/plain; charset=UTF-8')
    expect(await response.text()).toBe(
      `User-agent: *\nDisallow: /api/\n\nSitemap: ${ADDRESS}/news-sitemap.xml\n`,
    )
  })
})
