// Where an article is from: a line at the end of its text, in its language.

import { type ChildNode, Element, Text } from 'domhandler'
import type { Article } from '../article/article.ts'
import type { Partner } from '../article/partner.ts'
import { encodedAddress } from '../text/address.ts'
import { type Direction, mark, scriptDirection } from '../text/direction.ts'
import { languageRanges, primaryLanguage, rssLanguage } from '../text/language.ts'
import type { Recipient } from './partner-form.ts'

type Line = NonNullable<Partner['attribution']>['lines'][number]

/** `Source: `, by primary language. */
const SOURCE: Partial<Record<string, string>> = {
  ar: 'المصدر: ',
  ckb: 'سەرچاوە: ',
  de: 'Quelle: ',
  en: 'Source: ',
  es: 'Fuente: ',
  fa: 'منبع: ',
  fr: 'Source\u00a0: ',
  he: 'מקור: ',
  id: 'Sumber: ',
  it: 'Fonte: ',
  nl: 'Bron: ',
  pt: 'Fonte: ',
  ru: 'Источник: ',
  tr: 'Kaynak: ',
  ur: 'ماخذ: ',
}

/** The line as a paragraph that says its language and direction; nothing where none is wanted. */
export function attributionLine(
  { language, direction, canonical }: Article,
  { partner, publication }: Recipient,
): Element | undefined {
  const { attribution } = partner
  if (!attribution) return undefined
  const href = attribution.link ? canonical : undefined
  const own = lineIn(language, attribution.lines)
  if (own) {
    const dir = own.direction ?? scriptDirection(own.language)
    return paragraph([linked(new Text(mark(own.text, dir)), href)], own.language, dir)
  }
  const said = [language, publication.language, 'en'].find((tag) => wordIn(tag)) ?? 'en'
  const name = new Element('bdi', {}, [new Text(publication.title)])
  const dir = said === language && direction ? direction : scriptDirection(said)
  return paragraph([new Text(wordIn(said) ?? ''), linked(name, href)], said, dir)
}

/** A paragraph of a text in this language. */
export function paragraph(
  children: ChildNode[],
  language: string,
  direction: Direction | undefined,
): Element {
  const dir = direction ?? 'auto'
  const isNamed = primaryLanguage(language) !== 'und'
  return new Element('p', isNamed ? { dir, lang: language } : { dir }, children)
}

/** The line in the language, or in the narrowest range of languages that it is in. */
function lineIn(language: string, lines: readonly Line[]): Line | undefined {
  const range = languageRanges(language).findLast((tag) =>
    lines.some((each) => each.language === tag),
  )
  return lines.find((each) => each.language === range)
}

function wordIn(tag: string): string | undefined {
  return SOURCE[primaryLanguage(tag)] ?? SOURCE[primaryLanguage(rssLanguage(tag))]
}

function linked(node: ChildNode, href: string | undefined): ChildNode {
  return href ? new Element('a', { href: encodedAddress(href) }, [node]) : node
}
