// Files that say anything at all: each is read, or refused by an error that names the line and the
// key, and what is read is published, or refused in the same words.

import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { stringify } from 'yaml'
import { publication } from '../../src/article/publication.ts'
import { DraftError, publish } from '../../src/article/publish.ts'
import { readArticleFile } from '../../src/sources/article-file.ts'
import { readPublicationFile } from '../../src/sources/publication-file.ts'
import { SourceError, type SourceIssue } from '../../src/sources/source-error.ts'
import { publicationOf } from '../newsroom.ts'

// Thousands of files, each of them a small one.
vi.setConfig({ testTimeout: 120_000 })

const PATH = '2026-08-22-story.md'
const ZONE = 'Africa/Casablanca'
const KEPT = { ...publication.parse(publicationOf()), id: 'tag:news.example,2026:feeds' }

const KEYS = (
  'id title language direction published updated visibleFrom authors section sections tags ' +
  'translationGroup summary canonical image enclosures source credit status reason correction ' +
  'syndication content origin date author عنوان __proto__ constructor <<'
).split(' ')

const PUBLICATION_KEYS = (
  'id title description home address language direction timeZone sections author licence image icon ' +
  'hub marks cleaning name __proto__ <<'
).split(' ')

const text = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\u200f',
    'خبر',
    '2030',
    'no',
    '~',
    'null',
    '5G: كل شيء',
    '#وسم',
    '*خبر',
    '&خبر',

    '2026-08-22 10:30',
    '22 غشت 2026',
    '03/04/2026',
    '2026-02-30',
    'اليوم',
    'ar',
    'AR_ma',
    'x-x',

    'https://www.news.example/أ',
    'javascript:alert(1)',
    '../a',
    'economy',
    'رياضة',
    'withheld',
    '<script>alert(1)</script>',
    ']]>',
    '---',
    '...',
    '\u0000',
    '\ud800',
    '\u202eأ',
    '\ufeff',
    'أ'.repeat(201),
    'أ'.repeat(5001),
    '__proto__',
    '!!js/function x',
    '{{x}}',
    '%TAG',
    '| >',
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
)

const value: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: text },
  fc.constantFrom<unknown>(null, true, 0, -1, 1.5, [], {}, [[]], [null], [{}], { x: { y: [] } }),
  fc.array(text, { maxLength: 60 }),
  fc.record({ name: text, url: text, id: text, x: text }, { requiredKeys: [] }),
  fc.array(fc.record({ name: text, url: text, id: text, type: text }, { requiredKeys: [] }), {
    maxLength: 3,
  }),
)

const fieldsOf = (keys: string[]) =>
  fc
    .array(fc.tuple(fc.constantFrom(...keys), value), { maxLength: 6 })
    .map((entries) => Object.fromEntries(entries))

const line = fc.oneof(
  fc.tuple(fc.constantFrom(...KEYS), text).map(([key, each]) => `${key}: ${each}`),
  fc.constantFrom(
    '---',
    '- x',
    '  - x',
    'tags: [',
    'a: {b',
    '? x',
    ': x',
    '&a x',
    '*a',
    '!x y',
    '| x',
    '"',
  ),
  fc.constantFrom(
    '\t',
    '  nested: x',
    '# x',
    '@x',
    '`x`',
    '%YAML 1.1',
    'title: x',
    'title: y',
    'x',
  ),
  text,
)

/** What a reader says of a file; nothing where it takes it. */
function issuesOf(read: () => unknown): SourceIssue[] {
  try {
    read()
    return []
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    expect(error.issues).not.toEqual([])
    return error.issues
  }
}

/** What is wrong with what is said of a file. */
function faultsOf(issues: SourceIssue[], file: string): string[] {
  const lines = file.split(/\r\n?|\n/).length
  return issues.flatMap(({ line: at, key, message }) => [
    ...(Number.isInteger(at) && at >= 1 && at <= lines ? [] : [`line ${at} of ${lines}`]),
    // As a schema or an engine says it that nobody gave words to.
    ...(/^(?!Invalid|Too |Expected|Unrecognized|Cannot|undefined).* /s.test(message)
      ? []
      : [message]),
    ...(message.length < 1000 ? [] : [`${key}: ${message.length} characters`]),
  ])
}

/** The line on which a key of the front matter stands. */
function lineOf(file: string, key: string): number {
  return file.split('\n').findIndex((each) => each.startsWith(`${key}:`)) + 1
}

describe('an article file', () => {
  it('with any front matter is read, or the line and the key are named', () => {
    fc.assert(
      fc.property(fieldsOf(KEYS), text, (fields, body) => {
        const file = `---\n${stringify(fields, { lineWidth: 0 })}---\n${body}`
        const issues = issuesOf(() => readArticleFile(PATH, file, ZONE))
        expect(faultsOf(issues, file)).toEqual([])
        for (const { key, line: at } of issues) {
          const [first = ''] = key.split('.')
          const isWritten = /^[a-zA-Z]+$/.test(first) && first in fields && first !== 'section'
          // What is left empty is not there.
          const isWhole =
            !key.includes('.') && isWritten && fields[first] !== null && fields[first] !== ''
          if (isWhole) expect([key, at]).toEqual([key, lineOf(file, first)])
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('that is read is published, or refused by key', () => {
    fc.assert(
      fc.property(fieldsOf(KEYS), text, (fields, body) => {
        const file = `---\n${stringify(fields, { lineWidth: 0 })}---\n${body}`
        let read: ReturnType<typeof readArticleFile>
        try {
          read = readArticleFile(PATH, file, ZONE)
        } catch (error) {
          if (error instanceof SourceError) return
          throw error
        }
        try {
          const { article } = publish(read.draft, KEPT)
          expect(article.title).not.toBe('')
          expect(JSON.stringify(article).isWellFormed()).toBe(true)
        } catch (error) {
          if (!(error instanceof DraftError)) throw error
          for (const { path } of error.issues) {
            expect(read.lineOf(path)).toBeLessThanOrEqual(file.split('\n').length)
          }
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('of any lines is read, or the line is named', () => {
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 10 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        (all, end) => {
          for (const file of [all.join(end), ['---', ...all, '---', 'نص'].join(end)]) {
            const issues = issuesOf(() => readArticleFile(PATH, file, ZONE))
            expect(faultsOf(issues, file)).toEqual([])
          }
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('publication.yaml', () => {
  it('with any fields is read, or the line and the key are named', () => {
    fc.assert(
      fc.property(fieldsOf(PUBLICATION_KEYS), (fields) => {
        const file = stringify({ ...publicationOf(), ...fields }, { lineWidth: 0 })
        const issues = issuesOf(() => readPublicationFile(file))
        expect(faultsOf(issues, file)).toEqual([])
      }),
      { numRuns: 2000 },
    )
  })

  it('of any lines is read, or the line is named', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 10 }), (all) => {
        const file = all.join('\n')
        expect(
          faultsOf(
            issuesOf(() => readPublicationFile(file)),
            file,
          ),
        ).toEqual([])
      }),
      { numRuns: 2000 },
    )
  })
})
