// Pictures out of the media library: what an export says of one, to be found by the posts that show
// it.

import type { Draft } from '../article/draft.ts'
import { PhpError, type PhpValue, unserialise } from './wordpress-php.ts'

type Image = NonNullable<Draft['image']>

/** The images of an export by the number of their attachment. */
export class Images {
  // As JSON, which holds on to no part of the file that it was read from.
  readonly #byNumber = new Map<string, string>()

  add(number: string, image: Image): void {
    this.#byNumber.set(String(Number(number)), JSON.stringify(image))
  }

  get(number: string): Image | undefined {
    const image = this.#byNumber.get(number)
    return image === undefined ? undefined : (JSON.parse(image) as Image)
  }
}

/**
 * An image as WordPress keeps it.
 *
 * @param metadata `_wp_attachment_metadata`, serialised; what cannot be read of it is not known
 */
export function imageOf(url: string, alt: string, metadata: string | undefined): Image {
  const known = metadata === undefined ? new Map() : mapOf(metadata)
  const details = known.get('image_meta')
  const credit = details instanceof Map ? textOf(details.get('credit')) : undefined
  return {
    url,
    ...fieldOf('alt', alt.trim() === '' ? undefined : alt.trim()),
    ...fieldOf('width', numberOf(known.get('width'))),
    ...fieldOf('height', numberOf(known.get('height'))),
    ...fieldOf('bytes', numberOf(known.get('filesize'))),
    ...fieldOf('credit', credit),
  }
}

function fieldOf<T>(name: string, value: T | undefined): Record<string, T> {
  return value === undefined ? {} : { [name]: value }
}

function mapOf(serialised: string): Map<string, PhpValue> {
  try {
    const value = unserialise(serialised)
    return value instanceof Map ? value : new Map()
  } catch (error) {
    if (error instanceof PhpError) return new Map()
    throw error
  }
}

// Older versions wrote figures as texts.
function numberOf(value: PhpValue | undefined): number | undefined {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isInteger(number) && number > 0 ? number : undefined
}

function textOf(value: PhpValue | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}
