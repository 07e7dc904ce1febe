import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draft } from '../../src/article/draft.ts'
import { publication } from '../../src/article/publication.ts'
import { readArticleFile } from '../../src/sources/article-file.ts'
import {
  articleFileOf,
  exactArticleFileOf,
  newFileName,
  publicationFileOf,
  withSections,
} from '../../src/sources/new-files.ts'
import { readPublicationFile } from '../../src/sources/publication-file.ts'

const DRAFT = draft.parse({
  id: 'https://site.example/?p=7',
  title: '2030: "#رؤية" جديدة',
  language: 'ar-MA',
  published: '2026-08-20T12:00:00Z',
  updated: '2026-08-20T12:30:00Z',
  authors: [{ name: 'سميرة' }, { name: 'no', url: 'https://site.example/no' }],
  sections: ['security', 'tech'],
  tags: ['true', '5G', 'بحر، بر'],
  summary: 'سطر\nوسطر',
  canonical: 'https://site.example/%d8%ae/',
  image: { url: '/a.jpg', width: 1280, height: 720, bytes: 182_044, alt: '- رصيف: الميناء' },
  enclosures: [{ url: 'https://site.example/a.mp3', type: 'audio/mpeg', duration: 61.5 }],
  source: { name: 'الحدث' },
  credit: 'و م ع',
  content: '<h1>عنوان</h1>\n\n---\n\n<p>نص</p>',
  origin: 'wordpress',
})

describe('articleFileOf', () => {
  it('writes what is read as the same article', () => {
    const { draft: read, idFromPath } = readArticleFile('2026/a.html', articleFileOf(DRAFT), 'UTC')
    expect({ ...read, content: read.content.trim() }).toEqual({ ...DRAFT, origin: 'folder' })
    expect(idFromPath).toBe(false)
  })

  it('writes every text so that it is read as it was', () => {
    const line = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
      .map((text) => text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ').trim())
      .filter((text) => /[^\s\p{Cf}\ufffe\uffff]/u.test(text) && !/[\ufffe\uffff]/.test(text))
    fc.assert(
      fc.property(line, line, line, (id, title, tag) => {
        const given = { ...DRAFT, id, title, tags: [tag], content: '<p>نص</p>' }
        const { draft: read } = readArticleFile('a.html', articleFileOf(given), 'UTC')
        expect([read.id, read.title, read.tags]).toEqual([id, title, [tag]])
      }),
    )
  })
})

describe('exactArticleFileOf', () => {
  it.each(['', '\n<p>نص</p>\n\n', 'نص\u2028', '---\nنص', '<h1>عنوان</h1>'])(
    'writes what is read as the same draft: %j',
    (content) => {
      const text = exactArticleFileOf({ ...DRAFT, content })
      const { draft: read } = readArticleFile('2026/a.html', text, 'UTC')
      expect(read).toEqual({ ...DRAFT, content })
    },
  )
})

describe('newFileName', () => {
  it('goes by day and title, in a folder for the year, and is given once', () => {
    const taken = new Set<string>()
    const published = '2026-08-22T09:00:00Z'
    const names = ['5G في المغرب', '5G في المغرب!', '…'].map((title) =>
      newFileName({ title, published }, taken),
    )
    expect(names).toEqual([
      '2026/2026-08-22-5g-في-المغرب.html',
      '2026/2026-08-22-5g-في-المغرب-2.html',
      '2026/2026-08-22-article.html',
    ])
    expect([...taken]).toEqual(names)
  })
})

describe('publicationFileOf', () => {
  it.each([
    ['http://192.0.2.7:8080/news/', 'https://192.0.2.7:8080'],
    ['http://[2001:db8::7]/', 'https://[2001:db8::7]'],
    ['http://localhost/', 'https://feeds.localhost'],
  ])('guesses an address that an address can be, of %s', (home, address) => {
    expect(readPublicationFile(publicationFileOf({ home }, [])).publication.address).toBe(address)
  })

  it('writes a publication that sync takes', () => {
    const found = { title: 'صحيفة: الميناء', home: 'https://www.site.example', language: 'ar' }
    const text = publicationFileOf(found, [{ id: 'tech', name: 'تقنية' }])
    expect(readPublicationFile(text).publication).toEqual(
      publication.parse({
        ...found,
        description: 'صحيفة: الميناء',
        address: 'https://feeds.site.example',
        timeZone: 'UTC',
        sections: [{ id: 'tech', name: 'تقنية' }],
      }),
    )
  })
})

describe('withSections', () => {
  const before = `# ours
title: الحدث
sections:
  # the first
  - id: tech
    name: تقنية
language: ar # of most
`

  it('adds to what is there, and keeps the comments', () => {
    expect(withSections(before, [{ id: 'sea', name: 'بحر: أخبار', parent: 'tech' }])).toBe(`# ours
title: الحدث
sections:
  # the first
  - id: tech
    name: تقنية
  - id: sea
    name: "بحر: أخبار"
    parent: tech
language: ar # of most
`)
  })

  it('adds the list where there is none', () => {
    expect(withSections('title: الحدث\n', [{ id: 'sea', name: 'بحر' }])).toBe(
      'title: الحدث\nsections:\n  - id: sea\n    name: بحر\n',
    )
  })
})
