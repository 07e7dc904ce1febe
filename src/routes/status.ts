// /status: the operator's page. It takes a token with the scope admin, which a browser sends as the
// password of HTTP Basic.

import { type Context, Hono } from 'hono'
import type { Partner } from '../article/partner.ts'
import type { Environment } from '../http/environment.ts'
import { listAudit } from '../store/audit.ts'
import { countArticles, readLastFeeds } from '../store/overview.ts'
import { type PartnerPolls, readUsageOf } from '../store/partner-polls.ts'
import { listPartners } from '../store/partners.ts'
import { readPolls, readSubscribers } from '../store/polls.ts'
import type { StoredPublication } from '../store/publication.ts'
import { listSyncs } from '../store/syncs.ts'
import { primaryLanguage } from '../text/language.ts'
import { guardPage, requires } from './access-guard.ts'
import { publicAddress } from './address.ts'
import { meansOf, stateOfEverything } from './feed-state.ts'
import type { Memory } from './memory.ts'
import { openPage, type Page } from './pages-page.ts'
import { statusPage } from './pages-status.ts'
import { dayOf } from './poll-counts.ts'
import { ENGLISH_STATUS, statusWordsIn } from './status-words.ts'

const DAYS = 30
const FEEDS = 30
const WRITES = 20
const SYNCS = 30
const PARTNERS = 100

/** The page. */
export function status(memory: Memory): Hono<Environment> {
  return new Hono<Environment>().get('/status', guardPage, requires('admin'), (c) =>
    show(c, memory),
  )
}

async function show(c: Context<Environment>, memory: Memory): Promise<Response> {
  const { DB: db } = c.env
  const now = c.get('now')
  const { state } = await stateOfEverything(meansOf(c, memory), now)
  const to = dayOf(now)
  const from = to - DAYS + 1
  const [articles, feeds, syncs, writes, polls, subscribers, [partners, partnerPolls]] =
    await Promise.all([
      countArticles(db, now),
      readLastFeeds(db, now, FEEDS),
      listSyncs(db, SYNCS),
      listAudit(db, Number.MAX_SAFE_INTEGER, WRITES),
      readPolls(db, from),
      readSubscribers(db, from),
      readPartners(db, now, from),
    ])
  const page = pageOf(c, state.publication)
  const words = wordsOf(page) ?? ENGLISH_STATUS
  const counted = { polls, subscribers, partners, partnerPolls }
  const shown = { state, articles, feeds, syncs, writes, from, to, ...counted }
  return c.html(await statusPage(page, words, shown), 200, {
    'Cache-Control': 'no-store',
    'Content-Language': page.language,
  })
}

async function readPartners(
  db: D1Database,
  now: number,
  from: number,
): Promise<[Partner[], PartnerPolls[]]> {
  const some = { origin: undefined, after: '', limit: PARTNERS }
  const partners = (await listPartners(db, some, now)).map(({ partner }) => partner)
  if (partners.length === 0) return [[], []]
  const ids = partners.map(({ id }) => id)
  return [partners, await readUsageOf(db, ids, from)]
}

/** A page is in one language: where its words are in English, so is all of it. */
function pageOf(c: Context<Environment>, publication: StoredPublication): Page {
  const address = publicAddress(c.env, publication)
  const open = (asked: string | undefined) => openPage(publication, { address, root: '', asked })
  const page = open(c.req.query('lang'))
  return wordsOf(page) ? page : open('en')
}

function wordsOf({ language }: Page) {
  return statusWordsIn(primaryLanguage(language))
}
