// How a feed says that an article may be had no longer, where RSS has no words for it.

import type { Extension } from 'feed'
import type { Removal } from '../article/profile.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import type { Item } from './item.ts'
import type { Taken } from './partner-form.ts'

const SIGNALS: Record<Removal, ((moment: string) => Extension[]) | undefined> = {
  omission: undefined,
  tombstone: undefined,
  canceled: undefined,
  // DCMI Period Encoding Scheme.
  expiry: (moment) => [
    text('dcterms:modified', moment),
    text('dcterms:valid', `end=${moment}; scheme=W3C-DTF`),
    text('mi:expirationDate', moment),
  ],
  status: () => [
    { name: 'media:status', objects: { _attributes: { state: 'deleted' }, _text: 'deleted' } },
  ],
}

/** The item in the place of one that was taken back: with its id, and newer than it was. */
export function removalItem(taken: Taken, removal: Removal): Item | undefined {
  const { id, canonical = '', language, direction, title, removed } = taken
  const extensions = SIGNALS[removal]?.(rfc3339(removed))
  if (!extensions) return undefined
  return { id, link: canonical, language, direction, title, date: removed, extensions }
}

function text(name: string, value: string): Extension {
  return { name, objects: { _text: value } }
}
