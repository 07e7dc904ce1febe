import { describe, expect, it } from 'vitest'
import { readPage } from '../../src/sources/page.ts'
import { FULL, LINKED, OLDER, STORY } from './pages.ts'
import { articles, chunks, OPTIONS } from './reading.ts'

const only = async (html: string | Uint8Array, options = {}) => {
  const [article] = await articles(readPage(chunks(html), { ...OPTIONS, ...options }))
  if (!article) throw new Error('there is no article')
  return article
}
const paragraphs = (texts: string[]) => texts.map((text) => `<p>${text}</p>`)

describe('readPage', () => {
  it('takes title, body and credit, and reports the lines that it took', async () => {
    const { draft, notes } = await only(FULL)
    const { content, ...fields } = draft
    expect(fields).toEqual({
      id: 'https://marsad.example/news/ship',
      title: 'سفينة الأبحاث تعود إلى الميناء',
      language: 'ar',
      published: '2026-08-22T09:00:00Z',
      authors: [{ name: 'سلمى العطار' }],
      tags: ['الميناء', 'بحث علمي'],
      canonical: 'https://marsad.example/news/ship',
      image: { url: 'https://marsad.example/media/ship.jpg', type: 'image/jpeg' },
      source: { name: 'مرصد الميناء' },
      credit: 'و م ع',
      origin: 'page',
    })
    const [first, second, third] = paragraphs(STORY)
    const linked =
      '<p><a href="https://marsad.example/ships">كل السفن التي زارت الميناء في هذا العام وفي العام الذي قبله</a></p>'
    expect(content.replace(/\n+/g, '\n')).toBe(`${first}${second}\n${linked}\n${third}`)
    expect(notes).toEqual([
      { field: 'content', detail: 'removed share buttons: شارك على فيسبوك' },
      { field: 'credit', detail: 'recognised source: مرصد الميناء' },
      { field: 'credit', detail: 'recognised agency MAP: و م ع' },
      { field: 'content', detail: 'removed comment count: 0 تعليق' },
    ])
  })

  it.each([
    ['head and body', /<\/?(?:head|body)>/g],
    ['html, head and body', /<\/?(?:html|head|body)[^>]*>/g],
  ])('reads a page that leaves out the tags of %s', async (_, tags) => {
    const page = FULL.replace('<html lang="ar" dir="rtl">', '<html>')
    expect((await only(page.replaceAll(tags, ''))).draft).toEqual((await only(page)).draft)
  })

  it('reads an older page, whose date is in words', async () => {
    const { draft, notes } = await only(OLDER)
    expect(draft).toEqual({
      id: '2026-08-22-سفينة-الأبحاث-تعود-إلى-الميناء',
      title: 'سفينة الأبحاث تعود إلى الميناء',
      published: '2026-08-22T09:30:00Z',
      credit: 'وكالات',
      content: paragraphs(STORY).join('\n'),
      origin: 'page',
    })
    expect(notes).toEqual([
      { field: 'content', detail: 'removed date: السبت 22 غشت 2026 - 10:30' },
      { field: 'credit', detail: 'recognised credit: وكالات' },
      {
        field: 'published',
        detail: '"السبت 22 غشت 2026 - 10:30" names no time zone: read as Africa/Casablanca',
      },
      { field: 'id', detail: 'the page says no address: made from its date and title' },
    ])
  })

  it('believes JSON-LD, and passes over what is no JSON', async () => {
    const { draft } = await only(LINKED, { address: 'https://marsad.example/1' })
    expect(draft).toEqual({
      id: 'https://marsad.example/1',
      title: 'سفينة الأبحاث تعود',
      language: 'ar-EG',
      published: '2026-08-22T09:00:00Z',
      updated: '2026-08-22T11:00:00Z',
      authors: [{ name: 'سلمى العطار' }],
      tags: ['ميناء', 'بحر'],
      canonical: 'https://marsad.example/1',
      image: { url: 'https://marsad.example/ship.png', type: 'image/png' },
      content: paragraphs(STORY).join('\n'),
      origin: 'page',
    })
  })

  it('guesses the language of a page that says none, and says so', async () => {
    const publication = { title: 'Le Monde', language: 'fr', timeZone: 'Europe/Paris' }
    const html = LINKED.replace('lang="ar-EG"', 'dir="rtl"')
    const { draft, notes } = await only(html, { publication })
    expect([draft.language, draft.direction]).toEqual(['ar', undefined])
    expect(notes).toContainEqual({
      field: 'language',
      detail: 'not said; guessed from the text: ar',
    })
  })

  it('reads a page in windows-1256', async () => {
    // As windows-1256 writes the letters of the page.
    const table = new Map(
      Array.from({ length: 128 }, (_, index) => [
        new TextDecoder('windows-1256').decode(new Uint8Array([index + 128])),
        index + 128,
      ]),
    )
    const html = OLDER.replace('<head>', '<head><meta charset="windows-1256">')
    const bytes = Uint8Array.from(html, (each) => table.get(each) ?? each.charCodeAt(0))
    expect((await only(bytes)).draft.content).toBe(paragraphs(STORY).join('\n'))
  })
})
