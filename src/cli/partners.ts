// khulasa partners: who has feeds of their own, and by which keys. A new key stands alone on the
// standard output, so that it can go into a file; what is to be said of it goes beside it.

import type { Command } from 'commander'
import { isServed, type Partner } from '../article/partner.ts'
import type { ListedPartner, PartnerKey } from './client-partners.ts'
import { deployment, TO } from './deployment.ts'
import { dateOf, expiresIn } from './expires.ts'

interface ToDeployment {
  to?: string
}

interface KeyOptions extends ToDeployment {
  expires?: string
}

export function addPartners(program: Command): void {
  const partners = program
    .command('partners')
    .description('the partners, and the keys of their feeds')
  partners
    .command('list', { isDefault: true })
    .description('list the partners')
    .option(...TO)
    .action(list)
  partners
    .command('key')
    .description('make a key for the feeds of a partner; it is shown this once')
    .argument('<id>', 'id of the partner')
    .option(...expiresIn('the time zone of the publication'))
    .option(...TO)
    .action(key)
  partners
    .command('keys')
    .description('list the keys of a partner, those that do not count any more too')
    .argument('<id>')
    .option(...TO)
    .action(keys)
  partners
    .command('revoke')
    .description('end a key, at once and for good')
    .argument('<id>')
    .argument('<number>', 'of the key, as `partners keys ID` says it')
    .option(...TO)
    .action(revoke)
  partners
    .command('why')
    .description('say whether an article is in the feed of a partner, and if not, why')
    .argument('<id>', 'id of the partner')
    .argument('<article>', 'id of the article')
    .option(...TO)
    .action(why)
}

async function list({ to }: ToDeployment): Promise<void> {
  const client = await deployment(to)
  const all = [...(await client.partners()).values()]
  for (const each of all) console.log(line(each, Date.now()))
  if (all.length === 0) {
    console.error('There are no partners: write articles/partners/ID.yaml, and sync.')
  }
}

async function key(id: string, { expires, to }: KeyOptions): Promise<void> {
  const client = await deployment(to)
  const end =
    expires === undefined ? undefined : dateOf(expires, (await client.publication()).timeZone)
  const { key: created, ...said } = await client.createKey(id, { expires: end })
  console.log(created)
  console.error(
    `${id}: ${keyLine(said, Date.now())}. Keep the key now: it is not shown again. ` +
      `The feeds are under /partners/${id}/ with the name ${id} and the key as the password, ` +
      'or, but for msn, under /partners/KEY/.',
  )
}

async function keys(id: string, { to }: ToDeployment): Promise<void> {
  const client = await deployment(to)
  const all = await client.keys(id)
  for (const each of all) console.log(keyLine(each, Date.now()))
  if (all.length === 0) console.error(`${id} has no keys: \`partners key ${id}\` makes one.`)
}

async function revoke(id: string, number: string, { to }: ToDeployment): Promise<void> {
  const client = await deployment(to)
  await client.revokeKey(id, number)
  console.log(`key ${number} of ${id} is revoked`)
}

async function why(id: string, article: string, { to }: ToDeployment): Promise<void> {
  const client = await deployment(to)
  const { isThere, reasons, image, delivered, taken } = await client.partnerArticle(id, article)
  console.log(isThere ? `It is in the feed of ${id}.` : `It is not in the feed of ${id}.`)
  for (const each of [...reasons, ...image]) console.log(each)
  if (delivered !== undefined) console.log(`The partner had it first: ${delivered}.`)
  if (taken !== undefined) console.log(`It was taken back: ${taken}.`)
}

/** `msn-morocco: إم إس إن; msn; 1 key; until 2027-06-30T00:00:00Z` */
function line({ partner, keys: count }: ListedPartner, now: number): string {
  const { id, name, profile } = partner
  return [
    `${id}: ${name}`,
    profile,
    `${count} ${count === 1 ? 'key' : 'keys'}`,
    ...termsOf(partner, now),
  ].join('; ')
}

function termsOf(partner: Partner, now: number): string[] {
  const { state, start, end } = partner
  if (state === 'suspended') return ['suspended']
  if (end !== undefined && Date.parse(end) <= now) return [`ended ${end}`]
  if (!isServed(partner, now)) return [`begins ${start}`]
  return end === undefined ? [] : [`until ${end}`]
}

/** `key 2; until 2027-06-30T00:00:00Z` */
function keyLine({ number, expires, revoked }: PartnerKey, now: number): string {
  const said = `key ${number}`
  if (revoked !== undefined) return `${said}; revoked ${revoked}`
  if (expires === undefined) return said
  return `${said}; ${Date.parse(expires) <= now ? 'expired' : 'until'} ${expires}`
}
