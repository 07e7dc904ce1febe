// The feeds of partners, /partners/{key or id}/{file}: what each of them may have, in its shape. They
// are for nobody else: no shared cache keeps them, and no page of another site reads them.

import { type Context, Hono } from 'hono'
import type { ProfileFile } from '../article/profile.ts'
import { profileOf } from '../article/profiles.ts'
import { isMeantAsKey } from '../http/access-token.ts'
import { preferredCoding } from '../http/encodings.ts'
import type { Environment } from '../http/environment.ts'
import { Problem } from '../http/problem.ts'
import { SAFETY } from '../http/safety.ts'
import { isNotModified, lastModified } from '../http/validators.ts'
import { deliver, type Version } from '../store/partner-deliveries.ts'
import { publicAddress } from './address.ts'
import type { Means } from './feed-document.ts'
import { bodyOf } from './feed-bodies.ts'
import { withCoding } from './feed-headers.ts'
import { meansOf, stateOfEverything } from './feed-state.ts'
import type { Memory } from './memory.ts'
import { type KnownPartner, partnerOf } from './partner-access.ts'
import { caughtUp } from './partner-behind.ts'
import { answerChanges, CHANGES_FILE, CHANGES_TYPE } from './partner-changes.ts'
import type { Wanted } from './partner-choice.ts'
import { keptOf, partnerBytes } from './partner-document.ts'
import { meter } from './partner-meter.ts'
import { type PartnerState, partnerState } from './partner-state.ts'

// Seconds for which a partner may keep a document. With what an isolate may be behind when the store
// cannot be read, a key that is revoked opens nothing after a minute.
const KEPT = 20

/**
 * The documents.
 *
 * @param clock ms since 1970
 */
export function partnerFeeds(memory: Memory, clock: () => number): Hono<Environment> {
  const routes = new Hono<Environment>()
  routes.get('/partners/:partner/:file', (c) => caughtUp(memory, () => answer(c, memory, clock())))
  // Else the page that says so would have the key in it.
  routes.get('/partners/*', () => {
    throw new Problem(404, 'A feed of a partner is at /partners/{key or id}/{file}.')
  })
  return routes
}

async function answer(c: Context<Environment>, memory: Memory, now: number): Promise<Response> {
  const request = c.req.raw
  const means = meansOf(c, memory)
  const known = await partnerOf(c, means, now)
  const name = c.req.param('file') ?? ''
  const file = fileOf(known, c.req.param('partner') ?? '', name)
  const { state: everything } = await stateOfEverything(means, now)
  const { store, publication, publicationChange } = everything
  const address = publicAddress(c.env, publication)
  const wanted = { ...known, file, store, publication, publicationChange, address, now }
  const polled = { partner: known.partner.id, file: name, now }
  // What it would tell counts as delivered, and who asks so has none of it.
  if (name === CHANGES_FILE && request.method === 'HEAD') {
    const response = new Response(null, {
      headers: { ...CHANGES_HEADERS, 'Content-Type': CHANGES_TYPE },
    })
    meter(c, polled, response, means)
    return response
  }
  const state = await partnerState(wanted, means, everything)
  if (name === CHANGES_FILE) {
    const response = await answerChanges(c, wanted, state, means, CHANGES_HEADERS)
    meter(c, polled, response, means)
    return response
  }
  const isUnchanged = isNotModified(request.headers, state)
  const response = isUnchanged
    ? new Response(null, { status: 304, headers: headersOf(wanted, state) })
    : await wholeOf(request, wanted, state, means)
  // Who has it already was delivered it too.
  if (request.method === 'GET') deliverBy(wanted, state, means)
  meter(c, polled, response, means)
  return response
}

async function wholeOf(
  request: Request,
  wanted: Wanted,
  state: PartnerState,
  means: Means,
): Promise<Response> {
  const coding = preferredCoding(request)
  const bytes = await partnerBytes(coding, wanted, state, means)
  const headers = new Headers({
    ...headersOf(wanted, state),
    ...PRIVATE,
    'Content-Type': `${wanted.file.mediaType}; charset=utf-8`,
  })
  return bodyOf(bytes, coding, { headers: withCoding(headers, coding, bytes.length) })
}

/**
 * The file that is asked for: the main one of the profile, by which changes are known too.
 *
 * @throws {Problem} 404 where the profile has no such file, 403 where it takes no key in addresses
 */
function fileOf({ partner }: KnownPartner, asked: string, name: string): ProfileFile {
  const { files, pathKey } = profileOf(partner.profile)
  if (!pathKey && isMeantAsKey(asked)) {
    const instead = `/partners/${partner.id}/${name}, with the key by HTTP Basic or as a bearer token`
    throw new Problem(403, `${partner.profile} takes no key in an address: poll ${instead}.`)
  }
  const file = name === CHANGES_FILE ? files[0] : files.find((each) => each.file === name)
  if (file) return file
  const names = [...files.map((each) => each.file), CHANGES_FILE].join(', ')
  throw new Problem(404, `This partner takes ${partner.profile}, which has: ${names}.`)
}

const PRIVATE = { ...SAFETY, 'Cross-Origin-Resource-Policy': 'same-origin' }

const OF_A_PARTNER = {
  Vary: 'Accept-Encoding, Authorization',
  'Referrer-Policy': SAFETY['Referrer-Policy'],
  'X-Robots-Tag': 'noindex',
}

const CHANGES_HEADERS = { ...OF_A_PARTNER, ...PRIVATE, 'Cache-Control': 'private, no-cache' }

function headersOf({ now }: Wanted, { etag, changed, next }: PartnerState): Record<string, string> {
  const kept = Math.max(0, Math.min(KEPT, Math.floor((next - now) / 1000)))
  return {
    ETag: etag,
    'Last-Modified': lastModified(changed, now),
    'Cache-Control': `private, max-age=${kept}`,
    ...OF_A_PARTNER,
  }
}

/** Keeps what the partner has now, where it had not; what the store does not take waits for the next. */
function deliverBy(wanted: Wanted, state: PartnerState, means: Means): void {
  const { undelivered } = state
  if (undelivered.length === 0) return
  state.undelivered = []
  means.background(
    deliverKept(undelivered, wanted, state, means).catch((error: unknown) => {
      state.undelivered = undelivered
      const { id } = wanted.partner
      console.warn('what a partner was delivered waits for the store:', id, String(error))
    }),
  )
}

async function deliverKept(
  undelivered: Version[],
  wanted: Wanted,
  state: PartnerState,
  means: Means,
): Promise<void> {
  const entries = await keptOf(wanted, state, means)
  const kept = new Set(entries.map(({ article }) => article))
  const versions = undelivered.filter(([article]) => kept.has(article))
  if (versions.length === 0) return
  await deliver(means.db, wanted.partner.id, versions, state.progress, wanted.now)
}
