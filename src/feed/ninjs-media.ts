// Pictures, audio, video and documents of an article, as associations of its ninjs.

import type { Article, Enclosure, Image } from '../article/article.ts'
import { encodedAddress } from '../text/address.ts'
import { type Shown, shownText } from './item.ts'

/** ninjs 3.1 `type`, by the type of a medium. */
const TYPES: Partial<Record<string, string>> = { audio: 'audio', video: 'video', image: 'picture' }

/** The associations of an article, its image first. */
export function ninjsMedia({ image, enclosures }: Article, how: Shown) {
  return [...(image ? [picture(image, how)] : []), ...enclosures.map((each) => file(each, how))]
}

function picture({ url, type, bytes, width, height, alt, credit }: Image, how: Shown) {
  const href = encodedAddress(url)
  const seen = shownText(alt, how)
  return {
    name: alt ?? 'image',
    uri: href,
    rel: 'image',
    type: 'picture',
    pubStatus: 'usable',
    copyrightHolder: credit,
    by: credit,
    descriptions: seen && [{ role: 'alt', contentType: 'text/plain', value: seen }],
    renditions: [{ name: 'main', href, contentType: type, width, height, sizeInBytes: bytes }],
  }
}

function file({ url, type, bytes, title, duration }: Enclosure, how: Shown) {
  const href = encodedAddress(url)
  const [kind = ''] = type.split('/')
  return {
    name: title ?? 'file',
    uri: href,
    rel: 'enclosure',
    type: TYPES[kind] ?? 'component',
    pubStatus: 'usable',
    title: shownText(title, how),
    renditions: [{ name: 'main', href, contentType: type, sizeInBytes: bytes, duration }],
  }
}
