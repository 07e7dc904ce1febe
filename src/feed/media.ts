// Images and enclosures of an item, however `feed` was told of them.

import type { Enclosure } from 'feed'
import { encodedAddress } from '../text/address.ts'
import type { Image, Item } from './item.ts'

/** The item's image with an absolute, encoded address. */
export function imageOf({ image }: Item): Image | undefined {
  if (!image) return undefined
  const given = typeof image === 'string' ? { url: image } : image
  return {
    ...given,
    url: encodedAddress(given.url),
    type: given.type ?? typeByName(given, 'image'),
  }
}

/** Enclosures proper, the one that RSS has room for first; the image is not among them. */
export function enclosuresOf(item: Item): Enclosure[] {
  const { enclosure, audio, video, enclosures = [] } = item
  const all = [enclosure, withType(audio, 'audio'), withType(video, 'video'), ...enclosures]
  return all
    .filter((each) => each !== undefined)
    .map((each) => ({ ...each, url: encodedAddress(each.url) }))
}

function withType(media: string | Enclosure | undefined, kind: string): Enclosure | undefined {
  if (!media) return undefined
  const given = typeof media === 'string' ? { url: media } : media
  return { ...given, type: given.type ?? typeByName(given, kind) }
}

/** `image/jpg` for `….jpg`, as `feed` guesses it; nothing where the name has no ending. */
function typeByName({ url }: Enclosure, kind: string): string | undefined {
  const ending = /\.([A-Za-z0-9]+)$/.exec(new URL(url).pathname)?.[1]
  return ending && `${kind}/${ending.toLowerCase()}`
}
