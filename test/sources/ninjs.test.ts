import { describe, expect, it } from 'vitest'
import { readNinjs } from '../../src/sources/ninjs.ts'
import { all, articles, chunks, OPTIONS, refusals } from './reading.ts'

const read = (value: unknown) => readNinjs(chunks(JSON.stringify(value)), OPTIONS)

const PICTURE = { uri: 'urn:p', type: 'picture' }
const IN_1 = {
  uri: 'urn:1',
  type: 'text',
  pubstatus: 'usable',
  firstcreated: '2026-08-21T09:00:00Z',
  versioncreated: '2026-08-22T09:00:00+01:00',
  language: 'ar',
  headline: 'خبر الميناء',
  byline: 'بقلم: سلمى العطار',
  body_text: 'نص',
  body_xhtml: '<p>نص <b>الخبر</b></p>',
  description_text: 'موجز',
  subject: [{ name: 'ميناء' }, { name: 'بحر', code: '1' }],
  infosource: [{ name: 'رويترز' }, { name: 'مرصد الميناء' }],
  associations: {
    main: {
      ...PICTURE,
      byline: 'ليلى',
      description_text: 'السفينة',
      renditions: {
        small: { href: 'https://a.example/s.jpg', mimetype: 'image/jpg', width: 100 },
        big: { href: 'https://a.example/b.jpg', mimetype: 'image/jpg', width: 900, height: 600 },
      },
    },
  },
}
const IN_2 = {
  uri: 'urn:1',
  type: 'text',
  pubstatus: 'usable',
  language: 'ar',
  by: 'سلمى العطار',
  firstcreated: '2026-08-21T09:00:00Z',
  versioncreated: '2026-08-22T08:00:00Z',
  headlines: [
    { role: 'sub', value: 'آخر' },
    { role: 'main', value: 'خبر الميناء' },
  ],
  bodies: [
    { role: 'text', contenttype: 'text/plain', value: 'نص' },
    { role: 'nitf', contenttype: 'application/xml', value: '<nitf/>' },
    {
      contenttype: 'text/html',
      value: '<html><head><title>س</title></head><body><p>نص <b>الخبر</b></p></body></html>',
    },
  ],
  descriptions: [{ value: 'موجز' }],
  subjects: [{ name: 'ميناء' }, { name: 'بحر' }],
  infosources: [{ name: 'رويترز' }, { name: 'مرصد الميناء' }],
  associations: [
    {
      ...PICTURE,
      name: 'main',
      by: 'ليلى',
      descriptions: [{ value: 'السفينة' }],
      renditions: [
        { name: 's', href: 'https://a.example/s.jpg', contenttype: 'image/jpg', width: 100 },
        {
          name: 'b',
          href: 'https://a.example/b.jpg',
          contenttype: 'image/jpg',
          width: 900,
          height: 600,
        },
      ],
    },
  ],
}

/** The same with names in camel case. */
function in3(value: unknown): unknown {
  const names: Record<string, string> = {
    pubstatus: 'pubStatus',
    firstcreated: 'firstCreated',
    versioncreated: 'versionCreated',
    contenttype: 'contentType',
    infosources: 'infoSources',
  }
  return JSON.parse(JSON.stringify(value), (_, each: unknown) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).map(([name, one]) => [names[name] ?? name, one]))
      : each,
  )
}

describe('readNinjs', () => {
  it.each([
    ['1.x', IN_1],
    ['2.x', IN_2],
    ['3.x', in3(IN_2)],
  ])('reads an item of %s', async (_, item) => {
    expect(await all(read(item))).toEqual([
      {
        kind: 'article',
        where: 'item 1',
        notes: [],
        draft: {
          id: 'urn:1',
          title: 'خبر الميناء',
          language: 'ar',
          published: '2026-08-21T09:00:00Z',
          updated: '2026-08-22T08:00:00Z',
          authors: [{ name: 'سلمى العطار' }],
          tags: ['ميناء', 'بحر'],
          summary: 'موجز',
          image: {
            url: 'https://a.example/b.jpg',
            type: 'image/jpeg',
            width: 900,
            height: 600,
            alt: 'السفينة',
            credit: 'ليلى',
          },
          source: { name: 'مرصد الميناء' },
          credit: 'رويترز',
          content: '<p>نص <b>الخبر</b></p>',
          origin: 'ninjs',
        },
      },
    ])
  })

  const SHORT = {
    uri: 'urn:1',
    headline: 'خبر',
    body_text: 'نص',
    language: 'ar',
    versioncreated: '2026-08-22T09:00:00Z',
  }

  it.each([
    [undefined, undefined],
    ['usable', undefined],
    ['stat:usable', undefined],
    ['http://cv.iptc.org/newscodes/pubstatusg2/usable', undefined],
    [
      'withheld',
      'item 1: pubstatus is withheld: it may not be shown; where it is published, take it away (khulasa withhold)',
    ],
    [
      'Withheld',
      'item 1: pubstatus is withheld: it may not be shown; where it is published, take it away (khulasa withhold)',
    ],
    [
      'stat:canceled',
      'item 1: pubstatus is canceled: it may not be shown; where it is published, take it away (khulasa withhold)',
    ],
    [
      'cancelled',
      'item 1: pubstatus is canceled: it may not be shown; where it is published, take it away (khulasa withhold)',
    ],
    ['draft', 'item 1: pubstatus is draft: expected usable, withheld or canceled'],
    ['', 'item 1: pubstatus is "": expected usable, withheld or canceled'],
    [1, 'item 1: pubstatus is no text: expected usable, withheld or canceled'],
  ])('honours pubstatus %j', async (pubstatus, refusal) => {
    expect(await refusals(read({ ...SHORT, pubstatus }))).toEqual(refusal ? [refusal] : [])
  })

  it.each(['embargoed', 'embargoedUntil'])('shows nothing before %s', async (name) => {
    const [article] = await articles(read({ ...SHORT, [name]: '2026-12-01T00:00:00Z' }))
    expect(article?.draft.visibleFrom).toBe('2026-12-01T00:00:00Z')
    expect(await refusals(read({ ...SHORT, [name]: 'next week' }))).toEqual([
      'item 1: is embargoed, and until when cannot be read',
    ])
  })

  it('reads a package: each text in it, under the embargo of the package', async () => {
    const found = await all(
      read({
        uri: 'urn:package',
        type: 'composite',
        headline: 'ملف',
        embargoed: '2026-12-01T00:00:00Z',
        associations: {
          one: { ...SHORT, uri: 'urn:a', type: 'text' },
          two: { ...SHORT, uri: 'urn:b', type: 'text', embargoed: '2027-01-01T00:00:00Z' },
          three: { ...SHORT, uri: 'urn:c', type: 'text', pubstatus: 'withheld' },
          four: { uri: 'urn:d', type: 'text' },
        },
      }),
    )
    expect(
      found.map((item) =>
        item.kind === 'article'
          ? [item.where, item.draft.id, item.draft.visibleFrom]
          : [item.kind, 'reason' in item && item.reason],
      ),
    ).toEqual([
      ['item 1, association 1', 'urn:a', '2026-12-01T00:00:00Z'],
      ['item 1, association 2', 'urn:b', '2027-01-01T00:00:00Z'],
      [
        'failed',
        'pubstatus is withheld: it may not be shown; where it is published, take it away (khulasa withhold)',
      ],
      ['skipped', 'has no body: it only refers to an article'],
    ])
  })

  it('takes nothing out of a package that may not be shown', async () => {
    const inside = { ...SHORT, uri: 'urn:a', type: 'text' }
    const whole = { uri: 'urn:p', type: 'composite', pubstatus: 'withheld', associations: [inside] }
    expect(await articles(read(whole))).toEqual([])
  })

  it.each([
    { pubstatus: 'canceled' },
    { embargoed: '2026-12-01T00:00:00Z' },
    { embargoedUntil: '2026-12-01T00:00:00Z' },
  ])('shows no picture that may not be shown: %j', async (status) => {
    const picture = { ...IN_1.associations.main, ...status }
    const [article] = await articles(read({ ...IN_1, associations: { main: picture } }))
    expect(article?.draft.image).toBeUndefined()
    expect(article?.notes).toEqual([
      { field: 'associations', detail: 'left out: main, not usable' },
    ])
  })

  it.each([
    ['a list', [SHORT, { ...SHORT, uri: 'urn:2' }]],
    ['an object with items', { items: [SHORT, { ...SHORT, uri: 'urn:2' }] }],
  ])('reads %s', async (_, value) => {
    expect((await articles(read(value))).map(({ draft }) => draft.id)).toEqual(['urn:1', 'urn:2'])
  })

  it('says what it leaves out', async () => {
    const [article] = await articles(
      read({ ...SHORT, headline: undefined, title: 'عنوان', usageterms: 'لا تنشر بعد سنة' }),
    )
    expect(article?.draft.title).toBe('عنوان')
    expect(article?.notes).toEqual([
      { field: 'title', detail: 'there is no headline: the title stands for it' },
      { field: 'usageterms', detail: 'left out: لا تنشر بعد سنة' },
    ])
  })
})
