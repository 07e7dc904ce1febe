// A run of what is scheduled: posts of the WordPress site whose hook never came.

import type { Draft } from '../article/draft.ts'
import { digest } from '../article/digest.ts'
import { DraftError, publish } from '../article/publish.ts'
import type { Fetch } from '../http/fetch-json.ts'
import { TOLERANCE_MS } from '../http/signature.ts'
import type { ImportedItem } from '../sources/imported.ts'
import type { Ask } from '../sources/wordpress-api-post.ts'
import { WORDPRESS } from '../sources/wordpress-origin.ts'
import type { AuditContext } from '../store/audit.ts'
import { KilledError } from '../store/killed.ts'
import { readKnown } from '../store/known.ts'
import { readPublication, type StoredPublication } from '../store/publication.ts'
import type { Incoming } from '../store/revising.ts'
import { LONGEST_PROBLEM, putRun, type SyncOutcome } from '../store/syncs.ts'
import { putFollowed, readFollowed } from '../store/wordpress.ts'
import { writeArticles } from '../store/writing.ts'
import { newsroomContext } from './publish-drafts.ts'
import { killedBecause } from './refused.ts'
import { itemsFrom, OVERLAP_MS } from './wordpress-changed.ts'
import { removeArticle } from './wordpress-remove.ts'
import { askSite, faultOfSite } from './wordpress-site.ts'
import { sweepPosts } from './wordpress-sweep.ts'

/**
 * Brings the articles to what the site shows of its posts, as far as one run goes, and keeps what that
 * came to. Nothing happens where the publication names no site. A run that cannot read the site
 * changes nothing but that; the next one goes on from the same place.
 */
export async function followWordPress(
  db: D1Database,
  outside: Fetch,
  context: AuditContext,
): Promise<void> {
  const publication = await readPublication(db)
  const site = publication?.wordpress
  if (!publication || site === undefined) return
  const outcome = await run(db, askSite(outside, site), site, publication, context)
  await putRun(db, WORDPRESS, outcome, context)
}

async function run(
  db: D1Database,
  ask: Ask,
  site: string,
  publication: StoredPublication,
  context: AuditContext,
): Promise<SyncOutcome> {
  const { now } = context
  // The site's clock may be ahead.
  const options = { publication, now: new Date(now + TOLERANCE_MS) }
  const begun = { site, modified: now - OVERLAP_MS, passed: 0 }
  const from = (await readFollowed(db, site)) ?? begun
  const outcome: SyncOutcome = {
    created: 0,
    updated: 0,
    unchanged: 0,
    removed: 0,
    refused: 0,
    problems: [],
  }
  try {
    const { items, next, isBehind } = await itemsFrom(db, ask, from, options)
    await keepAll(db, items, publication, context, outcome)
    await putFollowed(db, next)
    if (!isBehind) await sweepPosts({ db, ask, site, context, outcome })
    return outcome
  } catch (error) {
    const stopped = faultOfSite(error)
    if (stopped === undefined) throw error
    return { ...outcome, stopped }
  }
}

async function keepAll(
  db: D1Database,
  items: ImportedItem[],
  publication: StoredPublication,
  context: AuditContext,
  outcome: SyncOutcome,
): Promise<void> {
  const refuse = (place: string, detail: string) => {
    outcome.refused += 1
    outcome.problems.push({ place, detail: detail.slice(0, LONGEST_PROBLEM) })
  }
  const drafts: Draft[] = []
  for (const item of items) {
    if (item.kind === 'failed') refuse(item.where, item.reason)
    if (item.kind === 'article') drafts.push(item.draft)
    if (item.kind !== 'skipped' || item.id === undefined) continue
    if (await removeArticle(db, item.id, context)) outcome.removed += 1
  }
  const changed = await differing(db, drafts)
  outcome.unchanged += drafts.length - changed.length
  const incoming = changed.flatMap((each): Incoming[] => {
    try {
      return [{ ...each, article: publish(each.draft, publication).article }]
    } catch (error) {
      if (!(error instanceof DraftError)) throw error
      refuse(each.draft.id, error.message)
      return []
    }
  })
  await write(db, incoming, publication, context, outcome, refuse)
}

/** Those that are not here as they are: only they take time to publish. */
async function differing(
  db: D1Database,
  drafts: Draft[],
): Promise<Pick<Incoming, 'draft' | 'digest'>[]> {
  const known = await readKnown(
    db,
    drafts.map(({ id }) => id),
  )
  const all = await Promise.all(
    drafts.map(async (draft) => ({ draft, digest: await digest(draft) })),
  )
  return all.filter((each) => known.get(each.draft.id)?.digest !== each.digest)
}

/** All of them but those that are killed, which nothing brings back but an explicit word. */
async function write(
  db: D1Database,
  incoming: Incoming[],
  publication: StoredPublication,
  audit: AuditContext,
  outcome: SyncOutcome,
  refuse: (place: string, detail: string) => void,
): Promise<void> {
  if (incoming.length === 0) return
  try {
    const context = await newsroomContext(publication, audit)
    for (const { change } of await writeArticles(db, incoming, context)) outcome[change] += 1
  } catch (error) {
    if (!(error instanceof KilledError)) throw error
    for (const { id, reason } of error.killed) refuse(id, killedBecause(reason))
    const killed = new Set(error.killed.map(({ id }) => id))
    const rest = incoming.filter(({ article }) => !killed.has(article.id))
    await write(db, rest, publication, audit, outcome, refuse)
  }
}
