import { describe, expect, it } from 'vitest'
import type { Article } from '../../src/article/article.ts'
import { publish } from '../../src/article/publish.ts'
import { ARTICLE_FILE, readArticleFile } from '../../src/sources/article-file.ts'
import { readPublicationFile } from '../../src/sources/publication-file.ts'
import { mark } from '../../src/text/direction.ts'
import { key } from '../../src/text/key.ts'
import { plainText } from '../../src/text/markup.ts'

const FILES: Record<string, string> = import.meta.glob('../../articles/*', {
  query: '?raw',
  import: 'default',
  eager: true,
})

const texts = new Map(
  Object.entries(FILES).map(([path, text]) => [path.replace('../../articles/', ''), text]),
)
const { publication } = readPublicationFile(texts.get('publication.yaml') ?? '')
const files = [...texts.keys()].filter((name) => ARTICLE_FILE.test(name))

interface Published {
  name: string
  source: string
  article: Article
  notes: string[]
}

function published(name: string): Published {
  const source = texts.get(name) ?? ''
  const { draft } = readArticleFile(name, source, publication.timeZone)
  const { article, notes } = publish(draft, publication)
  return { name, source, article, notes: notes.map(({ field, detail }) => `${field}: ${detail}`) }
}

const all = files.map(published)

/** The article of a file, by the end of its name. */
function article(slug: string): Published {
  const found = all.find(({ name }) => name.replace(ARTICLE_FILE, '').endsWith(slug))
  if (!found) throw new Error(`articles/ has no ${slug}`)
  return found
}

describe('articles/', () => {
  it('holds the publication, at least fifteen articles, and nothing else', () => {
    expect(files.length).toBeGreaterThanOrEqual(15)
    expect([...texts.keys()].filter((name) => !ARTICLE_FILE.test(name))).toEqual([
      'publication.yaml',
    ])
  })

  it('shows every field of a publication that has no default', () => {
    expect(publication).toMatchObject({
      id: 'tag:alhadath.example,2026:feeds',
      title: 'الحدث',
      home: 'https://www.alhadath.example',
      address: 'https://feeds.alhadath.example',
      language: 'ar',
      timeZone: 'Africa/Casablanca',
      author: { name: 'هيئة التحرير' },
      licence: { url: 'https://creativecommons.org/licenses/by-nc/4.0/deed.ar' },
      hub: 'https://hub.alhadath.example/',
      marks: 'when-needed',
    })
    expect(publication.sections.map(({ id, parent }) => [id, parent])).toContainEqual([
      'cybersecurity',
      'technology',
    ])
  })

  it('has an id in every file, each its own', () => {
    for (const name of files) {
      expect([name, readArticleFile(name, texts.get(name) ?? '', 'UTC').idFromPath]).toEqual([
        name,
        false,
      ])
    }
    expect(new Set(all.map((each) => each.article.id)).size).toBe(all.length)
  })

  it('has Markdown, HTML and plain text, and every section', () => {
    expect(new Set(files.map((name) => name.replace(/^.*\./, '')))).toEqual(
      new Set(['md', 'html', 'txt']),
    )
    expect(new Set(all.flatMap((each) => each.article.sections))).toEqual(
      new Set(publication.sections.map(({ id }) => id)),
    )
  })
})

describe.each(all)('articles/$name', ({ article: { direction, language, ...article } }) => {
  it('rules 1 and 2: has a language and the direction of its script', () => {
    const [primary = ''] = language.split('-')
    expect(direction).toBe({ ar: 'rtl', fa: 'rtl', ur: 'rtl', he: 'rtl', fr: 'ltr' }[primary])
    expect(direction).toBeDefined()
  })

  it('rule 15: says them around its content and on every block of it', async () => {
    expect(article.content).toMatch(
      new RegExp(`^<div dir="${direction}" lang="${language}">.+</div>$`, 's'),
    )
    for (const block of await topBlocks(article.content)) {
      expect(block).toMatch(/^(rtl|ltr|auto)$/)
    }
  })

  it('rules 25 and 26: holds nothing that a document may not hold', () => {
    for (const text of [article.title, article.summary ?? '', article.content]) {
      expect(text).not.toMatch(
        /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\ufeff\u202a-\u202e]|\p{Surrogate}/u,
      )
      expect(text.normalize('NFC')).toBe(text)
    }
  })

  it('rule 32: has absolute addresses in ASCII', () => {
    const addresses = [
      article.canonical,
      article.image?.url,
      ...article.enclosures.map(({ url }) => url),
      ...article.authors.map(({ url }) => url),
      ...[...article.content.matchAll(/ (?:href|src)="([^"]*)"/g)].map(([, url]) => url),
    ]
    for (const address of addresses) {
      if (address !== undefined) expect(address).toMatch(/^(https:\/\/|mailto:)[!-~]+$/)
    }
  })
})

/** The `dir` of the elements that stand right in the one that holds all. */
async function topBlocks(content: string): Promise<string[]> {
  const found: string[] = []
  await new HTMLRewriter()
    .on('div:first-child > *', {
      element(element) {
        if (/^(p|h\d|ul|ol|table|figure|blockquote|pre)$/.test(element.tagName)) {
          found.push(element.getAttribute('dir') ?? `none on <${element.tagName}>`)
        }
      },
    })
    .transform(new Response(content))
    .text()
  expect(found.length).toBeGreaterThan(0)
  return found
}

describe('articles/: titles', () => {
  it.each([
    ['a Latin letter after a digit', '5g-morocco', '5G في المغرب', '\u200f5G في المغرب'],
    [
      'the same and a colon',
      '5g-phone-and-bill',
      '5G في المغرب: ماذا يتغير في هاتفك وفاتورتك؟',
      '\u200f5G في المغرب: ماذا يتغير في هاتفك وفاتورتك؟',
    ],
    [
      'Latin in quotes',
      'cop28-promises',
      '"COP28" قبل "COP31": ماذا بقي من وعود دبي؟',
      '\u200f"COP28" قبل "COP31": ماذا بقي من وعود دبي؟',
    ],
    [
      'a name of the net',
      'one-message',
      '@user كتب «الحافلة لا تقف هنا»… فتغير المسار',
      '\u200f@user كتب «الحافلة لا تقف هنا»… فتغير المسار',
    ],
    [
      'digits',
      'world-cup-2030',
      '2030: ست مدن مغربية في سباق مع الزمن',
      '2030: ست مدن مغربية في سباق مع الزمن',
    ],
    [
      'quotation marks',
      'digital-caravan',
      '«القافلة الرقمية» تصل إلى قرى الأطلس الكبير',
      '«القافلة الرقمية» تصل إلى قرى الأطلس الكبير',
    ],
    [
      'a hashtag',
      'morocco-reads',
      '#المغرب_يقرأ: أسبوع للكتاب في محطات القطار',
      '#المغرب_يقرأ: أسبوع للكتاب في محطات القطار',
    ],
    ['nothing to wonder at, and end in Latin', 'ios-18', 'تحديث iOS 18!', 'تحديث iOS 18!'],
    [
      'an Arabic name in a French title',
      'fils-rss',
      '«الحدث» lance ses fils RSS, section par section',
      '\u200e«الحدث» lance ses fils RSS, section par section',
    ],
    [
      'what looks like a tag',
      'first-web-page',
      'أ ‹ ب <b>: تلاميذ في تطوان يكتبون أولى صفحاتهم',
      'أ ‹ ب <b>: تلاميذ في تطوان يكتبون أولى صفحاتهم',
    ],
  ])('begin with %s', (_, slug, title, shown) => {
    const { article: found } = article(slug)
    expect(found.title).toBe(title)
    expect(mark(found.title, found.direction)).toBe(shown)
  })
})

describe('articles/: the hard cases', () => {
  it('an Arabic data-security cooperation story with an agency credit', () => {
    expect(article('data-security').article).toMatchObject({
      language: 'ar',
      direction: 'rtl',
      published: '2026-08-22T09:30:00Z',
      sections: ['cybersecurity', 'world'],
      source: { name: 'الحدث' },
      credit: { text: 'و م ع', agency: 'MAP' },
    })
  })

  it.each([
    ['essaouira-thuya', 'fr', 'ltr'],
    ['calligraphy-fez', 'fa', 'rtl'],
    ['saffron-taliouine', 'ur', 'rtl'],
    ['piyyut-archive', 'he', 'rtl'],
    ['weather', 'ar-MA', 'rtl'],
  ])('%s is in %s', (slug, language, direction) => {
    expect(article(slug).article).toMatchObject({ language, direction })
  })

  it('rule 29: the Persian story keeps its joiners, the Urdu one its letters and digits', () => {
    expect(article('calligraphy-fez').article.content).toContain('\u200c')
    expect(article('calligraphy-fez').article.title).toContain('گفت\u200cوگوی')
    expect(article('saffron-taliouine').article.content).toMatch(/۱۵ فیصد.*ہ/s)
  })

  it('a story with an image and audio', () => {
    const { article: found } = article('khettara-podcast')
    expect(found.image).toEqual({
      url: 'https://www.alhadath.example/media/2026/10/khettara.jpg',
      type: 'image/jpeg',
      bytes: 284_512,
      width: 1600,
      height: 900,
      alt: 'رجل ينزل بحبل في فتحة خطارة، وحوله تلال صغيرة من التراب تمتد في صف نحو النخيل',
      credit: 'عدسة «الحدث»',
    })
    expect(found.enclosures).toEqual([
      {
        url: 'https://www.alhadath.example/media/2026/10/athar-11.mp3',
        type: 'audio/mpeg',
        bytes: 27_418_624,
        title: '«أثر»، الحلقة 11',
        duration: 1713,
      },
    ])
    expect(found.visibleFrom).toBe('2026-10-15T07:00:00Z')
    expect(found.content).toContain('<figcaption')
    expect(found.content).toContain(
      '<audio controls preload="none" src="https://www.alhadath.example/media/2026/10/athar-11.mp3"></audio>',
    )
  })

  it('a story with a document and a video', () => {
    expect(article('trade-report').article.enclosures.map(({ type }) => type)).toEqual([
      'application/pdf',
      'video/mp4',
    ])
  })

  it('rules 18 and 23: one with phone numbers, which hold together, and a table', () => {
    const { content } = article('bus-timetable').article
    expect(content).toContain('<bdi dir="ltr">+212 522 123 456</bdi>')
    expect(content).toContain('<bdi dir="ltr">+212 661 000 123</bdi>')
    expect(content).toMatch(/<table dir="rtl">.*<th>الوجهة<\/th>.*<td>مراكش<\/td>/s)
  })

  it('one with `]]>` and with characters that XML forbids, which are told and gone', () => {
    const { source, article: found, notes } = article('broken-feeds')
    expect(source).toMatch(/\u0008[^]*\u000b/)
    expect(source).toMatch(/\ufeff.*\u202b.*\u202c/)
    expect(found.title).toBe('لماذا تنكسر الخلاصات؟ حكاية ]]> و&amp; وحروف لا يراها أحد')
    expect(plainText(found.content).split(']]>')).toHaveLength(6)
    expect(notes).toEqual([
      'content: removed: U+0008, U+000B',
      'content: removed: U+FEFF, U+202B, U+202C',
    ])
  })

  it('rules 27, 29 and 30: one with presentation forms, phrases in one sign and tatweel', () => {
    const { source, article: found, notes } = article('newspaper-archive')
    expect(source).toContain('ﻻ ﺷﻚ')
    expect(found.content).toContain('«لا شك»')
    expect(found.content).toContain('«الخزانة»')
    expect(found.content).toContain('ﷺ')
    expect(found.content).toContain('«الـعـدد»')
    expect(found.tags).toContain('عـربي')
    expect(found.id).toBe('أرشيف/2026/جريدة قديمة')
    expect(notes.join('\n')).toMatch(/^content: mapped presentation forms to letters/)
  })

  it('rule 31: tags that are spelled in two ways', () => {
    const tags = all.flatMap((each) => each.article.tags)
    for (const [one, other] of [
      ['الإمارات', 'الامارات'],
      ['عـربي', 'عربي'],
    ]) {
      expect(tags).toEqual(expect.arrayContaining([one, other]))
      expect(key(one ?? '')).toBe(key(other ?? ''))
    }
  })

  it('a story in two languages', () => {
    expect(
      [article('book-ship'), article('book-ship-fr')].map((each) => each.article),
    ).toMatchObject([
      { translationGroup: 'book-ship-2026', language: 'ar', direction: 'rtl' },
      { translationGroup: 'book-ship-2026', language: 'fr', direction: 'ltr' },
    ])
  })

  it('a quotation that runs the other way', () => {
    const { article: found } = article('small-ports')
    expect(found.content).toContain('<blockquote lang="en" dir="ltr">')
    expect(found.source).toEqual({
      name: 'منتدى الموانئ الصغيرة',
      url: 'https://smallports.example/',
    })
  })

  it('plain text whose signs are no markup', () => {
    const { article: found } = article('weather')
    expect(found.title).toBe('أمطار رعدية في الشمال ورياح قوية على الساحل نهاية الأسبوع')
    expect(found.content).toContain('(السرعة &gt; 75 كم/س في الهبات)')
    expect(found.content).toContain('7 &lt; 9')
  })

  it('rule 30: signs of science', () => {
    expect(article('saiss-water').article.content).toMatch(/NO₃⁻.*م²/s)
    expect(article('saiss-water').article.updated).toBe('2026-11-16T08:00:00Z')
  })

  it('relative addresses, which are relative to the canonical one', () => {
    const { article: found } = article('lighthouse')
    const base =
      'https://www.alhadath.example/%D8%AB%D9%82%D8%A7%D9%81%D8%A9-%D9%88%D9%81%D9%86%D9%88%D9%86/'
    const canonical = new URL('منارة-سيدي-بوسهم/', base).href
    expect(found.canonical).toBe(canonical)
    expect(found.image?.url).toBe(new URL('صور/المنارة.jpg', canonical).href)
    expect(found.content).toContain(`src="${new URL('صور/الفانوس.jpg', canonical).href}"`)
    expect(found.content).toContain(`href="${base}"`)
    expect(found.published).toBe('2026-11-17T00:00:00Z')
  })

  it('ids that are numbers, addresses, names and URNs', () => {
    const ids = all.map((each) => each.article.id)
    expect(ids).toEqual(
      expect.arrayContaining([
        '4821',
        'https://www.alhadath.example/?p=5107',
        'urn:uuid:6f1c2a34-8d0e-4b57-9a61-2c7be0f4d915',
        'أرشيف/2026/جريدة قديمة',
      ]),
    )
  })

  it('several authors, pages of theirs, and articles that the publication signs', () => {
    expect(article('world-cup-2030').article.authors).toEqual([
      { name: 'ياسين الورديغي', url: new URL('/كتاب/ياسين-الورديغي', publication.home).href },
      { name: 'سلمى بنعيسى' },
    ])
    expect(article('data-security').article.authors).toEqual([
      { name: 'هيئة التحرير', url: new URL('/هيئة-التحرير', publication.home).href },
    ])
  })
})
