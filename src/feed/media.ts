// Images and enclosures of an item, however `feed` was told of them.

import type { Enclosure } from 'feed'
import { encodedAddress } from '../text/address.ts'
import { type MediaKind, mediaTypeByName } from '../text/media-type.ts'
import type { Image, Item } from './item.ts'

/** What is enclosed where nobody said and the name does not tell (RFC 2046 §4.5.1). */
const UNKNOWN = 'application/octet-stream'

/** RSS and JSON Feed want a type of everything that is enclosed. */
export type Enclosed = Enclosure & { type: string }

/** The item's image with an absolute, encoded address. */
export function imageOf({ image }: Item): Image | undefined {
  if (!image) return undefined
  const given = typeof image === 'string' ? { url: image } : image
  return {
    ...given,
    url: encodedAddress(given.url),
    type: given.type || mediaTypeByName(given.url, 'image'),
  }
}

/** Enclosures proper, the one that RSS has room for first; the image is not among them. */
export function enclosuresOf(item: Item): Enclosed[] {
  const { enclosure, audio, video, enclosures = [] } = item
  return [
    ...(enclosure ? [typed(enclosure)] : []),
    ...(audio ? [typed(audio, 'audio')] : []),
    ...(video ? [typed(video, 'video')] : []),
    ...enclosures.map((each) => typed(each)),
  ]
}

function typed(media: string | Enclosure, kind?: MediaKind): Enclosed {
  const given = typeof media === 'string' ? { url: media } : media
  const type = given.type || mediaTypeByName(given.url, kind) || UNKNOWN
  return { ...given, url: encodedAddress(given.url), type }
}
