// Images and enclosures of items of XML feeds: Media RSS, RSS enclosures, Atom links, podcasts.

import { type MediaKind, mediaTypeByName } from '../text/media-type.ts'
import { childrenOf, type XmlElement } from '../text/xml-elements.ts'
import { absolute, type FeedFile, seconds, wholeNumber } from './feed-item.ts'
import { attributeOf, textOf } from './feed-xml.ts'

/** The files of an item. */
export interface FeedMedia {
  images: FeedFile[]
  enclosures: FeedFile[]
}

/** Every file once, by its address; those that are images apart. */
export function mediaOf(item: XmlElement, base: string | undefined): FeedMedia {
  const files = [...contents(item, base), ...enclosures(item, base)]
  const pictures = [...thumbnails(item, base), ...podcastImages(item, base)]
  const isImage = ({ type }: FeedFile) => type?.startsWith('image/') === true
  return {
    images: once([...files.filter(isImage), ...pictures]),
    enclosures: once(files.filter((file) => !isImage(file))),
  }
}

function once(files: FeedFile[]): FeedFile[] {
  return [...new Map(files.toReversed().map((file) => [file.url, file])).values()].toReversed()
}

// Media RSS: on the item itself, or several of one content in a group.
function contents(item: XmlElement, base: string | undefined): FeedFile[] {
  return [item, ...childrenOf(item, 'media:group')]
    .flatMap((each) => childrenOf(each, 'media:content'))
    .flatMap((each) => {
      const medium = attributeOf(each, 'medium')
      const kind =
        medium && /^(?:image|audio|video)$/.test(medium) ? (medium as MediaKind) : undefined
      return fileOf(each, 'url', base, kind, {
        bytes: wholeNumber(attributeOf(each, 'fileSize'), 1),
        duration: seconds(attributeOf(each, 'duration')),
        title: textOf(each, 'media:title'),
        credit: textOf(each, 'media:credit'),
      })
    })
}

function enclosures(item: XmlElement, base: string | undefined): FeedFile[] {
  const duration = seconds(textOf(item, 'itunes:duration'))
  const of = (each: XmlElement, address: string) =>
    fileOf(each, address, base, undefined, {
      bytes: wholeNumber(attributeOf(each, 'length'), 1),
      title: attributeOf(each, 'title'),
      duration,
    })
  const links = childrenOf(item, 'atom:link').filter(
    ({ attributes }) => attributes.rel === 'enclosure',
  )
  return [
    ...childrenOf(item, 'enclosure').flatMap((each) => of(each, 'url')),
    ...links.flatMap((each) => of(each, 'href')),
  ]
}

function thumbnails(item: XmlElement, base: string | undefined): FeedFile[] {
  return [item, ...childrenOf(item, 'media:group')]
    .flatMap((each) => childrenOf(each, 'media:thumbnail'))
    .flatMap((each) => fileOf(each, 'url', base, 'image', {}))
}

function podcastImages(item: XmlElement, base: string | undefined): FeedFile[] {
  return childrenOf(item, 'itunes:image').flatMap((each) => fileOf(each, 'href', base, 'image', {}))
}

function fileOf(
  element: XmlElement,
  address: string,
  base: string | undefined,
  kind: MediaKind | undefined,
  rest: Omit<FeedFile, 'url'>,
): FeedFile[] {
  const written = attributeOf(element, address)
  if (written === undefined) return []
  const url = absolute(written, base)
  return [
    {
      url,
      type: attributeOf(element, 'type')?.toLowerCase() ?? typeOf(url, kind),
      width: wholeNumber(attributeOf(element, 'width'), 1),
      height: wholeNumber(attributeOf(element, 'height'), 1),
      ...rest,
    },
  ]
}

/** By the name in an address, where it tells. */
export function typeOf(address: string, kind?: MediaKind): string | undefined {
  return URL.canParse(address) ? mediaTypeByName(address, kind) : undefined
}
