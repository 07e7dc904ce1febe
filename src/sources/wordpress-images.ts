// Pictures out of the media library: what an export says of one, to be found by the posts that show
// it.

import type { Draft } from '../article/draft.ts'
import { PhpError, type PhpValue, unserialise } from './wordpress-php.ts'

type Image = NonNullable<Draft['image']>

const CHUNK_BYTES = 1024 * 1024
// Stands in no JSON.
const END = 0

/** The images of an export by the number of their attachment: a third of what objects would take. */
export class Images {
  readonly #chunks: Uint8Array[] = []
  /** Where each begins, as if all chunks were one and of one size. */
  readonly #places = new Map<number, number>()
  #used = CHUNK_BYTES

  add(number: number, image: Image): void {
    const bytes = new TextEncoder().encode(`${JSON.stringify(image)}\0`)
    if (this.#used + bytes.length > CHUNK_BYTES) {
      this.#chunks.push(new Uint8Array(Math.max(CHUNK_BYTES, bytes.length)))
      this.#used = 0
    }
    const chunk = this.#chunks.length - 1
    this.#chunks[chunk]?.set(bytes, this.#used)
    this.#places.set(number, chunk * CHUNK_BYTES + this.#used)
    this.#used += bytes.length
  }

  get(number: number): Image | undefined {
    const place = this.#places.get(number) ?? -1
    const chunk = this.#chunks[Math.floor(place / CHUNK_BYTES)]
    if (!chunk) return undefined
    const at = place % CHUNK_BYTES
    const json = chunk.subarray(at, chunk.indexOf(END, at))
    return JSON.parse(new TextDecoder().decode(json)) as Image
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
