// The pictures, films and players in the content of an article, and taking some of them out.

import render from 'dom-serializer'
import { type Document, type Element, isTag } from 'domhandler'
import { filter, removeElement, textContent } from 'domutils'
import { readHtml } from '../text/markup.ts'

const MEDIA = new Set(['img', 'video', 'audio', 'iframe'])

/**
 * What the addresses of one picture have in common: WordPress and others write its size into the name
 * of the file or into the query.
 *
 * @example pictureName('https://news.example/a-1024x768.jpg?w=300') // 'https://news.example/a.jpg'
 */
export function pictureName(address: string): string {
  return address
    .replace(/[?#].*$/s, '')
    .replace(/(?:-\d{1,5}x\d{1,5}|-scaled)+(?=\.[a-z0-9]{2,5}$)/i, '')
}

/** What may be shown of the pictures in a content. */
export interface Showing {
  /** Those that go in any case, as `pictureName` says them, each with what is said of it. */
  taken: ReadonlyMap<string, string>
  /** Whether what has this caption may be shown; nothing where it does not say whose it is. */
  says: (caption: string) => boolean | undefined
  /** Whether what has no caption that says so may be. */
  isOpen: boolean
}

/** A content without pictures. */
export interface Remainder {
  content: string
  /** Those that were to go, and those that a caption took away, with that: wherever else they are shown. */
  taken: ReadonlyMap<string, string>
}

/**
 * The content without the pictures that are not to be shown, each with the figure that it stands in.
 * What a caption, or what is said in the place of a picture, takes away once is shown nowhere.
 */
export function withoutPictures(
  content: string,
  { taken: given, says, isOpen }: Showing,
): Remainder {
  // Most need not be read.
  if (given.size === 0 && !/<(?:img|video|audio|iframe)\b/.test(content))
    return { content, taken: given }
  const document = readHtml(content)
  const pictures = elements(document, (name) => MEDIA.has(name)).map((picture) => {
    const figure = above(picture, 'figure')
    const caption = captionOf(picture, figure)
    return { picture, figure, caption, said: says(caption), sources: sourcesOf(picture) }
  })
  const captioned = pictures.flatMap(({ said, caption, sources }) =>
    said === false ? sources.map((source) => [pictureName(source), caption] as const) : [],
  )
  const taken = new Map([...captioned, ...given])
  const isTaken = (address: string) => taken.has(pictureName(address))
  let changed = false
  for (const { picture, figure, said, sources } of pictures) {
    if ((said ?? isOpen) && !sources.some(isTaken)) continue
    remove(figure ?? picture)
    changed = true
  }
  // What leads to the picture shows it too.
  for (const link of elements(document, (name) => name === 'a')) {
    if (link.attribs.href === undefined || !isTaken(link.attribs.href)) continue
    delete link.attribs.href
    changed = true
  }
  return { content: changed ? written(document) : content, taken }
}

/** Of a player that is a film, its file, its other files and its picture. */
function sourcesOf(picture: Element): string[] {
  const inside = elements(picture, (name) => name === 'source')
  return [picture, ...inside].flatMap(({ attribs: { src, poster } }) =>
    [src, poster].filter((each) => each !== undefined),
  )
}

/** What may name whose it is. Captions stand in figures; their text parts at the ends of blocks. */
function captionOf({ attribs }: Element, figure: Element | undefined): string {
  const captions = figure ? elements(figure, (name) => name === 'figcaption') : []
  return [attribs.alt, attribs.title, ...captions.map((each) => textContent(each))]
    .filter((each) => each !== undefined && each !== '')
    .join(' | ')
}

function above(element: Element, name: string): Element | undefined {
  for (let at = element.parent; at && isTag(at); at = at.parent) if (at.name === name) return at
  return undefined
}

/** Takes an element out, and what held nothing else. */
function remove(element: Element): void {
  const { parent } = element
  removeElement(element)
  const isLeft = parent && isTag(parent) && parent.name !== 'div' && isEmpty(parent)
  if (isLeft) remove(parent)
}

function isEmpty(element: Element): boolean {
  const holds = elements(element, (name) => MEDIA.has(name)).length > 0
  return !holds && textContent(element).trim() === ''
}

function written(document: Document): string {
  const isNothing = textContent(document).trim() === ''
  const holds = elements(document, (name) => MEDIA.has(name) || name === 'hr').length > 0
  return isNothing && !holds ? '' : render(document, { encodeEntities: 'utf8' })
}

function elements(node: Document | Element, isWanted: (name: string) => boolean): Element[] {
  return filter((each) => isTag(each) && isWanted(each.name), node).filter(isTag)
}
