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

/**
 * The content without pictures: those of these names, each with the figure that it stands in, and those
 * of which a caption, or what is said in their place, shows that they are not to be shown.
 *
 * @param taken as `pictureName` says them
 * @param mayShow of a caption; of an empty one where there is none
 */
export function withoutPictures(
  content: string,
  taken: ReadonlySet<string>,
  mayShow: (caption: string) => boolean,
): string {
  // Most need not be read.
  if (taken.size === 0 && !/<(?:img|video|audio|iframe)\b/.test(content)) return content
  const document = readHtml(content)
  const isTaken = (address: string | undefined) =>
    address !== undefined && taken.has(pictureName(address))
  let changed = false
  for (const picture of elements(document, (name) => MEDIA.has(name))) {
    const figure = above(picture, 'figure')
    const isShown = !sourcesOf(picture).some(isTaken) && mayShow(captionOf(picture, figure))
    if (isShown) continue
    remove(figure ?? picture)
    changed = true
  }
  // What leads to the picture shows it too.
  for (const link of elements(document, (name) => name === 'a')) {
    if (!isTaken(link.attribs.href)) continue
    delete link.attribs.href
    changed = true
  }
  return changed ? written(document) : content
}

/** Of a player that is a film, its file, its other files and its picture. */
function sourcesOf(picture: Element): (string | undefined)[] {
  const inside = elements(picture, (name) => name === 'source')
  return [picture, ...inside].flatMap(({ attribs }) => [attribs.src, attribs.poster])
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
