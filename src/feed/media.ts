// Images and enclosures of an item, however `feed` was told of them.

import type { Enclosure } from 'feed'
import { encodedAddress } from '../text/address.ts'
import type { Image, Item } from './item.ts'

/** What is enclosed where nobody said and the name does not tell (RFC 2046 §4.5.1). */
const UNKNOWN = 'application/octet-stream'

// Registered types (IANA), by what files are called.
const TYPES = new Map(
  Object.entries({
    jpg: 'image/jpeg',
    jpeg: 'image/jpeg',
    png: 'image/png',
    svg: 'image/svg+xml',
    mp3: 'audio/mpeg',
    m4a: 'audio/mp4',
    mp4: 'video/mp4',
    m4v: 'video/mp4',
    mov: 'video/quicktime',
    pdf: 'application/pdf',
  }),
)

type MediaKind = 'image' | 'audio' | 'video'

/** RSS and JSON Feed want a type of everything that is enclosed. */
export type Enclosed = Enclosure & { type: string }

/** The item's image with an absolute, encoded address. */
export function imageOf({ image }: Item): Image | undefined {
  if (!image) return undefined
  const given = typeof image === 'string' ? { url: image } : image
  return {
    ...given,
    url: encodedAddress(given.url),
    type: given.type || typeByName(given, 'image'),
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
  const type = given.type || typeByName(given, kind) || UNKNOWN
  return { ...given, url: encodedAddress(given.url), type }
}

/** `image/webp` for an image `….webp`; nothing where the name does not tell. */
function typeByName({ url }: Enclosure, kind: MediaKind | undefined): string | undefined {
  const ending = /\.([A-Za-z0-9]+)$/.exec(new URL(url).pathname)?.[1]?.toLowerCase()
  if (!ending) return undefined
  const known = TYPES.get(ending)
  return !kind || known?.startsWith(kind) ? known : `${kind}/${ending}`
}
