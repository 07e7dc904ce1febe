import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  articleId,
  draft,
  draftFields,
  LONGEST_CONTENT,
  statusChange,
} from '../../src/article/draft.ts'
import { issuesOf } from '../../src/article/issues.ts'

const least = { id: 'a', title: 'خبر', published: '2026-08-22T09:30:00Z', content: '' }

function issues(changes: Record<string, unknown>): string[] {
  const { error } = draft.safeParse({ ...least, ...changes })
  return error ? issuesOf(error).map(({ path, message }) => `${path.join('.')}: ${message}`) : []
}

describe('articleId', () => {
  it.each([
    '4821',
    'tag:news.example,2026:a',
    'urn:uuid:6f1c2a34-8d0e-4b57-9a61-2c7be0f4d915',
    'https://news.example/?p=5107',
    'أرشيف/2026/جريدة قديمة',
    'e\u0301',
    'é',
    'أ\u200fب',
    '<a&b>',
    '😀',
    'x'.repeat(500),
  ])('keeps %j as it is, not normalised', (id) => {
    expect(articleId.parse(id)).toBe(id)
  })

  it.each([
    ['', 'is empty'],
    ['x'.repeat(501), 'is longer than 500 characters'],
    ['a\nb', 'holds a control character'],
    ['a\u0000', 'holds a control character'],
    ['a\u0085b', 'holds a control character'],
    ['a\uffff', 'holds a control character'],
    ['a\ud800', 'holds a lone surrogate'],
    [' a', 'begins or ends with a space'],
    ['a\u00a0', 'begins or ends with a space'],
    ['\u200f', 'holds no character that can be seen'],
    [4821, 'expected a text'],
    [undefined, 'is missing'],
  ])('%j: %s', (id, message) => {
    expect(articleId.safeParse(id).error?.issues.map((issue) => issue.message)).toEqual([message])
  })
})

describe('a reason', () => {
  it('is one clean line, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (reason) => {
        const parsed = draft.safeParse({ ...least, status: 'killed', reason })
        const kept = parsed.data?.reason ?? ''
        expect(kept.isWellFormed()).toBe(true)
        // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
        expect(kept).not.toMatch(/[\u0000-\u001f\u202a-\u202e\ufeff\ufffe\uffff]/)
        expect(kept.trim()).toBe(kept)
      }),
      { numRuns: 300 },
    )
  })
})

describe('statusChange', () => {
  it.each([
    [
      { status: 'killed', reason: ' س ' },
      { status: 'killed', reason: 'س' },
    ],
    [{ status: 'withheld' }, { status: 'withheld' }],
    [{ status: 'published' }, { status: 'published' }],
  ])('of %j is %j', (given, read) => {
    expect(statusChange.parse(given)).toEqual(read)
  })

  it.each([
    [{}, ['status: is missing']],
    [{ status: 'killed' }, ['reason: is missing: say why it is killed']],
    [{ status: 'deleted' }, ['status: expected published, withheld or killed']],
    [
      { status: 'published', reason: 'س' },
      ['reason: goes with `status: withheld` or `status: killed`'],
    ],
    [{ status: 'withheld', title: 'س' }, ['title: there is no such field']],
    [null, [': expected an object: status, and a reason']],
  ])('refuses %j: %j', (given, messages) => {
    const { error } = statusChange.safeParse(given)
    const found = error ? issuesOf(error) : []
    expect(found.map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual(messages)
  })
})

describe('draft', () => {
  it('needs an id, a title, a date and content, and knows that it came through the API', () => {
    expect(draft.parse(least)).toEqual({ ...least, origin: 'api' })
    expect(draft.safeParse({}).error?.issues.map(({ path }) => path)).toEqual([
      ['id'],
      ['title'],
      ['published'],
      ['content'],
    ])
  })

  it('reads every field', () => {
    const whole = {
      ...least,
      language: 'ar-MA',
      direction: 'rtl',
      updated: '2026-08-22T10:00:00Z',
      visibleFrom: '2026-08-22T09:45:00Z',
      authors: [{ name: 'فاطمة', url: 'https://news.example/فاطمة' }],
      sections: ['technology'],
      tags: ['5G'],
      translationGroup: 'g',
      summary: 'ملخص',
      canonical: '/خبر',
      image: {
        url: 'a.jpg',
        type: 'image/jpeg',
        bytes: 1,
        width: 2,
        height: 3,
        alt: '',
        credit: 'عدسة',
        syndication: 'none',
      },
      enclosures: [{ url: 'a.mp3', type: 'audio/mpeg', bytes: 1, title: 'حلقة', duration: 1713.5 }],
      source: { name: 'الحدث', url: 'https://news.example/' },
      credit: 'و م ع',
      status: 'withheld',
      reason: 'ينتظر المحامي',
      correction: 'تصحيح: العدد خمسة.',
      syndication: 'all',
      origin: 'wordpress',
    }
    expect(draft.parse(whole)).toEqual(whole)
  })

  it.each([
    [{ title: ' ' }, ['title: is empty']],
    [{ title: 'أ'.repeat(1001) }, ['title: is longer than 1000 characters']],
    [{ title: ['أ'] }, ['title: expected a text']],
    [{ language: 'xx yy' }, [expect.stringMatching(/^language: "xx yy" is not a well-formed/)]],
    [{ direction: 'auto' }, ['direction: expected rtl or ltr']],
    [{ status: 'draft' }, ['status: expected published, withheld or killed']],
    [{ status: 'killed' }, ['reason: is missing: say why it is killed']],
    [{ status: 'killed', reason: ' \u202a' }, ['reason: is empty']],
    [{ status: 'withheld', reason: 'أ'.repeat(501) }, ['reason: is longer than 500 characters']],
    [{ reason: 'ش' }, ['reason: goes with `status: withheld` or `status: killed`']],
    [
      { status: 'published', reason: 'ش' },
      ['reason: goes with `status: withheld` or `status: killed`'],
    ],
    // What is wrong elsewhere hides nothing.
    [
      { title: '', status: 'killed' },
      ['title: is empty', 'reason: is missing: say why it is killed'],
    ],
    [{ status: 5, reason: 'ش' }, ['status: expected published, withheld or killed']],
    [{ correction: ' ' }, ['correction: is empty']],
    [{ correction: 'أ'.repeat(1001) }, ['correction: is longer than 1000 characters']],
    [{ syndication: 'no' }, ['syndication: expected all or none']],
    [{ image: { url: 'a.jpg', syndication: true } }, ['image.syndication: expected all or none']],
    [
      { published: '22/08/2026' },
      ['published: expected a date and time with an offset, such as 2026-08-22T10:30:00+01:00'],
    ],
    [{ authors: 'فاطمة' }, ['authors: expected a list']],
    [{ authors: ['فاطمة'] }, ['authors.0: expected a name, with or without a url']],
    [
      { authors: Array.from({ length: 21 }, () => ({ name: 'أ' })) },
      ['authors: holds more than 20'],
    ],
    [{ sections: Array(11).fill('a') }, ['sections: holds more than 10']],
    [{ sections: [''] }, ['sections.0: is empty']],
    [{ tags: Array(51).fill('a') }, ['tags: holds more than 50']],
    [{ tags: ['أ'.repeat(201)] }, ['tags.0: is longer than 200 characters']],
    [{ translationGroup: '' }, ['translationGroup: is empty']],
    [{ summary: 'أ'.repeat(5001) }, ['summary: is longer than 5000 characters']],
    [
      { canonical: 'javascript:alert(1)' },
      ['canonical: expected an http or https address, or one relative to the canonical address'],
    ],
    [{ image: 'a.jpg' }, ['image: expected an image: url, and what is known of it']],
    [{ image: {} }, ['image.url: is missing']],
    [{ image: { url: 'a.jpg', alt: 5 } }, ['image.alt: expected a text']],
    [
      { image: { url: 'a.jpg', alt: 'أ'.repeat(2001) } },
      ['image.alt: is longer than 2000 characters'],
    ],
    [{ image: { url: 'a.jpg', caption: 'x' } }, ['image.caption: there is no such field']],
    [{ enclosures: [{ url: 'a.mp3' }] }, ['enclosures.0.type: is missing']],
    [
      { enclosures: ['a.mp3'] },
      ['enclosures.0: expected an enclosure: url and type, and what is known of it'],
    ],
    [
      { enclosures: [{ url: 'a', type: 'audio/mpeg', duration: -1 }] },
      ['enclosures.0.duration: cannot be negative'],
    ],
    [
      { enclosures: [{ url: 'a', type: 'audio/mpeg', duration: '28:33' }] },
      ['enclosures.0.duration: expected a number of seconds'],
    ],
    [{ source: 'الحدث' }, ['source: expected a name, with or without a url']],
    [
      { source: { name: 'الحدث', url: '/' } },
      ['source.url: expected an address that begins with https:// or http://'],
    ],
    [{ credit: '' }, ['credit: is empty']],
    [{ content: null }, ['content: expected a text']],
    [{ content: 'x'.repeat(LONGEST_CONTENT + 1) }, ['content: is longer than 200000 characters']],
    [{ origin: 'My CMS' }, ['origin: expected a short name, such as folder or wordpress']],
    [{ slug: 'x' }, ['slug: there is no such field']],
    [{ constructor: 'x' }, ['constructor: there is no such field']],
  ])('%# says what is wrong', (changes, found) => {
    expect(issues(changes)).toEqual(found)
  })

  it('takes the longest content', () => {
    expect(issues({ content: 'x'.repeat(LONGEST_CONTENT) })).toEqual([])
  })

  it.each([null, 'x', 5, []])('%j is no draft', (value) => {
    expect(draft.safeParse(value).error?.issues.map(({ message }) => message)).toEqual([
      'expected the fields of an article',
    ])
  })
})

describe('draftFields', () => {
  it('is a draft whose id another place says', () => {
    const without = { ...least, id: undefined }
    expect(draftFields.parse(without)).toEqual({ ...without, origin: 'api' })
    expect(draftFields.parse(least)).toEqual({ ...least, origin: 'api' })
    expect(draftFields.safeParse({ ...least, id: ' ' }).success).toBe(false)
  })
})
