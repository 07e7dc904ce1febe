// Posts of the WordPress site that are there no more, and whose hook never came. The site names the
// posts that it has, and not the others: it is looked through from the newest to the first, a page a
// run, and asked about each that is missing.

import type { Ask } from '../sources/wordpress-api-post.ts'
import { numberIn } from '../sources/wordpress-address.ts'
import { WORDPRESS } from '../sources/wordpress-origin.ts'
import type { AuditContext } from '../store/audit.ts'
import type { SyncOutcome } from '../store/syncs.ts'
import {
  ABOVE_ALL,
  BEGUN,
  countNumbered,
  forgetNumbers,
  type NumberedPost,
  type OtherPost,
  putNumbers,
  putSweep,
  readNumbered,
  readOthers,
  readSweep,
  readUnnumbered,
  type Sweep,
} from '../store/wordpress-posts.ts'
import { removeArticle } from './wordpress-remove.ts'

// Of a page, in one run: what a worker on the smallest plan may ask and write.
const MOST_ASKED = 4
const MOST_UNNUMBERED = 500
// A site that has lost its posts, or names none of them for another reason, is no newsroom at work.
const MANY = 20

/** What a sweep works with. */
export interface Sweeping {
  db: D1Database
  ask: Ask
  /** Address of the site. */
  site: string
  context: AuditContext
  /** What it comes to is counted here. */
  outcome: SyncOutcome
}

/**
 * Looks at the newest posts and at one page more, and deletes the articles whose posts are not there,
 * and of which the site itself says that they are not.
 *
 * @throws {SourceError} when the site does not answer like WordPress
 * @throws {RefusedError} when it refuses
 */
export async function sweepPosts(sweeping: Sweeping): Promise<void> {
  const { readByNumber } = await import('../sources/wordpress-names.ts')
  const { db, ask, site } = sweeping
  const newest = await readByNumber(ask, 0)
  const last = newest.at(-1)
  // It has lost all of them, or says so: nothing is known.
  if (!last) return
  const isRenumbered = await keepNumbers(sweeping, newest)
  await takeMissing(sweeping, newest, { from: last.number, below: ABOVE_ALL })
  const place = isRenumbered ? BEGUN : await readSweep(db, site)
  const step = place.after === null ? nextPage : theUnnumbered
  const begun = { passed: newest.length, below: last.number, after: null }
  await putSweep(db, site, place.passed === 0 ? begun : await step(sweeping, place))
}

/**
 * Posts that follow on those that have been passed; after the last, what none of them was. Where they
 * have other numbers than they had, all of them are passed anew before anything is missing.
 */
async function nextPage(sweeping: Sweeping, place: Sweep): Promise<Sweep> {
  const { NAMED_AT_ONCE, readByNumber } = await import('../sources/wordpress-names.ts')
  const { ask } = sweeping
  const page = await readByNumber(ask, place.passed)
  if (page.length > 0 && (await keepNumbers(sweeping, page))) return BEGUN
  const from = page.at(-1)?.number ?? 0
  const left = await takeMissing(sweeping, page, { from, below: place.below })
  if (left !== undefined) return { ...place, below: left }
  if (page.length === 0) return { ...place, after: '' }
  return { ...place, passed: place.passed + NAMED_AT_ONCE, below: Math.min(place.below, from) }
}

/**
 * Keeps the numbers of the posts of a page. On a site that was imported anew, all posts have others than
 * they had: where one has, and its old number is no longer its own, no number that was known counts.
 *
 * @returns whether it is so
 */
async function keepNumbers(sweeping: Sweeping, page: NumberedPost[]): Promise<boolean> {
  const { db, site, outcome } = sweeping
  const others = await readOthers(db, site, page)
  const isAnew = others.length > 0 && !(await areTwice(sweeping, others))
  if (isAnew) await forgetNumbers(db, site)
  else outcome.problems.push(...others.map(twice))
  await putNumbers(db, site, page)
  return isAnew
}

/** Whether each of the articles is still of the post that is known, and of another one besides. */
async function areTwice({ ask }: Sweeping, others: OtherPost[]): Promise<boolean> {
  const { readListed } = await import('../sources/wordpress-names.ts')
  const known = [...new Set(others.map((post) => post.known))]
  const listed = await readListed(ask, known)
  const guids = new Map(listed.map(({ number, guid }) => [number, guid]))
  return others.every((post) => guids.get(post.known) === post.guid)
}

function twice({ guid, number, known }: OtherPost): SyncOutcome['problems'][number] {
  const detail = `posts ${known} and ${number} of the site both have this guid, so that they are one article here: delete one of them there, or give it a guid of its own`
  return { place: guid, detail }
}

/**
 * Takes away what is here of a range of numbers, and not on the page that has all of it. The numbers of
 * that page are kept by now: what has another than it had would be missing here.
 *
 * @returns below which number it is to go on, where there is too much of it for one run
 */
async function takeMissing(
  sweeping: Sweeping,
  page: NumberedPost[],
  range: { from: number; below: number },
): Promise<number | undefined> {
  const { db, site } = sweeping
  const here = await readNumbered(db, site, WORDPRESS, range)
  const named = new Set(page.map(({ guid }) => guid))
  const missing = here.filter(({ guid }) => !named.has(guid))
  if (isLoss(sweeping, missing.length, here.length - missing.length)) return undefined
  const asked = missing.slice(0, MOST_ASKED)
  for (const post of asked) await takeIfGone(sweeping, post)
  return asked.length < missing.length ? asked.at(-1)?.number : undefined
}

/** Whether so many are missing that nothing is taken away; the operator is told. */
function isLoss({ site, outcome }: Sweeping, missing: number, present: number): boolean {
  if (missing <= MANY || missing <= present) return false
  const detail = `of ${missing + present} posts that are here the site names ${present}: so much is not taken away. If it is right, withhold or delete the others here`
  outcome.problems.push({ place: site, detail })
  return true
}

/** @returns whether it is known what became of the post */
async function takeIfGone(sweeping: Sweeping, { number, guid }: NumberedPost): Promise<boolean> {
  const { readName } = await import('../sources/wordpress-names.ts')
  const { db, ask, context, outcome } = sweeping
  const named = await readName(ask, number)
  if (named) return named.guid === guid
  if (await removeArticle(db, guid, context)) outcome.removed += 1
  return true
}

/**
 * Articles that are of none of the posts that the site has named. Of some the number stands in the
 * guid; the operator is told of the others.
 */
async function theUnnumbered(sweeping: Sweeping, place: Sweep): Promise<Sweep> {
  const { db, site, outcome } = sweeping
  const ids = await readUnnumbered(db, site, WORDPRESS, place.after ?? '', MOST_UNNUMBERED)
  const numbered = ids.flatMap((guid) => {
    const number = numberIn(guid, site)
    return number === undefined ? [] : [{ number, guid }]
  })
  const isTooMuch = isLoss(sweeping, numbered.length, await countNumbered(db, site))
  const asked = isTooMuch ? [] : numbered.slice(0, MOST_ASKED)
  const isLeft = !isTooMuch && asked.length < numbered.length
  const last = isLeft ? asked.at(-1)?.guid : ids.at(-1)
  const withNumbers = new Set(numbered.map(({ guid }) => guid))
  const unknown = ids.slice(0, ids.indexOf(last ?? '') + 1).filter((id) => !withNumbers.has(id))
  for (const post of asked) {
    if (!(await takeIfGone(sweeping, post))) unknown.push(post.guid)
  }
  if (unknown.length > 0) outcome.problems.push(leftAlone(unknown))
  return isLeft || ids.length === MOST_UNNUMBERED ? { ...place, after: last ?? '' } : BEGUN
}

function leftAlone([place = '', ...others]: string[]): SyncOutcome['problems'][number] {
  const many = others.length > 0 ? ` (nor for ${others.length} others)` : ''
  const detail = `the site has no post of this guid${many}, and does not say what became of it: if it was taken away there, withhold or delete it here`
  return { place, detail }
}
