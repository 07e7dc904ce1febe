// What a deployment says of partners and their keys.

import { z } from 'zod'
import type { Partner } from '../article/partner.ts'

/** As it is kept; what a later deployment says more of it stays. */
const partner = z.custom<Partner>(
  (value) =>
    z.object({ id: z.string(), name: z.string(), origin: z.string() }).safeParse(value).success,
)

const listedPartner = z.object({ partner, version: z.number(), keys: z.number() })

/** A partner of a deployment, and how many of its keys count. */
export type ListedPartner = z.infer<typeof listedPartner>

export const partnersPage = z.object({
  partners: z.array(listedPartner),
  next: z.string().optional(),
})

export const partnerArticle = z.object({
  isThere: z.boolean(),
  reasons: z.array(z.string()),
  image: z.array(z.string()),
  delivered: z.string().optional(),
  taken: z.string().optional(),
})

/** Whether an article is in the feed of a partner, and if not, why. */
export type PartnerArticle = z.infer<typeof partnerArticle>

export const writtenPartner = z.object({
  change: z.enum(['created', 'updated', 'unchanged']),
  notes: z.array(z.object({ field: z.string(), detail: z.string() })).default([]),
})

const partnerKey = z.object({
  number: z.number(),
  created: z.string(),
  expires: z.string().optional(),
  revoked: z.string().optional(),
})

/** What is said of a key. Moments as RFC 3339 writes them. */
export type PartnerKey = z.infer<typeof partnerKey>

export const keysPage = z.object({ keys: z.array(partnerKey), next: z.number().optional() })

export const newPartnerKey = partnerKey.extend({ key: z.string() })

/** A key itself, which is said once. */
export type NewPartnerKey = z.infer<typeof newPartnerKey>
