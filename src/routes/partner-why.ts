// GET /api/partners/{id}/articles/{article}: whether an article is in the feed of a partner, and if
// not, why.

import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Environment } from '../http/environment.ts'
import { profileOf } from '../article/profiles.ts'
import { readPartnerArticle } from '../store/partner-article.ts'
import { type Places, readPlaces } from '../store/partner-selection.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import { publicAddress } from './address.ts'
import type { Means } from './feed-document.ts'
import { meansOf, stateOfEverything } from './feed-state.ts'
import { noArticle } from './life.ts'
import { Memory } from './memory.ts'
import { choose, type Wanted } from './partner-choice.ts'
import { keptOf } from './partner-document.ts'
import { imageReasons, reasonsAgainst } from './partner-reasons.ts'
import { readTold } from './partner-removals.ts'
import { getPartnerArticle } from './partner-why-description.ts'
import { partnerNamed } from './partners.ts'

/** Adds the request about an article and a partner to the API. */
export function addPartnerWhy(api: OpenAPIHono<Environment>): void {
  api.openapi(getPartnerArticle, async (c) => {
    const { id, article } = c.req.valid('param')
    const now = c.get('now')
    // Of its own: what is said is so now, and not two seconds ago.
    const means = meansOf(c, new Memory())
    const { partner, version } = await partnerNamed(means.db, id, now)
    const found = await readPartnerArticle(means.db, article, id)
    if (!found) throw noArticle(article)
    const { state: everything } = await stateOfEverything(means, now)
    const { store, publication, publicationChange } = everything
    const [file] = profileOf(partner.profile).files
    const address = publicAddress(c.env, publication)
    const wanted = { partner, version, file, store, publication, publicationChange, address, now }
    const places = await readPlaces(means.db, partner)
    const { isChosen, isKept } = await standing(found.number, wanted, places, means)
    const feeds = places.map(([feed]) => feed)
    const reasons = reasonsAgainst(found, wanted, { places: feeds, isChosen, isKept })
    const isThere = isKept && reasons.length === 0
    const { document, delivered, taken } = found
    const said = {
      partner: id,
      article,
      isThere,
      reasons,
      image: document ? imageReasons(document, wanted) : [],
      ...(delivered !== null && { delivered: rfc3339(new Date(delivered)) }),
      ...(taken !== null && !isThere && { taken: rfc3339(new Date(taken)) }),
    }
    return c.json(said, 200)
  })
}

/**
 * Where an article stands as the document would be made now. Nothing is kept of that: a partner hears
 * what it has lost when it asks, and for a week from then on.
 */
async function standing(
  number: number,
  wanted: Wanted,
  places: Places,
  means: Means,
): Promise<{ isChosen: boolean; isKept: boolean }> {
  const isIn = (some: { article: number }[]) => some.some(({ article }) => article === number)
  const { entries } = await choose(wanted, means, places, undefined)
  if (!isIn(entries)) return { isChosen: false, isKept: false }
  const told = await readTold(means.db, wanted.partner.id, wanted.now)
  const held = new Set(entries.map(({ article }) => article))
  const taken = told.filter(({ article }) => !held.has(article))
  const kept = await keptOf(wanted, { entries, taken, kept: undefined }, means)
  return { isChosen: true, isKept: isIn(kept) }
}
