// GET /api/partners/{id}/articles/{article}: whether an article is in the feed of a partner, and if
// not, why.

import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Environment } from '../http/environment.ts'
import { profileOf } from '../article/profiles.ts'
import { readPartnerArticle } from '../store/partner-article.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import { publicAddress } from './address.ts'
import { meansOf, stateOfEverything } from './feed-state.ts'
import { noArticle } from './life.ts'
import { Memory } from './memory.ts'
import { keptOf } from './partner-document.ts'
import { imageReasons, reasonsAgainst } from './partner-reasons.ts'
import { partnerState } from './partner-state.ts'
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
    const state = await partnerState(wanted, means, everything)
    const isIn = (entries: { article: number }[]) =>
      entries.some((each) => each.article === found.number)
    const isChosen = isIn(state.entries)
    const isKept = isChosen && isIn(await keptOf(wanted, state, means))
    const places = state.places.map(([feed]) => feed)
    const reasons = reasonsAgainst(found, wanted, { places, isChosen, isKept })
    const { document, delivered, taken } = found
    const said = {
      partner: id,
      article,
      isThere: isKept && reasons.length === 0,
      reasons,
      image: document ? imageReasons(document, wanted) : [],
      ...(delivered !== null && { delivered: rfc3339(new Date(delivered)) }),
      ...(taken !== null && { taken: rfc3339(new Date(taken)) }),
    }
    return c.json(said, 200)
  })
}
