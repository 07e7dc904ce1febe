// Credit lines: which agency a story came through, however a newsroom writes it.

import { key } from '../text/key.ts'

// By the name that the agency itself goes by abroad.
const AGENCIES: Record<string, string[]> = {
  Anadolu: ['AA', 'الأناضول', 'أناضول', 'وكالة الأناضول', 'وكالة أنباء الأناضول', 'Anadolu Ajansı'],
  AFP: ['أ ف ب', 'فرانس برس', 'وكالة فرانس برس', 'وكالة الصحافة الفرنسية', 'Agence France-Presse'],
  AP: ['أ ب', 'أسوشيتد برس', 'أسوشييتد برس', 'وكالة أسوشيتد برس', 'Associated Press'],
  APS: ['واج', 'وأج', 'وكالة الأنباء الجزائرية', 'Algérie Presse Service'],
  BNA: ['بنا', 'وكالة أنباء البحرين'],
  DPA: ['د ب أ', 'وكالة الأنباء الألمانية'],
  INA: ['واع', 'وكالة الأنباء العراقية'],
  KUNA: ['كونا', 'وكالة الأنباء الكويتية'],
  MAP: ['و م ع', 'لاماب', 'وكالة المغرب العربي للأنباء', 'Maghreb Arabe Presse'],
  MENA: ['أ ش أ', 'وكالة أنباء الشرق الأوسط'],
  ONA: ['العمانية', 'وكالة الأنباء العمانية'],
  Petra: ['بترا', 'وكالة الأنباء الأردنية'],
  QNA: ['قنا', 'وكالة الأنباء القطرية'],
  Reuters: ['رويترز', 'وكالة رويترز', 'وكالة رويترز للأنباء', 'Thomson Reuters'],
  SPA: ['واس', 'وكالة الأنباء السعودية'],
  TAP: ['وات', 'وكالة تونس إفريقيا للأنباء', 'Tunis Afrique Presse'],
  WAFA: ['وفا', 'وكالة الأنباء الفلسطينية', 'وكالة الأنباء والمعلومات الفلسطينية'],
  WAM: ['وام', 'وكالة أنباء الإمارات'],
  Xinhua: ['شينخوا', 'وكالة شينخوا', 'وكالة أنباء شينخوا', '新华社'],
}

const BY_LETTERS = new Map(
  Object.entries(AGENCIES).flatMap(([agency, names]) =>
    [agency, ...names].map((name) => [letters(name), agency] as const),
  ),
)

// `الحدث. و م ع` are two; `و. م. ع.`, whose full stops follow single letters, is one.
const BETWEEN = /[|/()[\]«»"“”،,؛;:–—+]+|(?<=\s)[-ـ]|[-ـ](?=\s)|(?<=\p{L}{2})\./u

const BEFORE = /^(?:نقلا عن|عن|مع|وعن|avec|with|from|by|via)\s+/i

/** The parts of a credit line: the newsroom, its agencies, a label such as `المصدر`. */
export function creditParts(line: string): string[] {
  return line
    .split(BETWEEN)
    .map((part) => part.trim().replace(BEFORE, ''))
    .filter((part) => letters(part) !== '')
}

/**
 * The agency that a credit line names, the first if it names several: `MAP` for `و م ع`,
 * `(و.م.ع)`, `الحدث - وكالة المغرب العربي للأنباء`. `undefined` where it names none that we know.
 */
export function agencyOf(credit: string): string | undefined {
  const named = [credit, ...creditParts(credit)].map((part) => BY_LETTERS.get(letters(part)))
  return named.find((agency) => agency !== undefined)
}

/** Of a name, all by which it is compared: its key without spaces and signs. */
export function letters(text: string): string {
  return key(text).replace(/[^\p{L}\p{N}]/gu, '')
}
