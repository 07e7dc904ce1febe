import { describe, expect, it } from 'vitest'
import { agencyOf, creditParts } from '../../src/article/credit.ts'

describe('agencyOf', () => {
  it.each([
    ['و م ع', 'MAP'],
    ['و.م.ع', 'MAP'],
    ['(و م ع)', 'MAP'],
    ['و. م. ع.', 'MAP'],
    ['الحدث. و م ع', 'MAP'],
    ['الحدث.و.م.ع', 'MAP'],
    ['الرباط ـ و م ع', 'MAP'],
    ['وكالة المغرب العربي للأنباء', 'MAP'],
    ['Avec MAP', 'MAP'],
    ['واس', 'SPA'],
    ['الرياض - واس', 'SPA'],
    ['قنا', 'QNA'],
    ['الدوحة /قنا/', 'QNA'],
    ['وكالة أنباء الإمارات (وام)', 'WAM'],
    ['كونا', 'KUNA'],
    ['وكالة الأنباء الكويتية', 'KUNA'],
    ['بترا', 'Petra'],
    ['(بترا)', 'Petra'],
    ['أ ف ب', 'AFP'],
    ['أ.ف.ب.', 'AFP'],
    ['ا ف ب', 'AFP'],
    ['باريس (أ ف ب)', 'AFP'],
    ['فرانس برس', 'AFP'],
    ['AFP', 'AFP'],
    ['المصدر: رويترز', 'Reuters'],
    ['عن رويترز', 'Reuters'],
    ['Reuters', 'Reuters'],
    ['الأناضول', 'Anadolu'],
    ['وكالة الأناضول', 'Anadolu'],
    ['أ ف ب / رويترز', 'AFP'],
  ])('%s is %s', (line, agency) => {
    expect(agencyOf(line)).toBe(agency)
  })

  it.each(['الحدث', 'وكالات', 'سلمى بنعيسى', 'ومعلوم أن', 'قناة', 'map of the city', '', '،'])(
    'knows no agency in %j',
    (line) => {
      expect(agencyOf(line)).toBeUndefined()
    },
  )
})

describe('creditParts', () => {
  it.each([
    ['الحدث. و م ع', ['الحدث', 'و م ع']],
    ['الحدث/وكالات', ['الحدث', 'وكالات']],
    ['المصدر: الجزيرة نت + وكالات', ['المصدر', 'الجزيرة نت', 'وكالات']],
    ['نقلا عن رويترز', ['رويترز']],
    ['()', []],
  ])('%s', (line, parts) => {
    expect(creditParts(line)).toEqual(parts)
  })
})
