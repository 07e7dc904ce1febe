import { findAll, findOne, innerText } from 'domutils'
import { parseDocument } from 'htmlparser2'
import { describe, expect, it } from 'vitest'
import { draftOf, draftsOf, openNewsroom, path, problemOf, publicationOf } from '../newsroom.ts'

/** The headlines of a page, each as its language, direction, text, address and where that opens. */
function headlines(html: string): (string | undefined)[][] {
  return findAll(({ name }) => name === 'li', parseDocument(html).children).map((item) => {
    const title = findOne(({ attribs }) => attribs.class === 'title', item.children)
    const link = findOne(({ name }) => name === 'a', item.children)
    const { lang, dir } = item.attribs
    return [lang, dir, title ? innerText(title) : '', link?.attribs.href, link?.attribs.target]
  })
}

describe('the headlines of a feed, to be framed', () => {
  it('are each in their own language and direction, and open in a page of their own', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(
      draftOf('a', { title: '5G في المغرب', canonical: '/5g', tags: ['5G'] }),
      draftOf('b', {
        title: 'Un titre',
        language: 'fr',
        tags: ['5G'],
        published: '2026-08-22T08:00:00Z',
      }),
      draftOf('c', { tags: ['5G'], visibleFrom: '2036-01-01T00:00:00Z' }),
      draftOf('d'),
    )
    const response = await newsroom.get('/tags/5g/headlines')
    expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8')
    const html = await response.text()
    expect(headlines(html)).toEqual([
      ['ar', 'rtl', '5G في المغرب', 'https://www.news.example/5g', '_blank'],
      ['fr', 'ltr', 'Un titre', undefined, undefined],
    ])
    expect(html).not.toContain('<script')
    const sheet = findOne(
      ({ attribs }) => attribs.rel === 'stylesheet',
      parseDocument(html).children,
    )
    expect((await newsroom.get(sheet?.attribs.href?.replace('../..', '') ?? '')).status).toBe(200)
  })

  it.each([
    // The language of the feed, then what was asked for; the publication's where there are no words.
    ['/headlines', 'ar-MA', 'rtl'],
    ['/sections/monde/headlines', 'fr-MA', 'ltr'],
    ['/sections/monde/headlines?lang=ar', 'ar-MA', 'rtl'],
    ['/sections/monde/headlines?lang=none', 'fr-MA', 'ltr'],
    ['/languages/he/headlines', 'he-MA', 'rtl'],
    ['/languages/ps/headlines', 'ar-MA', 'rtl'],
    ['/tags/5g/headlines', 'ar-MA', 'rtl'],
  ])('%s are framed in %s, %s', async (address, lang, dir) => {
    const sections = [{ id: 'monde', name: 'Monde', language: 'fr' }]
    const newsroom = await openNewsroom(publicationOf({ language: 'ar-MA', sections }))
    await newsroom.publish(
      draftOf('a', { language: 'fr', sections: ['monde'], tags: ['5G'] }),
      draftOf('b', { language: 'he' }),
      draftOf('c', { language: 'ps' }),
    )
    const response = await newsroom.get(address)
    expect(response.headers.get('Content-Language')).toBe(lang)
    const root = findOne(
      ({ name }) => name === 'html',
      parseDocument(await response.text()).children,
    )
    expect(root?.attribs).toEqual({ lang, dir, class: 'framed' })
  })

  it.each([
    ['/headlines', 5],
    ['/headlines?limit=1', 1],
    ['/headlines?limit=20', 20],
  ])('%s are %i', async (address, count) => {
    const newsroom = await openNewsroom()
    await newsroom.publish(...draftsOf(22))
    expect(headlines(await (await newsroom.get(address)).text())).toHaveLength(count)
  })

  it.each(['0', '21', '-1', '1.5', '', 'five', '٥'])('are not %j', async (limit) => {
    const newsroom = await openNewsroom()
    const address = `/headlines?limit=${encodeURIComponent(limit)}`
    const { detail } = await problemOf(await newsroom.get(address), 400)
    expect(detail).toBe(`limit is a whole number from 1 to 20, not "${limit}".`)
  })

  it('are found by an older spelling of the address too', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', { tags: ['الإمارات'] }))
    const response = await newsroom.get(`${path('tags', 'الامارات')}/headlines`)
    expect(headlines(await response.text())).toHaveLength(1)
  })

  it('of no feed are 404, and of an empty one say so', async () => {
    const newsroom = await openNewsroom()
    await problemOf(await newsroom.get('/tags/none/headlines'), 404)
    await problemOf(await newsroom.get('/places/fez/headlines'), 404)
    expect(await (await newsroom.get('/headlines')).text()).toContain('لا شيء في هذه الخلاصة الآن.')
  })
})

describe('/widget.js', () => {
  it('is a script for pages of others', async () => {
    const newsroom = await openNewsroom()
    const response = await newsroom.get('/widget.js', { Origin: 'https://partner.example' })
    expect(response.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8')
    expect(response.headers.get('Cache-Control')).toBe('public, max-age=3600')
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*')
    expect(await response.text()).toContain("customElements.define('khulasa-headlines'")
  })
})
