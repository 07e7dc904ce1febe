// The checker for a partner: a document, and how it is served, against a profile.

import type { ProfileName } from '../article/partner.ts'
import type { Form } from '../article/profile.ts'
import { profileOf } from '../article/profiles.ts'
import { checkBytes, checkDelivery, inOrder } from './check.ts'
import { charsetOf, type Delivery } from './delivery.ts'
import { decode } from './encoding.ts'
import { BEGINNING } from './feed.ts'
import { type Finding, finding } from './finding.ts'
import { keyInAddress, movingDates } from './profile-delivery.ts'
import { readProfileDocument } from './profile-document.ts'
import {
  campaignParameter,
  documentSize,
  forbiddenField,
  imageField,
  itemAge,
  itemCount,
  missingField,
  oneLanguage,
  type Profiled,
  removalDate,
  titleLength,
  unknownValue,
} from './profile-rules.ts'

const RULES: ((checked: Profiled) => Finding[])[] = [
  missingField,
  forbiddenField,
  unknownValue,
  titleLength,
  imageField,
  itemCount,
  documentSize,
  itemAge,
  oneLanguage,
  campaignParameter,
  removalDate,
]

// A partner's feed does not say where it is: the key may be in that. Beside a hub it names the public
// one.
const OF_ITS_ADDRESS = new Set<Finding['rule']>(['missing-self-link', 'wrong-self-link'])

const NAMES: Record<Form, string> = {
  rss: 'RSS 2.0',
  atom: 'Atom 1.0',
  json: 'JSON Feed',
  sitemap: 'sitemap',
  ninjs: 'ninjs',
}

/**
 * What is wrong with a document for a partner: what is wrong with it as a feed, where it is one,
 * and what the partner's profile wants besides.
 *
 * @param now ms since 1970, for profiles that take nothing old
 */
export function checkProfileBytes(
  bytes: Uint8Array,
  name: ProfileName,
  now: number,
  charset?: string,
): Finding[] {
  return inOrder([
    ...ofFeed(checkBytes(bytes, charset), name),
    ...profiled(bytes, name, now, charset),
  ])
}

/** The same of one that was polled, with how it is served. */
export function checkProfileDelivery(
  delivery: Delivery,
  name: ProfileName,
  now: number,
): Finding[] {
  const { first } = delivery
  return inOrder([
    ...ofFeed(checkDelivery(delivery), name),
    ...profiled(first.body, name, now, charsetOf(first)),
    ...keyInAddress(delivery, name),
    ...movingDates(delivery, name),
  ])
}

/**
 * What a feed of a partner says of its own address is let be, and what is no feed is
 * held against its profile only.
 */
function ofFeed(findings: Finding[], name: ProfileName): Finding[] {
  const isFeed = profileOf(name).files.some(({ form }) => form !== 'sitemap' && form !== 'ninjs')
  return findings.filter(
    ({ rule }) => !OF_ITS_ADDRESS.has(rule) && (isFeed || rule !== 'not-a-feed'),
  )
}

function profiled(
  bytes: Uint8Array,
  name: ProfileName,
  now: number,
  charset: string | undefined,
): Finding[] {
  const { document } = readProfileDocument(decode(bytes, charset).text)
  const profile = profileOf(name)
  const forms = profile.files.map(({ form }) => form)
  if (!document || !forms.includes(document.form)) {
    const expected = forms.map((form) => NAMES[form]).join(', ')
    return [finding('profile-format', BEGINNING, { profile: name, form: expected })]
  }
  const checked = { document, name, profile, bytes: bytes.length, now }
  return RULES.flatMap((rule) => rule(checked))
}
