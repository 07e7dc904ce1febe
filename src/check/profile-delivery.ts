// How a partner's feed is served, by its profile: what two polls tell.

import type { ProfileName } from '../article/partner.ts'
import { profileOf } from '../article/profiles.ts'
import { type Answer, charsetOf, type Delivery } from './delivery.ts'
import { decode } from './encoding.ts'
import { BEGINNING } from './feed.ts'
import { type Finding, finding } from './finding.ts'
import { type ProfilePart, readProfileDocument } from './profile-document.ts'

const KEY = /\/khp_[\w-]+|[?&](?:key|token|password|pass|auth|api_?key)=/i

/** Where the partner rejects one, no key stands in the address. */
export function keyInAddress({ addresses }: Delivery, name: ProfileName): Finding[] {
  const [asked = ''] = addresses
  if (profileOf(name).pathKey || !KEY.test(asked)) return []
  return [finding('profile-address', BEGINNING, { profile: name })]
}

/** The dates of an item stay as they are as long as the item does. */
export function movingDates({ first, second }: Delivery, name: ProfileName): Finding[] {
  const { identity, dates } = profileOf(name)
  if (second?.status !== 200) return []
  const before = new Map(itemsOf(first).map((item) => [valueAt(item, identity), item]))
  return itemsOf(second).flatMap((item) => {
    const id = valueAt(item, identity)
    const earlier = before.get(id)
    if (id === undefined || !earlier || hasChanged(earlier, item)) return []
    return dates
      .filter((path) => valueAt(item, path) !== valueAt(earlier, path))
      .map((path) => finding('profile-dates', earlier.at, { profile: name, element: path, id }))
  })
}

function itemsOf(answer: Answer): ProfilePart[] {
  const { text } = decode(answer.body, charsetOf(answer))
  return readProfileDocument(text).document?.items ?? []
}

const CONTENT = ['title', 'link', 'description', 'content:encoded']

function hasChanged(one: ProfilePart, other: ProfilePart): boolean {
  return CONTENT.some((path) => valueAt(one, path) !== valueAt(other, path))
}

function valueAt(item: ProfilePart, path: string): string | undefined {
  return item.find(path)[0]?.value
}
