// What RSS says of images, audio, video and documents: RSS 2.0 `enclosure` and Media RSS 1.5.1.

import type { Enclosure } from 'feed'
import { type Image, type Item, nonblank, type Shown, shownText } from './item.ts'
import { type Enclosed, enclosuresOf, imageOf } from './media.ts'
import { type Xml, xml } from './xml.ts'

/** The one enclosure that RSS has room for, the others as media:content, and the image. */
export function media(each: Item, how: Shown): (Xml | undefined)[] {
  const picture = imageOf(each)
  const [first, ...others] = enclosuresOf(each)
  return [
    enclosure(first ?? picture),
    ...others.map((other) => mediaContent(other, how)),
    ...(picture ? [mediaImage(picture, how)] : []),
  ]
}

// RSS wants a type, and a length; 0 says that it is not known.
function enclosure(media: Enclosure | undefined): Xml | undefined {
  if (!media?.type) return undefined
  const { url, length, type } = media
  return xml`\n<enclosure url="${url}" length="${length ?? 0}" type="${type}"/>`
}

function mediaContent(each: Enclosed, how: Shown): Xml {
  const { duration: seconds } = each
  const title = shownText(each.title, how)
  const played = seconds === undefined ? undefined : xml` duration="${seconds}"`
  const start = xml`\n<media:content${contentAttributes(each)}${played}`
  if (!title) return xml`${start}/>`
  return xml`${start}><media:title type="plain">${title}</media:title></media:content>`
}

function mediaImage(picture: Image, how: Shown): Xml {
  const { url, width, height } = picture
  const alt = shownText(picture.alt, how)
  const credit = nonblank(picture.credit)
  const inside = [
    alt ? xml`<media:description type="plain">${alt}</media:description>` : undefined,
    credit ? xml`<media:credit>${credit}</media:credit>` : undefined,
  ].filter((each) => each !== undefined)
  const start = xml`\n<media:content${contentAttributes(picture)} medium="image"${size(width, height)}`
  return xml`${start}${inside.length > 0 ? xml`>${inside}</media:content>` : xml`/>`}
<media:thumbnail url="${url}"${size(width, height)}/>`
}

function contentAttributes({ url, type, length }: Enclosure): Xml {
  return xml` url="${url}"${type && xml` type="${type}"`}${
    length ? xml` fileSize="${length}"` : undefined
  }`
}

function size(width: number | undefined, height: number | undefined): Xml {
  return xml`${width ? xml` width="${width}"` : undefined}${
    height ? xml` height="${height}"` : undefined
  }`
}
