// The part of the API about partners and the keys of their feeds.

import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Issue } from '../article/issues.ts'
import type { Partner } from '../article/partner.ts'
import { idleTerms, impossibleTerms } from '../article/partner-terms.ts'
import { noSection } from '../article/publish.ts'
import { newKey, tokenHash } from '../http/access-token.ts'
import type { Environment } from '../http/environment.ts'
import { Problem } from '../http/problem.ts'
import {
  createKey,
  listKeys,
  type PartnerKey,
  revokeKey,
  TooManyKeysError,
} from '../store/partner-keys.ts'
import {
  deletePartner,
  listPartners,
  readPartner,
  type StoredPartner,
  writePartner,
} from '../store/partners.ts'
import type { StoredPublication } from '../store/publication.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import { endOf } from './access.ts'
import { auditContext } from './access-guard.ts'
import { invalid } from './invalid.ts'
import {
  deleteKeyRoute,
  deletePartnerRoute,
  getKeys,
  getPartner,
  getPartners,
  postKey,
  putPartner,
} from './partners-description.ts'
import { keptPublication } from './publish-drafts.ts'

/** Adds the requests about partners and their keys to the API. */
export function addPartners(api: OpenAPIHono<Environment>): void {
  api.openapi(getPartners, async (c) => {
    const { origin, after, limit } = c.req.valid('query')
    const partners = await listPartners(c.env.DB, { origin, after, limit }, c.get('now'))
    const next = partners.length === limit ? partners.at(-1)?.partner.id : undefined
    return c.json({ partners: partners.map(said), next }, 200)
  })

  api.openapi(getPartner, async (c) => {
    const { id } = c.req.valid('param')
    return c.json(said(await partnerNamed(c.env.DB, id, c.get('now'))), 200)
  })

  api.openapi(putPartner, async (c) => {
    const { id } = c.req.valid('param')
    const fields = c.req.valid('json')
    if (fields.id !== undefined && fields.id !== id) {
      throw invalid([{ path: ['id'], message: 'is another than the one in the address' }])
    }
    const partner = { ...fields, id }
    const issues = [
      ...issuesWith(partner, await keptPublication(c.env.DB)),
      ...impossibleTerms(partner),
    ]
    if (issues.length > 0) throw invalid(issues)
    const written = await writePartner(c.env.DB, partner, auditContext(c))
    const notes = idleTerms(partner).map(({ path, message }) => {
      return { field: path.join('.'), detail: message }
    })
    return c.json({ ...written, notes }, written.change === 'created' ? 201 : 200)
  })

  api.openapi(deletePartnerRoute, async (c) => {
    const { id } = c.req.valid('param')
    if (!(await deletePartner(c.env.DB, id, auditContext(c)))) throw noPartner(id)
    return c.body(null, 204)
  })

  api.openapi(getKeys, async (c) => {
    const { id } = c.req.valid('param')
    const { after, limit } = c.req.valid('query')
    await partnerNamed(c.env.DB, id, c.get('now'))
    const keys = await listKeys(c.env.DB, id, after, limit)
    const next = keys.length === limit ? keys.at(-1)?.number : undefined
    return c.json({ keys: keys.map(saidKey), next }, 200)
  })

  api.openapi(postKey, async (c) => {
    const { id } = c.req.valid('param')
    const expires = endOf(c.req.valid('json').expires, c.get('now')) ?? null
    const key = newKey()
    const fields = { hash: tokenHash(key), expires }
    const created = await createKey(c.env.DB, id, fields, auditContext(c)).catch(
      (error: unknown) => {
        if (!(error instanceof TooManyKeysError)) throw error
        throw new Problem(409, tooMany(id, error))
      },
    )
    if (!created) throw noPartner(id)
    c.header('Cache-Control', 'no-store')
    return c.json({ key, ...saidKey(created) }, 201)
  })

  api.openapi(deleteKeyRoute, async (c) => {
    const { id, number } = c.req.valid('param')
    if (!(await revokeKey(c.env.DB, id, number, auditContext(c)))) {
      throw new Problem(404, `The partner "${id}" has no key ${number}, or it is revoked.`)
    }
    return c.body(null, 204)
  })
}

/**
 * The partner with an id.
 *
 * @throws {Problem} 404 where there is none
 */
export async function partnerNamed(
  db: D1Database,
  id: string,
  now: number,
): Promise<StoredPartner> {
  const stored = await readPartner(db, id, now)
  if (!stored) throw noPartner(id)
  return stored
}

/** What of a partner is not there in the publication: nothing would come of it, without a word. */
function issuesWith({ sections }: Partner, publication: StoredPublication): Issue[] {
  return sections.flatMap((name, index): Issue[] => {
    const isThere = publication.sections.some(({ id }) => id === name)
    return isThere ? [] : [{ path: ['sections', index], message: noSection(name, publication) }]
  })
}

/** A partner as it is said, with its moment in RFC 3339. */
function said({ changed, ...stored }: StoredPartner) {
  return { ...stored, changed: rfc3339(new Date(changed)) }
}

function saidKey({ number, created, expires, revoked }: PartnerKey) {
  return {
    number,
    created: rfc3339(new Date(created)),
    expires: expires === null ? undefined : rfc3339(new Date(expires)),
    revoked: revoked === null ? undefined : rfc3339(new Date(revoked)),
  }
}

function tooMany(id: string, { live }: TooManyKeysError): string {
  return (
    `The keys ${live.join(' and ')} of "${id}" count both, and no more than two do: revoke the one ` +
    'that the partner does not use any more, then make another.'
  )
}

function noPartner(id: string): Problem {
  return new Problem(404, `There is no partner "${id}".`)
}
