// What RSS says of a podcast: the elements of iTunes and Google Play that `feed` writes.

import { encodedAddress } from '../text/address.ts'
import type { WritableFeed } from './feed.ts'
import type { FeedOptions, Item } from './item.ts'
import { emailOf, nameOf } from './people.ts'
import { type Xml, xml } from './xml.ts'

const ELEMENTS: Record<string, (options: FeedOptions) => Xml | undefined> = {
  'itunes:author': ({ author = {} }) => {
    const name = nameOf(author)
    return name ? xml`\n<itunes:author>${name}</itunes:author>` : undefined
  },
  'itunes:owner': ({ author = {} }) => {
    const email = emailOf(author)
    if (!email) return undefined
    return xml`\n<itunes:owner><itunes:email>${email}</itunes:email></itunes:owner>`
  },
  'itunes:category': ({ category }) =>
    category ? xml`\n<itunes:category text="${category}"/>` : undefined,
  'itunes:image': ({ image }) =>
    image ? xml`\n<itunes:image href="${encodedAddress(image)}"/>` : undefined,
  'googleplay:author': ({ author = {} }) => {
    const name = nameOf(author)
    return name ? xml`\n<googleplay:author>${name}</googleplay:author>` : undefined
  },
  'googleplay:owner': ({ author = {} }) => {
    const email = emailOf(author)
    return email ? xml`\n<googleplay:owner>${email}</googleplay:owner>` : undefined
  },
  'googleplay:category': ({ category }) =>
    category ? xml`\n<googleplay:category text="${category}"/>` : undefined,
  'googleplay:image': ({ image }) =>
    image ? xml`\n<googleplay:image href="${encodedAddress(image)}"/>` : undefined,
}

/** The channel's elements; an extension of the same name stands in for any of them. */
export function podcast({ options, extensions }: WritableFeed): (Xml | undefined)[] {
  if (!options.podcast) return []
  const given = new Set(extensions.map(({ name }) => name))
  return Object.entries(ELEMENTS).map(([name, element]) =>
    given.has(name) ? undefined : element(options),
  )
}

/** How long an episode's audio plays: `1:02:03`. */
export function duration({ audio, extensions = [] }: Item): Xml | undefined {
  const seconds = typeof audio === 'object' ? Math.round(audio.duration ?? 0) : 0
  if (seconds <= 0 || extensions.some(({ name }) => name === 'itunes:duration')) return undefined
  return xml`\n<itunes:duration>${clock(seconds)}</itunes:duration>`
}

function clock(seconds: number): string {
  const hours = Math.floor(seconds / 3600)
  const rest = [Math.floor(seconds / 60) % 60, seconds % 60]
    .map((each) => String(each).padStart(2, '0'))
    .join(':')
  return hours > 0 ? `${hours}:${rest}` : rest
}
