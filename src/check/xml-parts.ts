// Parts of an XML document, as values with their places.

import type { Direction } from '../text/direction.ts'
import type { Address, Part, Repeated, Value } from './feed.ts'
import { childrenOf, type XmlElement } from '../text/xml-elements.ts'

/** The second child of each of these names, of which there may be one. */
export function repeated(parent: XmlElement, names: string[]): Repeated[] {
  return names.flatMap((name) => {
    const [, second] = childrenOf(parent, name)
    return second ? [{ name: second.written, at: second.at, parent: parent.written }] : []
  })
}

/** The text of the first child element of a name; none where there is nothing in it. */
export function valueOf(parent: XmlElement, name: string): Value | undefined {
  const [child] = childrenOf(parent, name)
  return child && textOf(child)
}

/** The same of a date: one that is empty is wrong, not left out. */
export function dateOf(parent: XmlElement, name: string): Value | undefined {
  const [child] = childrenOf(parent, name)
  return child && { name: child.written, value: child.text.trim(), at: child.at }
}

export function textOf({ written, text, at }: XmlElement): Value | undefined {
  return text.trim() === '' ? undefined : { name: written, value: text.trim(), at }
}

/** Line ends and indentation of the source are white space, which readers show as one space. */
export function collapsed(text: string): string {
  return text.replace(/[\t\n\r ]+/g, ' ')
}

/** An attribute that is not empty, with the place of its element. */
export function attributeOf(element: XmlElement, name: string): Value | undefined {
  const value = element.attributes[name]
  return value?.trim() ? { name: `${element.written} ${name}`, value, at: element.at } : undefined
}

/** The addresses that the feed says are its own. */
export function selfLinksOf(parent: XmlElement): Value[] {
  return childrenOf(parent, 'atom:link')
    .filter(({ attributes }) => attributes.rel === 'self')
    .flatMap((link) => attributeOf(link, 'href') ?? [])
}

/** `its:dir`, where it says one of the two. */
export function saidDirection({ attributes }: XmlElement): Direction | undefined {
  const said = attributes['its:dir']
  return said === 'rtl' || said === 'ltr' ? said : undefined
}

/** The addresses of Media RSS and of podcasts, which stand in groups and on items and channels. */
export function mediaAddresses(elements: XmlElement[]): Address[] {
  return elements.flatMap((element): Address[] => {
    const { name, hasBase } = element
    if (!name.startsWith('media:') && name !== 'itunes:image') return []
    const value = attributeOf(element, name === 'itunes:image' ? 'href' : 'url')
    return value ? [{ ...value, hasBase }] : []
  })
}

/** What is looked for in every element, wherever it stands. */
export function collected(elements: XmlElement[]): {
  languages: Value[]
  dirAttributes: Part[]
} {
  return {
    languages: elements.flatMap((element) => {
      const isLanguage = element.name === 'language' || element.name === 'dc:language'
      return [attributeOf(element, 'xml:lang'), isLanguage ? textOf(element) : undefined].filter(
        (each) => each !== undefined,
      )
    }),
    dirAttributes: elements
      .filter(({ name, attributes }) => /^(?:atom:)?\w+$/.test(name) && 'dir' in attributes)
      .map(({ written, at }) => ({ name: written, at })),
  }
}
