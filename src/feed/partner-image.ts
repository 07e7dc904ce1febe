// Images as a partner has them: by way of a service that resizes them, and none that its profile
// has no use for.

import type { Image } from '../article/article.ts'
import { encodedAddress } from '../text/address.ts'
import type { Recipient } from './partner-form.ts'

/** Pixels: as wide as any partner shows an image. */
const WIDEST = 1200

/** The image of an article; nothing where it is known to be too small, or lacks its credit. */
export function partnerImage(image: Image | undefined, to: Recipient): Image | undefined {
  if (!image || image.syndication === 'none' || unfitImage(image, to)) return undefined
  return resized(image, to)
}

/** Why the profile has no use for an image: it is too small, or lacks its credit. */
export function unfitImage(
  { width, credit }: Image,
  { profile }: Pick<Recipient, 'profile'>,
): 'width' | 'credit' | undefined {
  const { width: narrowest = 0 } = profile.limits
  if (width !== undefined && width < narrowest) return 'width'
  return profile.imageCredit && !credit ? 'credit' : undefined
}

/** How many bytes it is, is known of the original only. */
function resized(image: Image, to: Recipient): Image {
  const template = to.partner.images
  if (template === undefined) return image
  const { url, width, height } = image
  const wide = shownWidth(template, width)
  const high = wide && width && height ? Math.round((height * wide) / width) : height
  const own = imageAddress(url, width, to)
  return { ...image, url: own, bytes: undefined, width: wide, height: high }
}

/** The address of an image, from the partner's service where it has one. */
export function imageAddress(
  url: string,
  width: number | undefined,
  { partner }: Recipient,
): string {
  if (partner.images === undefined) return url
  const original = encodeURIComponent(encodedAddress(url))
  const shown = shownWidth(partner.images, width) ?? WIDEST
  // By a function, since $& in an address means something to replaceAll.
  return partner.images.replaceAll(/\{(url|width)\}/g, (_, name: string) =>
    name === 'url' ? original : String(shown),
  )
}

/** A service that is not told a width sends the image as it is; none makes it larger. */
function shownWidth(template: string, width: number | undefined): number | undefined {
  if (width === undefined) return undefined
  return template.includes('{width}') ? Math.min(width, WIDEST) : width
}
