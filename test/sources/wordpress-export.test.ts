// An export that WordPress 6.1 wrote, in the time zone of Riyadh: all that comes out of it, as a whole.

import { describe, expect, it } from 'vitest'
import { publication } from '../../src/article/publication.ts'
import { publish } from '../../src/article/publish.ts'
import { readWordPress } from '../../src/sources/wordpress.ts'
import { surveyWordPress } from '../../src/sources/wordpress-survey.ts'
import xml from './export.ar.xml?raw'
import golden from './golden/export.ar.json?raw'
import { all, chunks } from './reading.ts'

const FIELDS = {
  title: 'الموجز',
  description: 'أخبار الخليج والعالم',
  home: 'https://www.news.example/',
  address: 'https://feeds.news.example',
  language: 'ar',
  timeZone: 'Asia/Riyadh',
}
// On a later day than any of its posts but the scheduled one.
const now = new Date('2026-08-15T06:00:00Z')

const items = async () => {
  const survey = await surveyWordPress(chunks(xml), now)
  return all(readWordPress(chunks(xml), survey, { publication: FIELDS, now }))
}

describe('an export of WordPress', () => {
  it('becomes its public posts, every field of them, and the reasons for all others', async () => {
    const found = await items()
    const sections = found.flatMap((item) => {
      const { kind, ...section } = item
      return kind === 'section' ? [section] : []
    })
    const into = publication.parse({ ...FIELDS, sections })
    const shown = found.map((item) => {
      if (item.kind !== 'article') return item
      const { draft, where, notes } = item
      return { where, notes, article: publish(draft, into).article }
    })
    expect(`${JSON.stringify(shown, null, 2)}\n`).toBe(golden)
  })

  it('says nothing of a post that is not public', async () => {
    expect(xml.split('سر لم ينشر').length).toBeGreaterThan(10)
    expect(JSON.stringify(await items())).not.toContain('لم ينشر')
  })
})
