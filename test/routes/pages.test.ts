import type { Document, Element } from 'domhandler'
import { findAll, findOne, getElementsByTagName, innerText } from 'domutils'
import { parseDocument } from 'htmlparser2'
import { describe, expect, it } from 'vitest'
import type { PublicationInput } from '../../src/article/publication.ts'
import {
  ADDRESS,
  draftOf,
  draftsOf,
  FILES,
  type Newsroom,
  openNewsroom,
  path,
  problemOf,
  publicationOf,
} from '../newsroom.ts'

async function frontPage(newsroom: Newsroom): Promise<Document> {
  const response = await newsroom.get('/')
  expect(response.status).toBe(200)
  expect(response.headers.get('Content-Type')).toBe('text/html; charset=UTF-8')
  return parseDocument(await response.text())
}

const all = (name: string, from: Document | Element) => getElementsByTagName(name, from.children)
const textOf = (element: Element | null | undefined) =>
  element ? innerText(element).replace(/\s+/g, ' ').trim() : undefined

/** The headlines, each as its language, direction, text and address. */
function headlines(page: Document): (string | undefined)[][] {
  const inLists = all('li', page).filter(({ attribs }) => attribs.class !== 'feed')
  return inLists.map((item) => {
    const title = findOne(({ name }) => name === 'bdi', item.children)
    const link = findOne(({ name }) => name === 'a', item.children)
    return [title?.attribs.lang, title?.attribs.dir, textOf(title), link?.attribs.href]
  })
}

/** The feeds, each as its name and the addresses of its formats. */
function feeds(page: Document): [name: string | undefined, addresses: string[]][] {
  return findAll(({ attribs }) => attribs.class === 'feed', page.children).map((item) => [
    textOf(findOne(({ attribs }) => attribs.class === 'name', item.children)),
    all('a', item).map(({ attribs }) => attribs.href ?? ''),
  ])
}

function addressesOf(folder: string): string[] {
  return FILES.map((file) => `${ADDRESS}${folder}/${file}`)
}

describe('the front page', () => {
  it.each<[string, Partial<PublicationInput>, string, string, string]>([
    ['ar', {}, 'rtl', 'الخلاصات', 'ar'],
    ['ar-MA', {}, 'rtl', 'الخلاصات', 'ar'],
    ['fa', {}, 'rtl', 'خوراک‌ها', 'fa'],
    ['ur', {}, 'rtl', 'فیڈز', 'ur'],
    ['he', {}, 'rtl', 'הזנות', 'he'],
    ['fr', { title: 'L’Événement' }, 'ltr', 'Flux', 'fr'],
    ['ar-Latn', { title: 'Al-Hadath' }, 'ltr', 'الخلاصات', 'ar'],
    ['ps', {}, 'rtl', 'Feeds', 'en'],
    ['ar', { direction: 'ltr' }, 'ltr', 'الخلاصات', 'ar'],
  ])('in %s says so, and its direction: %j', async (...page) => {
    const [language, changes, direction, word, wordsIn] = page
    const newsroom = await openNewsroom(publicationOf({ language, ...changes }))
    const document = await frontPage(newsroom)
    const [root] = all('html', document)
    expect(root?.attribs).toEqual({ lang: language, dir: direction })
    const [section] = all('section', document)
    expect(section?.attribs.lang).toBe(wordsIn)
    expect(section?.attribs.dir).toBe(wordsIn === 'en' || wordsIn === 'fr' ? 'ltr' : 'rtl')
    expect(textOf(all('h2', document)[0])).toBe(word)
  })

  it('lists the feeds that have something in them, with addresses to copy', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(
      draftOf('a', {
        sections: ['cybersecurity'],
        tags: ['5G', 'الأمن الرقمي'],
        authors: [{ name: 'فاطمة العلوي' }],
        language: 'ar-MA',
      }),
      draftOf('hidden', {
        sections: ['economy'],
        tags: ['مكتوم'],
        authors: [{ name: 'مكتوم' }],
        language: 'fr',
        visibleFrom: '2036-01-01T00:00:00Z',
      }),
    )
    const page = await frontPage(newsroom)
    expect(feeds(page)).toEqual([
      ['كل الأخبار', addressesOf('')],
      ['تكنولوجيا', addressesOf(path('sections', 'تكنولوجيا'))],
      ['أمن سيبراني', addressesOf(path('sections', 'أمن-سيبراني'))],
      ['العربية', addressesOf('/languages/ar')],
      ['العربية (المغرب)', addressesOf('/languages/ar-MA')],
      ['فاطمة العلوي', addressesOf(path('authors', 'فاطمة-العلوي'))],
      ['5G', addressesOf('/tags/5g')],
      ['الأمن الرقمي', addressesOf(path('tags', 'الأمن-الرقمي'))],
    ])
    const shown = all('a', page).filter(({ attribs }) => attribs.dir === 'ltr')
    expect(shown.map(textOf)).toContain(`${ADDRESS}/sections/أمن-سيبراني/rss.xml`)
    expect(textOf(all('html', page)[0])).not.toContain('مكتوم')
    for (const [, addresses] of feeds(page)) {
      for (const address of addresses) {
        expect((await newsroom.get(address.replace(ADDRESS, ''))).status).toBe(200)
      }
    }
  })

  it('has readers discover the feed of everything and those of the sections', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', { sections: ['economy'] }))
    const links = all('link', await frontPage(newsroom)).filter(
      ({ attribs }) => attribs.rel === 'alternate',
    )
    const types = ['application/rss+xml', 'application/atom+xml', 'application/feed+json']
    const expected = ['', path('sections', 'اقتصاد')].flatMap((folder) =>
      FILES.map((file, index) => [types[index], `${ADDRESS}${folder}/${file}`]),
    )
    expect(links.map(({ attribs }) => [attribs.type, attribs.href])).toEqual(expected)
    expect(links.map(({ attribs }) => attribs.title)).toEqual([
      'الحدث — كل الأخبار (RSS)',
      'الحدث — كل الأخبار (Atom)',
      'الحدث — كل الأخبار (JSON Feed)',
      'الحدث — اقتصاد (RSS)',
      'الحدث — اقتصاد (Atom)',
      'الحدث — اقتصاد (JSON Feed)',
    ])
  })

  it('shows the latest headlines, each in its own language and direction', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(
      draftOf('a', { title: '5G في المغرب', published: '2026-08-22T05:00:00Z' }),
      draftOf('b', {
        title: '«الحدث» lance son fil RSS',
        language: 'fr',
        canonical: '/fil-rss',
        published: '2026-08-22T04:00:00Z',
      }),
      draftOf('c', { title: 'שלום', language: 'he', published: '2026-08-22T03:00:00Z' }),
      draftOf('d', { title: '2026', language: 'und', published: '2026-08-22T02:00:00Z' }),
      draftOf('e', { title: 'مكتوم', visibleFrom: '2036-01-01T00:00:00Z' }),
    )
    const page = await frontPage(newsroom)
    expect(headlines(page)).toEqual([
      ['ar', 'rtl', '5G في المغرب', undefined],
      ['fr', 'ltr', '«الحدث» lance son fil RSS', 'https://www.news.example/fil-rss'],
      ['he', 'rtl', 'שלום', undefined],
      ['und', 'auto', '2026', undefined],
    ])
    const [time] = all('time', page)
    expect(time?.attribs.datetime).toBe('2026-08-22T05:00:00Z')
    expect(textOf(time)).toBe('السبت 22 أغسطس 2026')
  })

  it('rule 36: names the day in the publication’s country and time zone', async () => {
    const newsroom = await openNewsroom(publicationOf({ language: 'ar-MA' }))
    await newsroom.publish(draftOf('a', { published: '2026-08-21T23:30:00Z', language: 'fr' }))
    expect(textOf(all('time', await frontPage(newsroom))[0])).toBe('السبت 22 غشت 2026')
  })

  it('shows the newest fifteen', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(...draftsOf(20))
    const titles = headlines(await frontPage(newsroom)).map(([, , title]) => title)
    expect(titles).toEqual(
      Array.from({ length: 15 }, (_, index) => `خبر ${20 - index}`.replace(/ (\d)$/, ' 0$1')),
    )
  })

  it('escapes what titles hold', async () => {
    const newsroom = await openNewsroom()
    const title = 'أ ‹ ب <b> & "x" <script>alert(1)</script>'
    await newsroom.publish(
      draftOf('a', { title, tags: [title], authors: [{ name: title }], canonical: '/"><b>' }),
    )
    const page = await frontPage(newsroom)
    expect(headlines(page)).toEqual([
      ['ar', 'rtl', title, 'https://www.news.example/%22%3E%3Cb%3E'],
    ])
    expect(all('script', page)).toEqual([])
    expect(all('b', page)).toEqual([])
    expect(feeds(page).filter(([name]) => name === title)).toHaveLength(2)
  })

  it('stands where the publication stands, and runs nothing', async () => {
    const newsroom = await openNewsroom(publicationOf({ address: 'https://news.example/khulasa' }))
    const response = await newsroom.get('/')
    expect(response.headers.get('Content-Security-Policy')).toMatch(/^default-src 'none';/)
    const [sheet] = all('link', parseDocument(await response.text()))
    expect(sheet?.attribs).toEqual({
      rel: 'stylesheet',
      href: 'https://news.example/khulasa/style.css',
    })
    const style = await newsroom.get('/style.css')
    expect(style.headers.get('Content-Type')).toBe('text/css; charset=utf-8')
    expect(await style.text()).not.toMatch(/\b(left|right)\b/)
  })

  it('is 404 before there is a publication, and says what to do', async () => {
    const newsroom = await openNewsroom(null)
    const { detail } = await problemOf(await newsroom.get('/'), 404)
    expect(detail).toBe('Nothing is published yet: `npm run khulasa -- sync` does it.')
  })
})
