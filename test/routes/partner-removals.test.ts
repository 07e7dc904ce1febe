import { env } from 'cloudflare:test'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PartnerInput } from '../../src/article/partner.ts'
import {
  CHANGED_DELIVERIES,
  CHANGED_SINCE_LONG,
  PUT_PROGRESS,
} from '../../src/store/partner-deliveries.ts'
import { addPolls, prunePolls } from '../../src/store/polls.ts'
import {
  anotherIsolate,
  articlePath,
  countOf,
  draftOf,
  draftsOf,
  HOUR,
  keyOf,
  type Newsroom,
  NOW,
  openNewsroom,
  putPartner,
  recorded,
} from '../newsroom.ts'

const DAY = 24 * HOUR
const TODAY = Math.floor(NOW / DAY)

let newsroom: Newsroom

/** Asks for a file of the partner, which is made with these terms. */
async function partner(terms: Partial<PartnerInput> = {}, id = 'nabd') {
  await putPartner(newsroom, id, terms)
  const key = await keyOf(newsroom, id)
  return async (file = 'atom.xml', of = newsroom) => {
    const response = await of.get(`/partners/${key}/${file}`)
    const text = await response.text()
    expect([response.status, text]).toEqual([200, text])
    return text
  }
}

/** What its ninjs document says of each article: its id, its state and its title. */
async function saidIn(document: Promise<string>): Promise<(string | undefined)[][]> {
  type Item = { altIds: { value: string }[]; pubStatus: string; title: string }
  const { associations = [] } = JSON.parse(await document) as { associations?: Item[] }
  return associations.map(({ altIds, pubStatus, title }) => [altIds[0]?.value, pubStatus, title])
}

async function setStatus(id: string, status: string) {
  const response = await newsroom.call('PUT', `${articlePath(id)}/status`, {
    status,
    reason: status === 'published' ? undefined : 'حكم قضائي',
  })
  expect(response.status, await response.text()).toBe(200)
}

const told = () =>
  env.DB.prepare('SELECT group_concat(told) AS told FROM partner_deliveries').first<string>('told')

beforeEach(async () => {
  newsroom = await openNewsroom()
})

afterEach(() => {
  vi.restoreAllMocks()
})

describe('what a partner is told of', () => {
  it('is withheld while it is withheld, and canceled when it is killed', async () => {
    await newsroom.publish(draftOf('a'))
    const poll = await partner({ profile: 'ninjs' })
    const said = () => saidIn(poll('ninjs.json'))
    expect(await said()).toEqual([['a', 'usable', 'خبر a']])
    await setStatus('a', 'withheld')
    expect(await said()).toEqual([['a', 'withheld', 'خبر a']])
    await setStatus('a', 'killed')
    expect(await said()).toEqual([['a', 'canceled', 'a']])
  })

  it.each<[string, () => Promise<unknown>]>([
    ['by its status', () => setStatus('a', 'killed')],
    ['by a draft', () => newsroom.publish(draftOf('a', { status: 'killed', reason: 'حكم' }))],
  ])('says nothing of what was killed but its id, and nothing is kept: %s', async (_, kill) => {
    await newsroom.publish(draftOf('a'))
    const poll = await partner({ profile: 'ninjs' })
    await poll('ninjs.json')
    expect(await told()).toContain('خبر a')
    await kill()
    expect(await told()).toBeNull()
    expect(await saidIn(poll('ninjs.json'))).toEqual([['a', 'canceled', 'a']])
    expect(await countOf('partner_deliveries')).toBe(1)
  })

  it('is nothing that another partner of the same id had', async () => {
    await newsroom.publish(draftOf('a'), draftOf('b'))
    const poll = await partner()
    await poll()
    await setStatus('a', 'withheld')
    expect(await poll()).toContain('deleted-entry')
    await newsroom.call('DELETE', '/api/partners/nabd')
    const tables = ['partner_deliveries', 'partner_checks', 'partner_documents']
    expect(await Promise.all(tables.map(countOf))).toEqual([0, 0, 0])
    expect(await (await partner())()).not.toContain('deleted-entry')
  })

  it('goes on being counted on the day on which it was delivered, without its title', async () => {
    await newsroom.publish(draftOf('a'))
    const poll = await partner()
    await poll()
    await newsroom.call('DELETE', articlePath('a'))
    await poll()
    await prunePolls(env.DB, TODAY + 7)
    expect(await told()).toContain('خبر a')
    await prunePolls(env.DB, TODAY + 9)
    expect([await told(), await countOf('partner_deliveries')]).toEqual([null, 1])
    const polls = [{ client: 'other', polls: 1, unchanged: 0, bytes: 1, last: NOW }]
    const partners = polls.map((each) => ({ ...each, day: TODAY, partner: 'nabd' }))
    await addPolls(env.DB, { polls: [], subscribers: [], partners })
    const usage = await newsroom.call('GET', '/api/partners/nabd/usage')
    expect(await usage.json()).toMatchObject({ days: [{ day: '2026-08-22', articles: 1 }] })
  })

  it('is told of again with its title when it was back in the feed meanwhile', async () => {
    await newsroom.publish(draftOf('a'))
    const poll = await partner({ profile: 'ninjs' })
    await poll('ninjs.json')
    await setStatus('a', 'withheld')
    await poll('ninjs.json')
    await prunePolls(env.DB, TODAY + 9)
    await setStatus('a', 'published')
    expect(await saidIn(poll('ninjs.json'))).toEqual([['a', 'usable', 'خبر a']])
    await setStatus('a', 'withheld')
    expect(await saidIn(poll('ninjs.json'))).toEqual([['a', 'withheld', 'خبر a']])
  })

  it('is the last two hundred of what was taken back, and the log says that it is not all', async () => {
    await newsroom.publish(...draftsOf(202, { credit: 'MAP', sections: ['economy'] }))
    const terms = { items: 200, sections: ['economy'], rights: { text: ['MAP'] } }
    const poll = await partner(terms)
    await poll()
    await newsroom.publish(draftOf('201', { sections: [] }), draftOf('202', { sections: [] }))
    await poll()
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    await putPartner(newsroom, 'nabd', { ...terms, rights: {} })
    const tombstones = []
    for (let polls = 0; polls < 5; polls += 1) {
      newsroom.now += 2000
      tombstones.push((await poll()).split('<at:deleted-entry').length - 1)
    }
    expect(tombstones).toEqual([52, 102, 152, 200, 200])
    expect(new Set(warn.mock.calls.map(String))).toEqual(
      new Set(['nabd is told of the last 200 articles taken back only: call them']),
    )
  })

  it('is also what has been in the feed of a slow newsroom for longer than ninety days', async () => {
    await newsroom.publish(draftOf('a'))
    const poll = await partner()
    for (const days of [0, 40, 80, 120]) {
      newsroom.now = NOW + days * DAY
      await poll('atom.xml', anotherIsolate(newsroom))
      await prunePolls(env.DB, TODAY + days)
    }
    expect(await countOf('partner_deliveries')).toBe(1)
    await newsroom.call('DELETE', articlePath('a'))
    expect(await poll('atom.xml', anotherIsolate(newsroom))).toContain('deleted-entry')
    await prunePolls(env.DB, TODAY + 209)
    expect(await countOf('partner_deliveries')).toBe(1)
    await prunePolls(env.DB, TODAY + 212)
    expect(await countOf('partner_deliveries')).toBe(0)
  })
})

describe('looking through what was delivered', () => {
  /** The statements that this has the store prepare. */
  async function statementsOf(act: () => Promise<unknown>): Promise<string[]> {
    const { DB } = newsroom.bindings
    const { db, statements } = recorded(DB)
    newsroom.bindings.DB = db
    await act()
    newsroom.bindings.DB = DB
    return statements
  }

  it('writes how far it came only where there is much to look at again', async () => {
    await newsroom.publish(...draftsOf(12))
    const poll = await partner({ items: 20 })
    await poll()
    const written = []
    for (const ids of [['new'], draftsOf(9).map(({ id }) => id), ['10', '11', '12']]) {
      await newsroom.publish(...ids.map((id) => draftOf(id, { title: 'عنوان آخر' })))
      const statements = await statementsOf(poll)
      expect(statements).toContain(CHANGED_DELIVERIES)
      written.push(statements.includes(PUT_PROGRESS))
    }
    expect(written).toEqual([false, false, true])
  })

  it('goes by what the partner had where very much has changed', async () => {
    await newsroom.publish(draftOf('a'))
    const poll = await partner()
    await poll()
    await env.DB.prepare('UPDATE last_change SET number = number + 2001').run()
    await setStatus('a', 'withheld')
    const statements = await statementsOf(async () =>
      expect(await poll()).toContain('deleted-entry'),
    )
    expect(statements).toContain(CHANGED_SINCE_LONG)
    expect(statements).not.toContain(CHANGED_DELIVERIES)
    await newsroom.publish(draftOf('b'))
    expect(await statementsOf(poll)).toContain(CHANGED_DELIVERIES)
  })
})
