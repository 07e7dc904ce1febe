// Links of partners' documents to articles, and the campaign parameters in them.

import { encodedAddress } from '../text/address.ts'
import type { Recipient } from './partner-form.ts'

const CAMPAIGN = /^utm_/

/**
 * The address of an article's page as the partner has it: with its campaign parameters, which take
 * the place of those that are there; without any, where its profile wants none.
 */
export function partnerLink(
  canonical: string | undefined,
  { partner, profile }: Recipient,
): string | undefined {
  if (!canonical) return undefined
  const parameters = Object.entries(partner.campaign ?? {})
  if (profile.campaign && parameters.length === 0) return canonical
  const address = new URL(encodedAddress(canonical))
  const known = [...address.searchParams.keys()]
  if (!profile.campaign) {
    // What is not changed is not written anew either, which would encode it in another way.
    if (!known.some((name) => CAMPAIGN.test(name))) return canonical
    for (const name of known) if (CAMPAIGN.test(name)) address.searchParams.delete(name)
    return address.href
  }
  for (const [name, value] of parameters) {
    if (value !== undefined) address.searchParams.set(`utm_${name}`, value)
  }
  return address.href
}
