import { beforeEach, describe, expect, it } from 'vitest'
import type { PartnerInput } from '../../src/article/partner.ts'
import {
  articlePath,
  countOf,
  type DraftInput,
  draftOf,
  draftsOf,
  HOUR,
  keyOf,
  MINUTE,
  type Newsroom,
  NOW,
  openNewsroom,
  problemOf,
  publicationOf,
  putPartner,
} from '../newsroom.ts'
import { strict } from '../strict.ts'

interface Why {
  partner: string
  article: string
  isThere: boolean
  reasons: string[]
  image: string[]
  delivered?: string
  taken?: string
}

let newsroom: Newsroom

beforeEach(async () => {
  newsroom = await openNewsroom()
})

const ID = 'https://www.news.example/?p=1'
const CANONICAL = 'https://www.news.example/1'

async function why(article = ID): Promise<Why> {
  const path = `/api/partners/nabd/articles/${encodeURIComponent(article)}`
  const response = await newsroom.call('GET', path)
  expect(response.status, await response.clone().text()).toBe(200)
  return response.json<Why>()
}

async function publish(changes: Partial<DraftInput> = {}): Promise<void> {
  await newsroom.publish(
    draftOf(ID, { title: 'عنوان طويل بما يكفي لكل شريك', canonical: CANONICAL, ...changes }),
  )
}

type Case = [
  what: string,
  terms: Partial<PartnerInput>,
  article: Partial<DraftInput>,
  reasons: string[],
]

const CASES: Case[] = [
  ['nothing', {}, {}, []],
  ['all that its terms name', { sections: ['technology'] }, { sections: ['cybersecurity'] }, []],
  ['suspension', { state: 'suspended' }, {}, ['The partner is suspended.']],
  [
    'its end',
    { end: '2026-08-22T12:00:00Z' },
    {},
    ['The partner has ended: 2026-08-22T12:00:00Z.'],
  ],
  [
    'its beginning',
    { start: '2026-09-01T00:00:00Z' },
    {},
    ['The partner begins later: 2026-09-01T00:00:00Z.'],
  ],
  ['withholding', {}, { status: 'withheld' }, ['It is withheld.']],
  [
    'its section and language',
    { sections: ['economy'], tags: ['5G'], languages: ['fr'] },
    { sections: ['technology'] },
    [
      'The partner takes the sections economy and the tags 5G; the article is in the sections technology.',
      'It is in ar, and the partner takes fr.',
    ],
  ],
  [
    'its embargo',
    {},
    { visibleFrom: '2026-08-23T09:00:00Z' },
    ['It is embargoed until 2026-08-23T09:00:00Z.'],
  ],
  [
    'withholding, its section and its language',
    { sections: ['economy'], languages: ['fr'] },
    { status: 'withheld', sections: ['technology'] },
    [
      'It is withheld.',
      'The partner takes the sections economy; the article is in the sections technology.',
      'It is in ar, and the partner takes fr.',
    ],
  ],
  [
    'withholding in a part of its section',
    { sections: ['technology'] },
    { status: 'withheld', sections: ['cybersecurity'] },
    ['It is withheld.'],
  ],
  [
    'withholding under another spelling of its tag',
    { tags: ['الإمارات'] },
    { status: 'withheld', tags: ['الامارات'] },
    ['It is withheld.'],
  ],
  [
    'syndication, and another tag',
    { tags: ['5G'] },
    { syndication: 'none', tags: ['4G'] },
    [
      'It is in no feed: not for syndication.',
      'The partner takes the tags 5G; the article is in the tags 4G.',
    ],
  ],
  ['syndication', {}, { syndication: 'none' }, ['It is in no feed: not for syndication.']],
  [
    'rights',
    {},
    { credit: 'أ ف ب' },
    ['The partner has no right to text of AFP. The article names: أ ف ب.'],
  ],
  [
    'a short title',
    { profile: 'msn' },
    { title: 'قصير' },
    ['Its title has 4 characters, and msn wants 20.'],
  ],
  [
    'the language of the whole feed',
    { profile: 'msn' },
    { title: 'Un titre assez long pour MSN', language: 'fr' },
    ['It is in fr, and all of a feed for msn is in one language: ar.'],
  ],
  [
    'a field that is required',
    { profile: 'msn' },
    { canonical: undefined },
    ['It has nothing for what msn requires: link.'],
  ],
  ['a delay', { delay: 240 }, {}, ['It is delayed until 2026-08-22T13:00:00Z.']],
  [
    'its age',
    { profile: 'google-news' },
    { published: '2026-08-20T12:00:00Z' },
    ['It is older than google-news takes articles: 2026-08-20T12:00:00Z.'],
  ],
]

describe('GET /api/partners/{id}/articles/{article}', () => {
  it.each(CASES)('says that %s keeps it from the feed', async (_, terms, article, reasons) => {
    await publish(article)
    await putPartner(newsroom, 'nabd', terms)
    const isThere = reasons.length === 0
    expect(await why()).toEqual({ partner: 'nabd', article: ID, isThere, reasons, image: [] })
    const file = terms.profile === 'google-news' ? 'news.xml' : 'rss.xml'
    const Authorization = `Bearer ${await keyOf(newsroom, 'nabd')}`
    const feed = await (await newsroom.get(`/partners/nabd/${file}`, { Authorization })).text()
    expect(feed.includes(CANONICAL)).toBe(isThere)
  })

  it('says when the feed is full, and whatever else there is', async () => {
    await publish({ published: '2026-08-20T09:00:00Z' })
    await newsroom.publish(...draftsOf(3))
    await putPartner(newsroom, 'nabd', { items: 3 })
    expect((await why()).reasons).toEqual([
      'The feed has room for 3 articles, and is full of newer ones, or there are too many newer ones ' +
        'that the partner may not have.',
    ])
    expect(await why('03')).toMatchObject({ isThere: true, reasons: [] })
  })

  it.each<[string, Partial<PartnerInput>, DraftInput['image'], string[]]>([
    ['nothing', {}, { url: 'https://news.example/a.jpg' }, []],
    [
      'rights',
      {},
      { url: 'https://news.example/a.jpg', credit: 'رويترز' },
      ['The partner has no right to photos of Reuters. The image names: رويترز.'],
    ],
    [
      'its size',
      { profile: 'flipboard' },
      { url: 'https://news.example/a.jpg', width: 300 },
      ['Its image is 300 pixels wide, and flipboard wants 400.'],
    ],
    [
      'the lack of a credit',
      { profile: 'msn' },
      { url: 'https://news.example/a.jpg', width: 900 },
      ['Its image has no credit, without which msn takes none.'],
    ],
  ])('says that %s keeps its image out', async (_, terms, image, reasons) => {
    await publish({ image })
    await putPartner(newsroom, 'nabd', terms)
    expect(await why()).toMatchObject({ isThere: true, reasons: [], image: reasons })
  })

  it.each<[string, Partial<DraftInput>, string]>([
    [
      'a caption',
      {
        content:
          '<p>نص.</p><figure><img src="https://news.example/a-300x200.jpg"><figcaption>صورة: رويترز</figcaption></figure>',
      },
      'صورة: رويترز',
    ],
    [
      'the title of a file',
      {
        enclosures: [
          { url: 'https://news.example/a.jpg', type: 'image/jpeg', title: 'تصوير: رويترز' },
        ],
      },
      'تصوير: رويترز',
    ],
  ])('says that %s takes its image away', async (_, article, said) => {
    await publish({ image: { url: 'https://news.example/a.jpg', credit: 'الحدث' }, ...article })
    await putPartner(newsroom, 'nabd')
    expect(await why()).toMatchObject({
      isThere: true,
      image: [
        `The partner has no right to what shows the image in the article too. It says: ${said}.`,
      ],
    })
    const Authorization = `Bearer ${await keyOf(newsroom, 'nabd')}`
    const feed = await (await newsroom.get('/partners/nabd/rss.xml', { Authorization })).text()
    expect(feed).not.toContain('a.jpg')
  })

  it('says by the rules of the publication, and when it was delivered and taken back', async () => {
    await publish({ credit: 'AFP' })
    await putPartner(newsroom, 'nabd', { rights: { text: ['AFP'] } })
    const key = await keyOf(newsroom, 'nabd')
    expect(await why()).toMatchObject({ isThere: true })
    await newsroom.get(`/partners/${key}/rss.xml`)
    newsroom.now += HOUR
    const credit = [{ agency: 'AFP', text: 'own' as const }]
    await newsroom.call('PUT', '/api/publication', publicationOf({ credit }))
    await newsroom.get(`/partners/${key}/rss.xml`)
    newsroom.now += MINUTE
    expect(await why()).toEqual({
      partner: 'nabd',
      article: ID,
      isThere: false,
      reasons: ['The partner has no right to text of AFP. The article names: AFP.'],
      image: [],
      delivered: new Date(NOW).toISOString().replace('.000', ''),
      taken: '2026-08-22T13:00:00Z',
    })
  })

  it('changes nothing: the partner hears of a removal for a week from when it asks itself', async () => {
    await publish()
    await putPartner(newsroom, 'nabd')
    const folder = `/partners/${await keyOf(newsroom, 'nabd')}`
    await why()
    expect([await countOf('partner_documents'), await countOf('partner_checks')]).toEqual([0, 0])
    await newsroom.get(`${folder}/atom.xml`)
    await newsroom.call('DELETE', articlePath(ID))
    newsroom.now += MINUTE
    const said = await why()
    expect(said).toMatchObject({ isThere: false, delivered: '2026-08-22T12:00:00Z' })
    expect(said).not.toHaveProperty('taken')
    newsroom.now += MINUTE
    expect(await why()).toEqual(said)
    newsroom.now += 8 * 24 * HOUR
    const feed = await (await newsroom.get(`${folder}/atom.xml`)).text()
    expect(strict(feed).all('at:deleted-entry')).toHaveLength(1)
    expect(await why()).toEqual({ ...said, taken: '2026-08-30T12:02:00Z' })
  })

  it.each([
    ['killed', 'It is killed.'],
    ['deleted', 'It is deleted.'],
  ])('says no more of what is %s', async (how, reason) => {
    await publish()
    await putPartner(newsroom, 'nabd')
    const status = { status: 'killed', reason: 'حكم قضائي' }
    if (how === 'deleted') await newsroom.call('DELETE', articlePath(ID))
    else await newsroom.call('PUT', `${articlePath(ID)}/status`, status)
    expect(await why()).toMatchObject({ isThere: false, reasons: [reason], image: [] })
  })

  it('is 404 where there is no such partner or article', async () => {
    await putPartner(newsroom, 'nabd')
    for (const [partner, article] of [
      ['nobody', 'a'],
      ['nabd', 'a'],
    ]) {
      const response = await newsroom.call('GET', `/api/partners/${partner}/articles/${article}`)
      await problemOf(response, 404)
    }
  })
})
