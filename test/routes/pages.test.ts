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
  HOUR,
  type Newsroom,
  openNewsroom,
  path,
  problemOf,
  publicationOf,
} from '../newsroom.ts'

async function pageAt(newsroom: Newsroom, address: string): Promise<Document> {
  const response = await newsroom.get(address)
  expect(response.status, await response.clone().text()).toBe(200)
  expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8')
  return parseDocument(await response.text())
}

const all = (name: string, from: Document | Element) => getElementsByTagName(name, from.children)
const classed = (name: string, from: Document | Element) =>
  findAll(({ attribs }) => attribs.class === name, from.children)
const textOf = (element: Element | null | undefined) =>
  element ? innerText(element).replace(/\s+/g, ' ').trim() : undefined

/** The headlines, each as its language, direction, text and address. */
function headlines(page: Document): (string | undefined)[][] {
  const lists = classed('headlines', page)
  return lists
    .flatMap((list) => all('li', list))
    .map((item) => {
      const title = findOne(({ attribs }) => attribs.class === 'title', item.children)
      const link = findOne(({ name }) => name === 'a', item.children)
      return [item.attribs.lang, item.attribs.dir, textOf(title), link?.attribs.href]
    })
}

/** The feeds that are listed with their formats, each as its name, its page and their addresses. */
function feeds(page: Document | Element): (string | undefined)[][] {
  return classed('row', page).map((row) => {
    const [name] = classed('feed-name', row)
    const [formats] = classed('formats', row)
    const addresses = formats ? all('a', formats).map(({ attribs }) => attribs.href) : []
    return [textOf(name), name?.attribs.href, ...addresses]
  })
}

/** The feeds of which only the name is listed. */
function names(page: Document): (string | undefined)[][] {
  const links = classed('names', page).flatMap((list) => all('a', list))
  return links.map((link) => [textOf(link), link.attribs.href])
}

function alternates(page: Document): Record<string, string>[] {
  return all('link', page).flatMap(({ attribs }) => (attribs.rel === 'alternate' ? [attribs] : []))
}

/** Where the page leads that is the same in another language. */
function languageLinks(page: Document): (string | undefined)[] {
  const [nav] = all('nav', page)
  return nav ? all('a', nav).map(({ attribs }) => attribs.href) : []
}

function rowOf(name: string, folder: string): string[] {
  return [name, `./${folder}/`, ...FILES.map((file) => `${ADDRESS}/${folder}/${file}`)]
}

const TECHNOLOGY = path('sections', 'تكنولوجيا').slice(1)
const SECURITY = path('sections', 'أمن-سيبراني').slice(1)

describe('a page', () => {
  it.each<[string, Partial<PublicationInput>, string, string, string]>([
    ['ar', {}, 'ar', 'rtl', 'الخلاصات'],
    ['ar-MA', {}, 'ar-MA', 'rtl', 'الخلاصات'],
    ['ary', {}, 'ary', 'rtl', 'الخلاصات'],
    ['fa', {}, 'fa', 'rtl', 'خوراک‌ها'],
    ['ur', {}, 'ur', 'rtl', 'فیڈز'],
    ['he', {}, 'he', 'rtl', 'הזנות'],
    ['fr-MA', { title: 'L’Événement' }, 'fr-MA', 'ltr', 'Flux'],
    ['en', { title: 'The Event' }, 'en', 'ltr', 'Feeds'],
    ['ar', { direction: 'ltr' }, 'ar', 'ltr', 'الخلاصات'],
    // Words in Arabic letters are no Arabic in Latin letters, and English is no Pashto.
    ['ar-Latn', { title: 'Al-Hadath' }, 'ar', 'rtl', 'الخلاصات'],
    ['ps', {}, 'en', 'ltr', 'Feeds'],
  ])('of a publication in %s, %j, is in %s, %s', async (...page) => {
    const [tag, changes, language, direction, word] = page
    const newsroom = await openNewsroom(publicationOf({ language: tag, ...changes }))
    const response = await newsroom.get('/')
    expect(response.headers.get('Content-Language')).toBe(language)
    const document = parseDocument(await response.text())
    expect(all('html', document)[0]?.attribs).toEqual({ lang: language, dir: direction })
    expect(textOf(all('title', document)[0])).toMatch(new RegExp(` — ${word}$`))
  })

  it.each([
    ['fr', 'fr-MA', 'ltr', 'Flux', 'samedi 22 août 2026', '?lang=fr'],
    ['en', 'en-MA', 'ltr', 'Feeds', 'Saturday, August 22, 2026', '?lang=en'],
    ['he', 'he-MA', 'rtl', 'הזנות', 'יום שבת, 22 באוגוסט 2026', '?lang=he'],
    ['ar', 'ar-MA', 'rtl', 'الخلاصات', 'السبت 22 غشت 2026', ''],
    ['de', 'ar-MA', 'rtl', 'الخلاصات', 'السبت 22 غشت 2026', ''],
    ['constructor', 'ar-MA', 'rtl', 'الخلاصات', 'السبت 22 غشت 2026', ''],
  ])('asked for in %s is in %s, and so are its dates and its links', async (...page) => {
    const [asked, language, direction, word, date, query] = page
    const newsroom = await openNewsroom(publicationOf({ language: 'ar-MA' }))
    await newsroom.publish(draftOf('a', { sections: ['economy'], tags: ['5G'] }))
    const document = await pageAt(newsroom, `/?lang=${asked}`)
    expect(all('html', document)[0]?.attribs).toEqual({ lang: language, dir: direction })
    expect(textOf(classed('folio', document)[0])).toContain(word)
    const [headline] = classed('headlines', document)
    const [time] = headline ? all('time', headline) : []
    expect([textOf(time), time?.attribs.lang, time?.attribs.dir]).toEqual([
      date,
      language,
      direction,
    ])
    expect(names(document)).toEqual([['5G', `./tags/5g/${query}`]])
    const name = classed('name', document)[0]
    const inside = name && all('bdi', name)[0]?.attribs
    expect(inside).toEqual(query === '' ? undefined : { lang: 'ar-MA', dir: 'rtl' })
  })

  it('rule 36: names the day in the publication’s country and time zone', async () => {
    const newsroom = await openNewsroom(publicationOf({ language: 'ar-MA' }))
    await newsroom.publish(draftOf('a', { published: '2026-08-21T23:30:00Z', language: 'fr' }))
    const [list] = classed('headlines', await pageAt(newsroom, '/'))
    expect(list && textOf(all('time', list)[0])).toBe('السبت 22 غشت 2026')
  })

  it.each([
    ['ar-EG', 'السبت ٢٢ أغسطس ٢٠٢٦'],
    ['ar-EG-u-nu-latn', 'السبت 22 أغسطس 2026'],
    ['ar-MA-u-nu-arab', 'السبت ٢٢ غشت ٢٠٢٦'],
  ])('has the digits that the publication’s tag chooses: %s', async (language, day) => {
    const newsroom = await openNewsroom(publicationOf({ language }))
    await newsroom.publish(draftOf('a'))
    const [list] = classed('headlines', await pageAt(newsroom, '/'))
    expect(list && textOf(all('time', list)[0])).toBe(day)
  })

  it.each([
    ['fr-MA', 'ar', 'ar-MA', 'السبت 22 غشت 2026'],
    ['fr-DZ', 'ar', 'ar-DZ', 'السبت 22 أوت 2026'],
    ['ary', 'fr', 'fr-MA', 'samedi 22 août 2026'],
    ['fr-MA-u-nu-arab', 'ar', 'ar-MA-u-nu-arab', 'السبت ٢٢ غشت ٢٠٢٦'],
    ['ar-EG-u-nu-latn', 'fa', 'fa-EG-u-nu-latn', 'شنبه 22 اوت 2026'],
    ['ar-EG', 'en', 'en-EG', 'Saturday, August 22, 2026'],
  ])('rule 36: of a publication in %s, asked for in %s, is in %s: %s', async (...page) => {
    const [own, asked, language, date] = page
    const newsroom = await openNewsroom(publicationOf({ language: own }))
    await newsroom.publish(draftOf('a'))
    const document = await pageAt(newsroom, `/?lang=${asked}`)
    expect(all('html', document)[0]?.attribs.lang).toBe(language)
    const [list] = classed('headlines', document)
    expect(list && textOf(all('time', list)[0])).toBe(date)
  })

  it('loads nothing from elsewhere, and its own files for good', async () => {
    const newsroom = await openNewsroom(publicationOf({ icon: 'https://www.news.example/i.png' }))
    await newsroom.publish(draftOf('a', { sections: ['technology'] }))
    for (const address of ['/', `/${TECHNOLOGY}/`, '/tags/']) {
      const page = await pageAt(newsroom, address)
      const loaded = [
        ...all('link', page).flatMap(({ attribs }) =>
          /^(?:stylesheet|icon|preload|manifest)$/.test(attribs.rel ?? '') ? [attribs.href] : [],
        ),
        ...all('script', page).map(({ attribs }) => attribs.src),
        ...all('img', page).map(({ attribs }) => attribs.src),
      ]
      expect(loaded).toHaveLength(5)
      for (const file of loaded) {
        const { pathname } = new URL(file ?? '', `${ADDRESS}${address}`)
        const response = await newsroom.get(pathname)
        expect([pathname, response.status]).toEqual([pathname, 200])
        if (pathname === '/manifest.webmanifest') continue
        expect(pathname).toMatch(/^\/files\/[a-z]+-[0-9a-f]{8}\.[a-z0-9]+$/)
        expect(response.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
      }
    }
  })

  it('fetches the Arabic type face beforehand where there is Arabic to be shown', async () => {
    const preloads = async (language: string, address: string) => {
      const newsroom = await openNewsroom(publicationOf({ language, title: 'L’Événement' }))
      const links = all('link', await pageAt(newsroom, address))
      return links.filter(({ attribs }) => attribs.rel === 'preload').length
    }
    expect(await preloads('ar', '/')).toBe(1)
    expect(await preloads('ar', '/?lang=fr')).toBe(1)
    expect(await preloads('fr', '/')).toBe(0)
    expect(await preloads('fr', '/?lang=ar')).toBe(1)
  })

  it('holds no character that no document may hold', async () => {
    const newsroom = await openNewsroom()
    const response = await newsroom.get('/?q=%00%0B%EF%BF%BE%ED%A0%80')
    expect(await response.text()).not.toMatch(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/,
    )
  })

  it('is 404 before there is a publication, and says what to do', async () => {
    const newsroom = await openNewsroom(null)
    for (const address of ['/', '/tags/', '/authors/']) {
      const { detail } = await problemOf(await newsroom.get(address), 404)
      expect(detail).toBe('Nothing is published yet: `npm run khulasa -- sync` does it.')
    }
  })
})

describe('the validators of a page', () => {
  const addresses = ['/', '/tags/', '/tags/5g/', '/?q=5g', '/?lang=fr']

  it.each(addresses)('of %s let a client keep it until it changes', async (address) => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', { tags: ['5G'] }))
    const first = await newsroom.get(address)
    expect(first.headers.get('Cache-Control')).toBe('public, max-age=50')
    expect(first.headers.get('Vary')).toBe('Accept-Encoding')
    const etag = first.headers.get('ETag') ?? ''
    expect(etag).toMatch(/^W\/"[^"]+"$/)
    const again = await newsroom.get(address, { 'If-None-Match': etag })
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect(again.headers.get('ETag')).toBe(etag)
    await newsroom.publish(draftOf('a', { title: 'عنوان آخر', tags: ['5G'] }))
    expect((await newsroom.get(address, { 'If-None-Match': etag })).status).toBe(200)
  })

  it('change when an embargo ends, and nothing was written', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'), draftOf('b', { visibleFrom: '2026-08-22T12:30:00Z' }))
    const etag = (await newsroom.get('/')).headers.get('ETag') ?? ''
    newsroom.now += HOUR
    const later = await newsroom.get('/', { 'If-None-Match': etag })
    expect(headlines(parseDocument(await later.text()))).toHaveLength(2)
  })

  it('answer HEAD like GET, without a body', async () => {
    const newsroom = await openNewsroom()
    const get = await newsroom.get('/')
    const head = await newsroom.get('/', {}, 'HEAD')
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect(head.headers.get('ETag')).toBe(get.headers.get('ETag'))
  })
})

describe('the front page', () => {
  it('lists the feeds that have something in them', async () => {
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
    const page = await pageAt(newsroom, '/')
    expect(feeds(page)).toEqual([
      rowOf('تكنولوجيا', TECHNOLOGY),
      rowOf('أمن سيبراني', SECURITY),
      rowOf('العربية', 'languages/ar'),
      rowOf('العربية (المغرب)', 'languages/ar-MA'),
    ])
    expect(names(page)).toEqual([
      ['فاطمة العلوي', `.${path('authors', 'فاطمة-العلوي')}/`],
      ['5G', './tags/5g/'],
      ['الأمن الرقمي', `.${path('tags', 'الأمن-الرقمي')}/`],
    ])
    const [lead] = classed('addresses', page)
    const addresses = lead ? all('a', lead) : []
    expect(addresses.map(({ attribs }) => attribs.href)).toEqual(
      FILES.flatMap((file) => [`${ADDRESS}/${file}`, `${ADDRESS}/${file}?content=full`]),
    )
    expect(textOf(all('html', page)[0])).not.toContain('مكتوم')
    const listed = [
      ...feeds(page).flatMap(([, ...each]) => each),
      ...names(page).map(([, to]) => to),
    ]
    for (const address of listed) {
      const { pathname } = new URL(address ?? '', `${ADDRESS}/`)
      expect([pathname, (await newsroom.get(pathname)).status]).toEqual([pathname, 200])
    }
  })

  it('has a section inside the one that includes it', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', { sections: ['cybersecurity'] }))
    const [, ...inside] = classed('feeds', await pageAt(newsroom, '/'))
    expect(inside[0] && feeds(inside[0])).toEqual([rowOf('أمن سيبراني', SECURITY)])
  })

  it('has a button that copies, hidden until there is a script, and links that open in readers', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', { sections: ['technology'] }))
    const [row] = classed('row', await pageAt(newsroom, '/'))
    const address = `${ADDRESS}/${TECHNOLOGY}/rss.xml`
    // Its label is in the language of the page.
    const [format] = row ? all('a', row).filter(({ attribs }) => attribs['aria-label']) : []
    expect([format?.attribs.lang, format?.attribs['aria-label']]).toEqual([
      undefined,
      'RSS — تكنولوجيا',
    ])
    const [button] = row ? all('button', row) : []
    expect(button?.attribs).toEqual({
      type: 'button',
      hidden: '',
      'data-copy': address,
      'data-done': 'نُسخ',
      'data-failed': 'تعذّر النسخ',
      'aria-label': 'نسخ: تكنولوجيا',
    })
    const [menu] = row ? classed('open', row) : []
    const encoded = encodeURIComponent(address)
    expect((menu ? all('a', menu) : []).map((link) => [textOf(link), link.attribs.href])).toEqual([
      ['Feedly', `https://feedly.com/i/subscription/feed/${encoded}`],
      ['Inoreader', `https://www.inoreader.com/?add_feed=${encoded}`],
      ['NewsBlur', `https://www.newsblur.com/?url=${encoded}`],
      ['Feedbin', `https://feedbin.com/?subscribe=${encoded}`],
      ['The Old Reader', `https://theoldreader.com/feeds/subscribe?url=${encoded}`],
      ['NetNewsWire', `x-netnewswire-feed:${address}`],
      ['قارئ الخلاصات في جهازك', `feed:${address}`],
    ])
  })

  it('has readers discover every feed that it lists, with its language', async () => {
    const newsroom = await openNewsroom(
      publicationOf({ sections: [{ id: 'monde', name: 'Monde', language: 'fr' }] }),
    )
    const changes = { sections: ['monde'], tags: ['5G'], authors: [{ name: 'فاطمة' }] }
    await newsroom.publish(draftOf('a', { language: 'he', ...changes }))
    const found = alternates(await pageAt(newsroom, '/'))
    expect(found.map(({ type, hreflang, title, href }) => [type, hreflang, title, href])).toEqual([
      ['application/rss+xml', 'ar', 'الحدث (RSS)', `${ADDRESS}/rss.xml`],
      ['application/atom+xml', 'ar', 'الحدث (Atom)', `${ADDRESS}/atom.xml`],
      ['application/feed+json', 'ar', 'الحدث (JSON Feed)', `${ADDRESS}/feed.json`],
      ['application/rss+xml', 'fr', 'الحدث — Monde', `${ADDRESS}/sections/monde/rss.xml`],
      ['application/rss+xml', 'he', 'الحدث — עברית', `${ADDRESS}/languages/he/rss.xml`],
      [
        'application/rss+xml',
        'ar',
        'الحدث — فاطمة',
        `${ADDRESS}${path('authors', 'فاطمة')}/rss.xml`,
      ],
      ['application/rss+xml', 'ar', 'الحدث — 5G', `${ADDRESS}/tags/5g/rss.xml`],
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
    const page = await pageAt(newsroom, '/')
    expect(headlines(page)).toEqual([
      ['ar', 'rtl', '5G في المغرب', undefined],
      ['fr', 'ltr', '«الحدث» lance son fil RSS', 'https://www.news.example/fil-rss'],
      ['he', 'rtl', 'שלום', undefined],
      ['und', 'auto', '2026', undefined],
    ])
    const [list] = classed('headlines', page)
    const [time] = list ? all('time', list) : []
    expect(time?.attribs.datetime).toBe('2026-08-22T05:00:00Z')
  })

  it('says when what it shows last changed', async () => {
    const newsroom = await openNewsroom()
    const [folio] = classed('folio', await pageAt(newsroom, '/'))
    const [time] = folio ? all('time', folio) : []
    expect(time?.attribs.datetime).toBe('2026-08-22T12:00:00Z')
    expect(textOf(folio)).toBe('الخلاصات آخر تحديث: السبت 22 أغسطس 2026 13:00')
  })

  it('shows the newest fifteen', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(...draftsOf(20))
    const titles = headlines(await pageAt(newsroom, '/')).map(([, , title]) => title)
    expect(titles).toEqual(
      Array.from({ length: 15 }, (_, index) => `خبر ${20 - index}`.replace(/ (\d)$/, ' 0$1')),
    )
  })

  it('lists thirty tags and authors, and says where the others are', async () => {
    const newsroom = await openNewsroom()
    const tags = Array.from({ length: 31 }, (_, index) => `وسم ${index + 10}`)
    await newsroom.publish(draftOf('a', { tags }), draftOf('b', { authors: [{ name: 'سلمى' }] }))
    const page = await pageAt(newsroom, '/?lang=en')
    expect(names(page)).toHaveLength(31)
    const more = all('a', page).filter(({ attribs }) =>
      /^(?:tags|authors)\//.test(attribs.href ?? ''),
    )
    expect(more.map((link) => [textOf(link), link.attribs.href])).toEqual([
      ['All tags', 'tags/?lang=en'],
    ])
  })

  it('escapes what titles hold', async () => {
    const newsroom = await openNewsroom()
    const title = 'أ ‹ ب <b> & "x" <script>alert(1)</script>'
    await newsroom.publish(
      draftOf('a', { title, tags: [title], authors: [{ name: title }], canonical: '/"><b>' }),
    )
    const page = await pageAt(newsroom, '/')
    expect(headlines(page)).toEqual([
      ['ar', 'rtl', title, 'https://www.news.example/%22%3E%3Cb%3E'],
    ])
    expect(all('script', page).map(({ attribs }) => attribs.type)).toEqual(['module'])
    expect(all('b', page)).toEqual([])
    expect(names(page).filter(([name]) => name === title)).toHaveLength(2)
  })
})

describe('the search', () => {
  async function found(newsroom: Newsroom, query: string): Promise<(string | undefined)[]> {
    const page = await pageAt(newsroom, `/?q=${encodeURIComponent(query)}`)
    const results = findOne(({ attribs }) => attribs.id === 'results', page.children)
    return results ? feeds(results).map(([name]) => name) : []
  }

  async function searched(): Promise<Newsroom> {
    const newsroom = await openNewsroom()
    await newsroom.publish(
      draftOf('a', {
        sections: ['cybersecurity'],
        tags: ['الإمارات', 'الأمن الرقمي', 'أمن', 'iOS'],
        authors: [{ name: 'أمينة الفاسي' }],
      }),
      draftOf('b', { language: 'fr', tags: ['100%', 'a_b'] }),
      draftOf('c', { tags: ['أمن سري'], visibleFrom: '2036-01-01T00:00:00Z' }),
    )
    return newsroom
  }

  it.each([
    // Rule 31, with the article and without it.
    ['امن', ['أمن سيبراني', 'أمن', 'الأمن الرقمي']],
    ['الامن', ['أمن سيبراني', 'الأمن الرقمي', 'أمن']],
    ['أمين', ['أمينة الفاسي']],
    ['امارات', ['الإمارات']],
    ['الْإِمَاراتُ', ['الإمارات']],
    ['سيبراني', ['أمن سيبراني']],
    ['ios', ['iOS']],
    ['fran', ['français']],
    ['الفرنسية', ['français']],
    ['fr', ['français']],
    ['رقمي', ['الأمن الرقمي']],
    ['قمي', []],
    ['%', []],
    ['1', ['100%']],
    ['a', ['العربية', 'a_b']],
    ['a_', ['a_b']],
    ['', []],
    ['ـ', []],
  ])('rule 31: for %j finds %j', async (query, expected) => {
    expect(await found(await searched(), query)).toEqual(expected)
  })

  it('has readers discover what it finds, once', async () => {
    const newsroom = await openNewsroom()
    const tags = Array.from({ length: 31 }, (_, index) => `وسم ${index + 10}`)
    await newsroom.publish(draftOf('a', { tags, sections: ['cybersecurity'] }))
    const discovered = async (query: string) => {
      const page = await pageAt(newsroom, `/?q=${encodeURIComponent(query)}`)
      return alternates(page).flatMap(({ title }) => (title?.includes(' — ') ? [title] : []))
    }
    const all = await discovered('')
    expect(all).not.toContain('الحدث — وسم 40')
    expect((await discovered('وسم 40')).toSorted()).toEqual([...all, 'الحدث — وسم 40'].toSorted())
    expect((await discovered('سيبراني')).toSorted()).toEqual(all.toSorted())
  })

  it('says what was asked for, and when nothing was found', async () => {
    const newsroom = await searched()
    const query = '"><script>'
    const page = await pageAt(newsroom, `/?q=${encodeURIComponent(query)}&lang=en`)
    const [field, language] = all('input', page)
    expect([field?.attribs.value, language?.attribs]).toEqual([
      query,
      { type: 'hidden', name: 'lang', value: 'en' },
    ])
    const results = findOne(({ attribs }) => attribs.id === 'results', page.children)
    expect(textOf(results)).toBe('No feed has a word in its name that begins like this.')
    expect(results?.attribs).toEqual({
      id: 'results',
      'data-said': 'No feed has a word in its name that begins like this.',
    })
    const other = await pageAt(newsroom, `/?q=${encodeURIComponent('امن')}`)
    const list = findOne(({ attribs }) => attribs.id === 'results', other.children)
    expect(list?.attribs['data-said']).toBe('نتائج البحث: 3')
  })

  it('is the same in another language', async () => {
    const newsroom = await searched()
    const page = await pageAt(newsroom, `/?q=${encodeURIComponent('امن')}&lang=fr`)
    const query = new URLSearchParams({ q: 'امن' }).toString()
    expect(languageLinks(page)).toEqual([
      `./?${query}`,
      `./?${query}&lang=en`,
      `./?${query}&lang=fa`,
      `./?${query}&lang=he`,
      `./?${query}&lang=ur`,
    ])
  })

  it('is answered however long the query is', async () => {
    const newsroom = await searched()
    expect(await found(newsroom, 'ا'.repeat(5000))).toEqual([])
    expect(await found(newsroom, '🙂'.repeat(99))).toEqual([])
  })
})

describe('the page of a feed', () => {
  it('has its addresses, and its newest articles as readers see them', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(
      draftOf('a', {
        title: '5G في المغرب',
        tags: ['5G'],
        authors: [{ name: 'Clara' }, { name: 'فاطمة' }],
        summary: 'ملخص <b>',
        canonical: '/5g',
        content: '<p>نص <img src="/a.png" alt="صورة"></p><p lang="fr">Texte</p>',
      }),
      draftOf('b', {
        language: 'fr',
        title: 'Un titre',
        tags: ['5G'],
        published: '2026-08-22T08:00:00Z',
      }),
      draftOf('c', { title: 'خبر آخر' }),
    )
    const page = await pageAt(newsroom, '/tags/5g/')
    expect(textOf(all('title', page)[0])).toBe('الحدث — 5G — الخلاصات')
    expect(all('h1', page).map(textOf)).toEqual(['5G'])
    const [row] = classed('row subscribe', page)
    expect(row && all('a', row)[0]?.attribs.href).toBe(`${ADDRESS}/tags/5g/rss.xml`)
    expect(all('h2', page).map(textOf)).toEqual([
      'أحدث المقالات كما يراها القراء',
      'عناوين هذه الخلاصة',
      'لموقعك',
    ])
    expect(alternates(page).map(({ href }) => href)).toEqual(
      FILES.map((file) => `${ADDRESS}/tags/5g/${file}`),
    )
    const entries = all('article', page)
    expect(
      entries.map((entry) => [entry.attribs.lang, entry.attribs.dir, textOf(all('h3', entry)[0])]),
    ).toEqual([
      ['ar', 'rtl', '5G في المغرب'],
      ['fr', 'ltr', 'Un titre'],
    ])
    const [first] = entries
    if (!first) throw new Error('no article')
    expect(textOf(classed('byline', first)[0])).toBe('Clara · فاطمة · السبت 22 أغسطس 2026')
    expect(textOf(classed('summary', first)[0])).toBe('ملخص <b>')
    const [body] = classed('text', first)
    const [marked] = body ? all('div', body) : []
    expect(marked?.attribs).toEqual({ dir: 'rtl', lang: 'ar' })
    expect((body ? all('p', body) : []).map(({ attribs }) => attribs)).toEqual([
      { dir: 'rtl' },
      { lang: 'fr', dir: 'ltr' },
    ])
    expect(body && all('img', body)[0]?.attribs).toEqual({
      src: 'https://www.news.example/a.png',
      alt: 'صورة',
      loading: 'lazy',
    })
  })

  it('fetches neither sound, films, their pictures nor players before they are asked for', async () => {
    const newsroom = await openNewsroom()
    const content =
      '<audio src="/a.mp3" preload="auto"></audio>' +
      '<video src="/a.mp4" preload="metadata" poster="/a.jpg" controls></video>' +
      '<iframe src="https://www.youtube.com/embed/x&quot;&gt;"></iframe>'
    await newsroom.publish(draftOf('a', { tags: ['5G'], content }))
    const page = await pageAt(newsroom, '/tags/5g/')
    expect(all('audio', page).map(({ attribs }) => attribs.preload)).toEqual(['none'])
    expect(all('video', page).map(({ attribs }) => attribs)).toEqual([
      { src: 'https://www.news.example/a.mp4', preload: 'none', controls: '' },
    ])
    expect(all('iframe', page)).toEqual([])
    const [body] = classed('text', page)
    expect((body ? all('a', body) : []).map((link) => [link.attribs.href, textOf(link)])).toEqual([
      ['https://www.youtube.com/embed/x%22%3E', 'https://www.youtube.com/embed/x%22%3E'],
    ])
  })

  it('shows the newest ten', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(...draftsOf(12, { tags: ['5G'] }))
    const entries = all('article', await pageAt(newsroom, '/tags/5g/'))
    expect(entries).toHaveLength(10)
    expect(entries[0] && textOf(all('h3', entries[0])[0])).toBe('خبر 12')
  })

  it('says when it is empty', async () => {
    const newsroom = await openNewsroom()
    const page = await pageAt(newsroom, `/${TECHNOLOGY}/`)
    expect(textOf(all('main', page)[0])).toContain('لا شيء في هذه الخلاصة الآن.')
  })

  it('has what a publisher pastes, to be copied as it is', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', { tags: ['a "b" & c'] }))
    const page = await pageAt(newsroom, '/tags/a-b-c/')
    const code = all('code', page).map((each) => innerText(each))
    const title = 'الحدث — a &quot;b&quot; &amp; c'
    const folder = `${ADDRESS}/tags/a-b-c`
    expect(code).toEqual([
      `<link rel="alternate" type="application/rss+xml" hreflang="ar" title="${title}" href="${folder}/rss.xml">`,
      `<iframe src="${folder}/headlines?limit=5&amp;lang=ar" title="${title}" width="100%" height="360" loading="lazy" style="border: 0"></iframe>`,
      `<script type="module" src="${ADDRESS}/widget.js"></script>\n` +
        `<khulasa-headlines src="${folder}/feed.json" limit="5"></khulasa-headlines>`,
    ])
    const figures = classed('snippet', page)
    expect(figures.map((each) => all('button', each)[0]?.attribs['data-copy'])).toEqual(code)
  })

  it.each([
    ['/tags/5G/', `${ADDRESS}/tags/5g/`],
    ['/tags/5g', `${ADDRESS}/tags/5g/`],
    ['/tags/5g?lang=fr', `${ADDRESS}/tags/5g/?lang=fr`],
    [path('tags', '٥ج'), `${ADDRESS}${path('tags', '5ج')}/`],
    ['/languages/AR_ma/', `${ADDRESS}/languages/ar-MA/`],
    ['/languages/ar-MA', `${ADDRESS}/languages/ar-MA/`],
  ])('rule 32: %s leads to %s', async (asked, location) => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', { tags: ['5G', '5ج'], language: 'ar-MA' }))
    const response = await newsroom.get(asked)
    expect([response.status, response.headers.get('Location')]).toEqual([301, location])
  })

  it.each([
    '/tags/none/',
    '/sections/economy-/',
    '/languages/xx/',
    '/languages/%20/',
    '/places/x/',
  ])('%s is 404', async (address) => {
    const newsroom = await openNewsroom()
    await problemOf(await newsroom.get(address), 404)
  })
})

describe('where there is nothing', () => {
  const PERSON = { 'Sec-Fetch-Dest': 'document', Accept: 'text/html,*/*;q=0.8' }
  const SAID = 'Il n’y a rien à cette adresse'

  it.each([
    ['/nothing', './'],
    ['/tags/none/', '../../'],
    ['/tags/none/rss.xml', '../../'],
    ['/a/b/c/d', '../../../'],
    ['/articles/none', '../'],
    ['//www.example/', '../../'],
  ])('%s is a page that leads to %s, in the language of the publication', async (address, to) => {
    const newsroom = await openNewsroom(publicationOf({ language: 'fr-MA' }))
    const response = await newsroom.get(address, PERSON)
    expect([response.status, response.headers.get('Content-Type')]).toEqual([
      404,
      'text/html; charset=utf-8',
    ])
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    expect(response.headers.get('Content-Language')).toBe('fr-MA')
    expect(response.headers.get('Content-Security-Policy')).toContain("script-src 'self'")
    const page = parseDocument(await response.text())
    expect(all('html', page)[0]?.attribs).toEqual({ lang: 'fr-MA', dir: 'ltr' })
    expect(all('h1', page).map(textOf)).toEqual([SAID])
    const [main] = all('main', page)
    expect(main && all('a', main).map(({ attribs }) => attribs.href)).toEqual([to])
    expect(main && all('form', main)[0]?.attribs.action).toBe(to)
  })

  it.each<[string, Record<string, string>]>([
    ['/nothing', {}],
    ['/nothing', { Accept: 'text/html' }],
    ['/nothing', { 'Sec-Fetch-Dest': 'document', Accept: 'application/json' }],
    ['/nothing', { 'Sec-Fetch-Dest': 'iframe', Accept: 'text/html' }],
    ['/tags/none/rss.xml', {}],
  ])('%s is a problem for programs, with %j', async (address, headers) => {
    const newsroom = await openNewsroom()
    await problemOf(await newsroom.get(address, headers), 404)
  })

  it('is a problem in the API, whoever asks', async () => {
    const newsroom = await openNewsroom()
    const headers = { ...PERSON, Authorization: `Bearer ${newsroom.token}` }
    await problemOf(await newsroom.get('/api/nothing', headers), 404)
  })

  it('is a problem for anybody before there is a publication', async () => {
    const newsroom = await openNewsroom(null)
    const { detail } = await problemOf(await newsroom.get('/', PERSON), 404)
    expect(detail).toBe('Nothing is published yet: `npm run khulasa -- sync` does it.')
  })
})

describe('the list of all tags', () => {
  it('has a hundred on a page, in the order of their keys, and all of them in the end', async () => {
    const newsroom = await openNewsroom()
    const tags = Array.from({ length: 130 }, (_, index) => `وسم ${index + 100}`)
    await newsroom.publish(
      ...[0, 50, 100].map((from) => draftOf(`a${from}`, { tags: tags.slice(from, from + 50) })),
    )
    const first = await pageAt(newsroom, '/tags/?lang=fr')
    expect(feeds(first)).toHaveLength(100)
    const next = findOne(({ attribs }) => attribs.rel === 'next', first.children)
    expect(next?.attribs.href).toBe(
      `?${new URLSearchParams({ after: 'وسم 199', lang: 'fr' }).toString()}`,
    )
    const second = await pageAt(newsroom, `/tags/${next?.attribs.href}`)
    const listed = [...feeds(first), ...feeds(second)].map(([name]) => name)
    expect(listed).toEqual(tags)
    expect(findOne(({ attribs }) => attribs.rel === 'next', second.children)).toBeNull()
    expect(alternates(second)).toHaveLength(30)
    const query = new URLSearchParams({ after: 'وسم 199' }).toString()
    expect(languageLinks(second)[0]).toBe(`../tags/?${query}`)
    expect(languageLinks(first)[0]).toBe('../tags/')
  })

  it('is there for authors too', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', { authors: [{ name: 'سلمى' }, { name: 'Clara' }] }))
    const page = await pageAt(newsroom, '/authors/')
    expect(feeds(page).map(([name, to]) => [name, to])).toEqual([
      ['Clara', '../authors/clara/'],
      ['سلمى', `..${path('authors', 'سلمى')}/`],
    ])
  })
})
