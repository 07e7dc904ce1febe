// What readers see of what we write, and of what others write of the same: on the screen.

import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Folder } from '../../src/cli/folder.ts'
import { BODIES, type Case, directionOf, HEADLINES } from './cases.ts'
import { launch, show } from './chromium.ts'
import { type Cell, cellsOf, type Get } from './matrix.ts'
import { picture } from './picture.ts'
import { readersPage, titleLabel } from './report.ts'
import { VERDICTS, visualOrder } from './verdict.ts'
import { BODY_WAYS, referenceBody, referenceTitle, TITLE_WAYS } from './ways.ts'
import { itemBy, type Writer } from './writers.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')
const DOCS = path.join(ROOT, 'docs')

let browser: Browser
let get: Get
let titles: Cell[]
let bodies: Cell[]

beforeAll(async () => {
  browser = await launch()
  const { publication, articles, problems } = await new Folder(path.join(ROOT, 'articles')).read()
  expect(problems).toEqual([])
  const opened = await Promise.all(articles.map(({ open }) => open()))
  const samples = opened.map((content): Case => {
    if ('problems' in content) throw new Error('the samples have changed meanwhile')
    const { title, language = publication.language, content: html } = content.draft
    return { title, language, direction: directionOf(language), html }
  })
  const newsroom = { ...publication, id: 'tag:alhadath.example,2026:feeds' }
  get = (writer, text) => itemBy(writer, text, newsroom)
  titles = await cellsOf(browser, TITLE_WAYS, [...HEADLINES, ...samples], get, referenceTitle)
  bodies = await cellsOf(browser, BODY_WAYS, [...BODIES, ...samples], get, referenceBody)
}, 300_000)

afterAll(() => browser.close())

/** The cells that do not read right, as `way: title`. */
function wrong(cells: Cell[], writer: Writer): string[] {
  return cells
    .filter(({ verdicts }) => verdicts[writer] !== 'right')
    .map(({ way, text }) => `${way.name}: ${text.title}`)
}

function byFirstStrong(cells: Cell[]): Cell[] {
  return cells.filter(({ way }) => way.firstStrong)
}

describe('the reference', () => {
  it.each([
    ['ar', '5G في المغرب', 'المغرب في 5 G'],
    ['ar', 'COP28: قمة المناخ', 'المناخ قمة : COP 28'],
    ['ar', 'تحديث iOS 18!', '! iOS 18 تحديث'],
    ['he', 'WhatsApp קרס: מה ידוע?', '? ידוע מה : קרס WhatsApp'],
    ['fr', '«الحدث» lance son fil', '« الحدث » lance son fil'],
    ['fr', 'Que sait-on de «النهضة» ?', 'Que sait - on de « النهضة » ?'],
  ])('%s: %s, from left to right', async (language, title, expected) => {
    const text = { title, language, direction: directionOf(language), html: '' }
    const [pieces = []] = await show(browser, [referenceTitle(text)])
    expect(visualOrder(pieces).map((piece) => piece.text)).toEqual(expected.split(' '))
    const side = text.direction === 'rtl' ? 'right' : 'left'
    expect(pieces.map((piece) => piece.side)).toEqual(pieces.map(() => side))
  })
})

describe('a title of ours', () => {
  it('rule 19: reads right wherever the first strong character decides', () => {
    expect(wrong(byFirstStrong(titles), 'khulasa')).toEqual([])
  })
})

describe('a text of ours', () => {
  it('rule 15: reads right where its HTML is kept', () => {
    const kept = bodies.filter(({ way }) => way.name.startsWith('kept'))
    expect(wrong(kept, 'khulasa')).toEqual([])
  })

  it('rule 15: reads right without div and span', () => {
    const unwrapped = bodies.filter(({ way }) => way.name === 'unwrapped')
    expect(wrong(unwrapped, 'khulasa')).toEqual([])
  })

  it('rule 24: reads right wherever the first strong character decides', () => {
    expect(wrong(byFirstStrong(bodies), 'khulasa')).toEqual([
      // A quotation, a program, signs in a sentence that run the other way, and are no longer said to.
      'stripped, auto: Arabic, quotes English',
      'stripped, auto: Arabic, begins with a quotation in English',
      'stripped, auto: Arabic, quotes English and says only its language',
      'stripped, auto: Arabic, a program in it',
      'stripped, auto: أ ‹ ب <b>: تلاميذ في تطوان يكتبون أولى صفحاتهم',
      'stripped, auto: لماذا تنكسر الخلاصات؟ حكاية ]]> و&amp; وحروف لا يراها أحد',
      'stripped, auto: منتدى الموانئ الصغيرة يدعو من الحسيمة إلى سجل موحد لسلامة القوارب',
      // The one mark of a text stands in its first paragraph, whatever that is.
      'stripped, each: Arabic, a later paragraph begins with Latin',
      'stripped, each: Arabic, headings and list items begin with Latin',
      'stripped, each: 5G في المغرب: ماذا يتغير في هاتفك وفاتورتك؟',
      // Signs in a sentence again.
      'stripped, each: لماذا تنكسر الخلاصات؟ حكاية ]]> و&amp; وحروف لا يراها أحد',
    ])
  })
})

describe('what others write', () => {
  it.each(['feed', 'feedsmith'] as const)(
    'by %s, reads right nowhere where ours does not',
    (by) => {
      const better = [...titles, ...bodies].filter(
        ({ verdicts }) => VERDICTS.indexOf(verdicts[by]) < VERDICTS.indexOf(verdicts.khulasa),
      )
      expect(better).toEqual([])
    },
  )

  it('by feed, has the titles of rule 19 in the wrong order', () => {
    const auto = titles.filter(({ way }) => way.name === 'auto')
    expect(wrong(auto, 'feed')).toEqual(expect.arrayContaining(['auto: 5G في المغرب']))
    expect(wrong(auto, 'feed')).not.toContain('auto: قمة المناخ في دبي')
  })
})

const PICTURED = [
  'COP28: قمة المناخ',
  'iPhone 18: كل ما نعرفه',
  '@user كتب «الحافلة لا تقف هنا»… فتغير المسار',
  '2030: ست مدن مغربية في سباق مع الزمن',
  'WhatsApp קרס: מה ידוע עד כה?',
  'Sommet de la Ligue arabe',
  '«الحدث» lance son fil RSS',
]

describe('docs', () => {
  it('readers.md is this matrix', async () => {
    const labelOf = (text: Case) => (BODIES.includes(text) ? text.title : titleLabel(text))
    const page = readersPage(titles, bodies, labelOf)
    await expect(page).toMatchFileSnapshot(path.join(DOCS, 'readers.md'))
  })

  it('readers.png can be made, and is made anew with readers.md', async () => {
    const lines = (writer: Writer) =>
      PICTURED.map((title) => {
        const cell = titles.find(({ way, text }) => way.name === 'auto' && text.title === title)
        if (!cell) throw new Error(`no case has the title ${title}`)
        return { title: get(writer, cell.text)?.title ?? '', verdict: cell.verdicts[writer] }
      })
    const png = await picture(browser, { feed: lines('feed'), khulasa: lines('khulasa') })
    if (process.env.UPDATE) await writeFile(path.join(DOCS, 'readers.png'), png)
    // Width and height, where PNG has them.
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2400, 1400])
  })
})
