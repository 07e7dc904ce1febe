// Media types, by what files are called.

// As registered (IANA).
const TYPES = new Map(
  Object.entries({
    avif: 'image/avif',
    bmp: 'image/bmp',
    gif: 'image/gif',
    ico: 'image/vnd.microsoft.icon',
    jpeg: 'image/jpeg',
    jpg: 'image/jpeg',
    png: 'image/png',
    svg: 'image/svg+xml',
    tif: 'image/tiff',
    tiff: 'image/tiff',
    webp: 'image/webp',
    aac: 'audio/aac',
    m4a: 'audio/mp4',
    mp3: 'audio/mpeg',
    oga: 'audio/ogg',
    ogg: 'audio/ogg',
    opus: 'audio/ogg',
    m4v: 'video/mp4',
    mov: 'video/quicktime',
    mp4: 'video/mp4',
    mpeg: 'video/mpeg',
    ogv: 'video/ogg',
    webm: 'video/webm',
    epub: 'application/epub+zip',
    pdf: 'application/pdf',
    zip: 'application/zip',
  }),
)

export type MediaKind = 'image' | 'audio' | 'video'

/**
 * The media type that the name in an address tells: `image/jpeg` for `….jpg`. Where it is known
 * to be an image, audio or a video, it is one: `audio/mp4` for an audio `….mp4`, `image/heic` for an
 * image `….heic`. Nothing where the name does not tell.
 *
 * @param address an absolute address
 * @throws {TypeError} when it is none
 */
export function mediaTypeByName(address: string, kind?: MediaKind): string | undefined {
  const ending = /\.([A-Za-z0-9]+)$/.exec(new URL(address).pathname)?.[1]?.toLowerCase()
  if (!ending) return undefined
  const known = TYPES.get(ending)
  return !kind || known?.startsWith(kind) ? known : `${kind}/${ending}`
}
