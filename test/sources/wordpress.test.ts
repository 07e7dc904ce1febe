import { describe, expect, it } from 'vitest'
import { publication } from '../../src/article/publication.ts'
import { publish } from '../../src/article/publish.ts'
import type { ImportedItem, ReadOptions } from '../../src/sources/imported.ts'
import { readWordPress } from '../../src/sources/wordpress.ts'
import { surveyWordPress } from '../../src/sources/wordpress-survey.ts'
import { allOf, attachmentOf, chunksOf, exportOf, type ItemFields, itemOf } from './wxr.ts'

const now = new Date('2026-08-21T10:00:00Z')
const PUBLICATION = { title: 'صحيفة الميناء', language: 'ar-MA', timeZone: 'Africa/Casablanca' }

async function read(xml: string, options: Partial<ReadOptions> = {}): Promise<ImportedItem[]> {
  const survey = await surveyWordPress(chunksOf(xml), now)
  return allOf(readWordPress(chunksOf(xml), survey, { publication: PUBLICATION, now, ...options }))
}

/** What one item becomes, with what stands beside it. */
async function only(fields: ItemFields, beside = '') {
  const items = await read(exportOf(itemOf(fields) + beside))
  const found = items.find(({ kind }) => !/publication|section/.test(kind))
  if (!found) throw new Error('no item')
  return found
}

async function draftOf(fields: ItemFields, beside = '') {
  const item = await only(fields, beside)
  if (item.kind !== 'article') throw new Error(JSON.stringify(item))
  return { ...item.draft, notes: item.notes.map(({ field, detail }) => `${field}: ${detail}`) }
}

const SLUG = '%d9%85%d9%8a%d9%86%d8%a7%d8%a1-%d8%a3%d8%b5%d9%8a%d9%84'
const ARABIC = 'رست صباح الأربعاء في ميناء أصيلة أول باخرة سياحية منذ سنتين.'
const FRENCH = 'Le port rénové a accueilli hier son premier bateau, et les habitants étaient là.'

describe('readWordPress', () => {
  it('reads a published post with all that it has', async () => {
    const link = `https://site.example/2026/08/${SLUG}/`
    const image = attachmentOf(9, 'https://site.example/wp-content/uploads/port.jpg', {
      _wp_attachment_image_alt: 'رصيف الميناء',
      _wp_attachment_metadata:
        'a:4:{s:5:"width";i:1280;s:6:"height";s:3:"720";s:8:"filesize";i:182044;' +
        's:10:"image_meta";a:1:{s:6:"credit";s:12:"سليم ر.";}}',
    })
    const items = await read(
      exportOf(
        itemOf({
          title: 'الميناء &amp; <em>المدينة</em>',
          link,
          content: `${ARABIC}\n\n<img src="/a.jpg">\n\nصحيفة الميناء. و م ع`,
          excerpt: 'رسو <b>أول</b> باخرة',
          modified: ['2026-08-20 12:30:00', '2026-08-20 13:30:00'],
          name: SLUG,
          terms: [
            ['category', '%d8%aa%d9%82%d9%86%d9%8a%d8%a9', 'تقنية'],
            ['category', 'security', 'أمن &amp; بيانات'],
            ['post_tag', '5g', '5G'],
            ['post_tag', 'sea', 'بحر &amp; بر'],
            ['post_format', 'post-format-aside', 'Aside'],
          ],
          meta: {
            _thumbnail_id: '9',
            _yoast_wpseo_primary_category: '4',
            enclosure: 'https://site.example/a.mp3\n1234\naudio/mpeg\n',
          },
        }) + image,
      ),
    )
    expect(items).toEqual([
      {
        kind: 'publication',
        title: 'صحيفة الميناء',
        description: 'أخبار الموانئ',
        home: 'https://site.example',
        language: 'ar',
      },
      { kind: 'section', id: 'category-056b619a', name: 'تقنية', slug: 'تقنية' },
      {
        kind: 'section',
        id: 'security',
        name: 'أمن & بيانات',
        slug: 'security',
        parent: 'category-056b619a',
      },
      {
        kind: 'article',
        where: 'item 1, line 15',
        notes: [
          { field: 'credit', detail: 'recognised source: صحيفة الميناء' },
          { field: 'credit', detail: 'recognised agency MAP: و م ع' },
        ],
        draft: {
          id: link,
          title: 'الميناء & المدينة',
          published: '2026-08-20T12:00:00Z',
          updated: '2026-08-20T12:30:00Z',
          authors: [{ name: 'سميرة & الفريق' }],
          sections: ['security', 'category-056b619a'],
          tags: ['5G', 'بحر & بر'],
          summary: 'رسو أول باخرة',
          canonical: link,
          image: {
            url: 'https://site.example/wp-content/uploads/port.jpg',
            alt: 'رصيف الميناء',
            width: 1280,
            height: 720,
            bytes: 182044,
            credit: 'سليم ر.',
          },
          enclosures: [{ url: 'https://site.example/a.mp3', type: 'audio/mpeg', bytes: 1234 }],
          source: { name: 'صحيفة الميناء' },
          credit: 'و م ع',
          content: `<p>${ARABIC}</p><p><img src="/a.jpg"></p>`,
          origin: 'wordpress',
        },
      },
      { kind: 'skipped', where: expect.stringMatching(/^item 2, line \d+$/), reason: 'attachment' },
    ])
  })

  it.each([
    [
      'a draft',
      { status: 'draft', dates: ['0000-00-00 00:00:00', '2026-08-20 13:00:00'] },
      'draft',
    ],
    ['one that waits for review', { status: 'pending' }, 'pending'],
    ['a private one', { status: 'private' }, 'private'],
    ['a scheduled one', { status: 'future', dates: ['2031-01-01 07:00:00', ''] }, 'scheduled'],
    ['a scheduled one whose time has come', { status: 'future' }, 'scheduled'],
    ['one dated later', { dates: ['2026-08-21 10:00:01', ''] }, 'scheduled'],
    ['one with a password', { password: 'known' }, 'password-protected'],
    ['one with a blank password', { password: ' ' }, 'password-protected'],
    ['one in the bin', { status: 'trash' }, 'trash'],
    ['one of no status', { status: '' }, 'no wp:status'],
    ['a page', { type: 'page' }, 'page'],
    ['a product', { type: 'product' }, 'product'],
    ['one of no type', { type: '' }, 'no wp:post_type'],
  ] as [string, ItemFields, string][])('says nothing of %s but that', async (_, fields, reason) => {
    const withheld = itemOf({
      title: 'سر',
      content: 'سر',
      link: 'https://site.example/secret',
      terms: [['category', 'sport', 'سر']],
      ...fields,
    })
    const items = await read(exportOf(withheld))
    expect(items.slice(1)).toEqual([{ kind: 'skipped', where: 'item 1, line 15', reason }])
    expect(JSON.stringify(items)).not.toMatch(/سر|secret/)
  })

  it.each([
    [{ guid: '' }, 'guid is missing'],
    [{ title: ' ' }, 'title is empty'],
    [{ dates: ['', ''] }, 'wp:post_date_gmt and wp:post_date: neither is a date'],
    [{ content: 'ب'.repeat(1_000_001) }, 'content is longer than 1000000 characters'],
    [{ content: 'ب'.repeat(200_001) }, 'content is longer than 200000 characters'],
  ] as [ItemFields, string][])(
    'fails an item that nothing can be made of: %#',
    async (fields, reason) => {
      expect(await only({ dates: ['2026-08-20 12:00:00', ''], ...fields })).toMatchObject({
        kind: 'failed',
        where: 'item 1, line 15',
        reason,
      })
    },
  )

  it('keeps the guid exactly, whatever the link is', async () => {
    const guid = `https://old.example/?post_type=post&p=7#${SLUG}%d8`
    expect((await draftOf({ guid, link: 'https://site.example/7' })).id).toBe(guid)
  })

  it('keeps a link whose slug WordPress cut in the middle of a letter', async () => {
    const link = `https://site.example/${'%d8%ae'.repeat(33)}%d8/`
    const { canonical, notes } = await draftOf({ link })
    expect([canonical, notes]).toEqual([link, []])
  })

  it('says which language a post is in that is not in the publication’s', async () => {
    const french = await draftOf({ title: 'Le port', content: FRENCH })
    expect([french.language, french.notes]).toEqual([
      'fr',
      ['language: not said; guessed from the text: fr'],
    ])
    expect((await draftOf({ content: ARABIC })).language).toBeUndefined()
  })

  it('believes a plugin that says which language a post is in, and of which story', async () => {
    const terms: ItemFields['terms'] = [
      ['language', 'fr', 'Français'],
      ['post_translations', 'pll_5a1', 'pll_5a1'],
    ]
    const { language, translationGroup, notes } = await draftOf({
      title: '5G',
      content: 'LTE',
      terms,
    })
    expect([language, translationGroup, notes]).toEqual(['fr', 'pll_5a1', []])
  })

  it.each([
    [
      'an author it does not name',
      { creator: 'omar' },
      'authors: the export does not say what omar is called',
    ],
    [
      'an image it does not hold',
      { meta: { _thumbnail_id: '77' } },
      'image: the featured image (attachment 77) is not in the export: export all content',
    ],
    [
      'a moment in local time only',
      { dates: ['0000-00-00 00:00:00', '2026-08-20 13:00:00'] },
      'published: wp:post_date_gmt is empty: wp:post_date counts, in Africa/Casablanca',
    ],
    [
      'characters that XML forbids',
      { content: 'ب\u0008ت' },
      'content: the item holds characters that XML forbids',
    ],
    [
      'more tags than an article has',
      { terms: Array.from({ length: 51 }, (_, n) => ['post_tag', `t${n}`, `t${n}`]) },
      'tags: left out: holds more than 50',
    ],
    [
      'a link that is none',
      { link: 'javascript:1', guid: 'a' },
      'canonical: left out: expected an http or https address, or one relative to the canonical address',
    ],
  ] as [string, ItemFields, string][])('notes %s', async (_, fields, note) => {
    expect((await draftOf(fields)).notes).toEqual([note])
  })

  it.each([
    ['en-US', ARABIC, 'ar'],
    ['ar', ARABIC, 'ar'],
    ['ar-MA', ARABIC, 'ar-MA'],
    ['fr_FR', FRENCH, 'fr-FR'],
    ['xx-no-tag', ARABIC, 'ar'],
    ['en-US', '12', 'en-US'],
  ])(
    'takes a site that says %s for one in what its posts are in',
    async (said, content, language) => {
      const [first] = await read(exportOf(itemOf({ title: '1', content }), said))
      expect(first).toMatchObject({ kind: 'publication', language })
    },
  )

  it('yields what stands before a fault, and then throws', async () => {
    const xml = exportOf(`${itemOf()}<item><title></item>`)
    const items: ImportedItem[] = []
    const reading = async () => {
      const survey = await surveyWordPress(chunksOf(xml), now)
      for await (const item of readWordPress(chunksOf(xml), survey, { now })) items.push(item)
    }
    await expect(reading()).rejects.toThrow('25: not well-formed XML: unexpected close tag')
    expect(items.map(({ kind }) => kind)).toEqual(['publication', 'article'])
  })

  it('comes out with every address resolved', async () => {
    const item = await only({
      link: 'https://site.example/2026/story/',
      content: '<p><a href="../other/">أ</a><img src="/a.jpg"></p>',
    })
    if (item.kind !== 'article') throw new Error(item.kind)
    const { article } = publish(
      item.draft,
      publication.parse({
        ...PUBLICATION,
        description: 'x',
        home: 'https://site.example',
        address: 'https://feeds.site.example',
      }),
    )
    expect(article.content).toBe(
      '<div dir="rtl" lang="ar-MA"><p dir="rtl">' +
        '<a href="https://site.example/2026/other/">أ</a>' +
        '<img src="https://site.example/a.jpg"></p></div>',
    )
  })
})
