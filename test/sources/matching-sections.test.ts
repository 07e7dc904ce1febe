import { describe, expect, it } from 'vitest'
import type { Imported } from '../../src/sources/imported.ts'
import { inSections, knownSections, matchSections } from '../../src/sources/matching-sections.ts'

const TECH = { id: 'technology', name: 'تكنولوجيا' }
const SPORT = { id: 'sport', name: 'رياضة', slug: 'ملاعب' }

function itemIn(...sections: string[]): Imported {
  const fields = { id: 'a', title: 'خبر', published: '2026-08-20T12:00:00Z', content: '' }
  return { draft: { ...fields, sections, origin: 'wordpress' }, notes: [], where: 'item 1' }
}

describe('matchSections', () => {
  it.each([
    ['id', { id: 'technology', name: 'تقنية' }, 'technology'],
    ['slug', { id: 'category-1', name: 'أخبار', slug: 'ملاعب' }, 'sport'],
    ['slug that is made of the name', { id: 'c', name: 'x', slug: 'تكنولوجيا' }, 'technology'],
    ['name, however it is spelled', { id: 'c', name: 'رياضه', slug: 'c' }, 'sport'],
  ])('finds a section by its %s', (_, found, id) => {
    const { ids, added } = matchSections([found], [TECH, SPORT])
    expect([ids.get(found.id), added]).toEqual([id, []])
  })

  it('adds what is missing, under the publication’s own where it is included there', () => {
    const found = [
      { id: 'tech', name: 'التكنولوجيا', slug: 'تكنولوجيا' },
      { id: 'category-2', name: 'أمن', slug: 'security', parent: 'tech' },
      { id: 'category-3', name: 'أمن', slug: 'أمن' },
    ]
    expect(matchSections(found, [TECH]).added).toEqual([
      { id: 'category-2', name: 'أمن', slug: 'security', parent: 'technology' },
      { id: 'category-3', name: 'أمن' },
    ])
  })

  it('leaves out what there is no room for, and says so with each article', () => {
    const present = Array.from({ length: 199 }, (_, n) => ({ id: `s${n}`, name: `قسم ${n}` }))
    const found = [TECH, { id: 'late', name: 'متأخر' }]
    const matching = matchSections(found, present)
    expect(matching.added).toEqual([TECH])
    const { draft, notes } = inSections(itemIn('late', 'technology'), matching)
    expect(draft.sections).toEqual(['technology'])
    expect(notes).toEqual([
      { field: 'sections', detail: 'no room for "متأخر": a publication has at most 200 sections' },
    ])
  })
})

describe('knownSections', () => {
  it('finds sections in the same way, and leaves out what is missing, with a note', () => {
    const found = [
      { id: 'late', name: 'متأخر' },
      { id: 'c', name: 'x', slug: 'تكنولوجيا' },
      { id: 'd', name: 'رياضه' },
    ]
    const matching = knownSections(found, [TECH, SPORT])
    expect(matching.added).toEqual([])
    const { draft, notes } = inSections(itemIn('c', 'late', 'd'), matching)
    expect(draft.sections).toEqual(['technology', 'sport'])
    expect(notes).toEqual([{ field: 'sections', detail: 'the publication has no section "متأخر"' }])
    expect(inSections(itemIn('late'), matching).draft.sections).toBeUndefined()
  })
})
