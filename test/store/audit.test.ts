import { env } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { auditRows, KEPT_MS, listAudit } from '../../src/store/audit.ts'
import {
  articlePath,
  draftOf,
  letIn,
  MINUTE,
  type Newsroom,
  NOW,
  openNewsroom,
  publicationOf,
  tokenOf,
} from '../newsroom.ts'

const put = (subject: string) => ({ action: 'article.put' as const, subject, detail: {} })

async function record(now: number, ...subjects: string[]): Promise<void> {
  await env.DB.batch(auditRows(env.DB, subjects.map(put), { actor: 'wordpress', now, ahead: 0 }))
}

async function subjects(): Promise<string[]> {
  const entries = await listAudit(env.DB, Number.MAX_SAFE_INTEGER, 2000)
  return entries.map(({ subject }) => subject)
}

describe('auditRows', () => {
  it('makes no statement of no deeds', () => {
    expect(auditRows(env.DB, [], { actor: 'wordpress', now: NOW, ahead: 0 })).toEqual([])
  })

  it('keeps deeds in their order, whatever is in them', async () => {
    await openNewsroom(null)
    const deeds = ['خبر', "'; DROP TABLE audit; --", '\u2028"', 'https://a.example/?p=1'].map(put)
    const detail = { version: 2, change: 'updated', of: ['أ', null] }
    const all = [...deeds, { action: 'article.delete' as const, subject: 'a', detail }]
    await env.DB.batch(auditRows(env.DB, all, { actor: 'wordpress', now: NOW, ahead: 0 }))
    const kept = { moment: NOW, actor: 'wordpress' }
    expect(await listAudit(env.DB, 100, 100)).toEqual(
      all.map((deed, index) => ({ number: index + 1, ...kept, ...deed })).toReversed(),
    )
  })

  it('takes out what is older than 400 days, and gives no number again', async () => {
    await openNewsroom(null)
    await record(NOW, 'first', 'second')
    await record(NOW + KEPT_MS, 'third')
    expect(await subjects()).toEqual(['third', 'second', 'first'])
    await record(NOW + KEPT_MS + 1, 'fourth')
    expect(await subjects()).toEqual(['fourth', 'third'])
    expect(await listAudit(env.DB, 100, 1)).toMatchObject([{ number: 4 }])
  })

  it('takes out 500 at a time', async () => {
    await openNewsroom(null)
    await record(NOW, ...Array.from({ length: 1200 }, (_, index) => `n${index}`))
    const left: number[] = []
    for (let number = 1; number <= 3; number += 1) {
      await record(NOW + KEPT_MS + number, 'new')
      left.push((await subjects()).filter((subject) => subject !== 'new').length)
    }
    expect(left).toEqual([700, 200, 0])
  })
})

describe('the record of a change', () => {
  /** What an act leaves in the record, the oldest first, without the number and the moment. */
  async function recordOf(act: () => Promise<unknown>): Promise<unknown[]> {
    const before = (await listAudit(env.DB, Number.MAX_SAFE_INTEGER, 1))[0]?.number ?? 0
    await act()
    const entries = await listAudit(env.DB, Number.MAX_SAFE_INTEGER, 1000)
    return entries
      .filter(({ number }) => number > before)
      .map(({ number: _, moment, ...entry }) => ({ ...entry, isNow: isNow(moment) }))
      .toReversed()
  }

  // A batch that is made again has the moment of its last try.
  const isNow = (moment: number) => moment >= NOW && moment < NOW + MINUTE

  /** A newsroom that calls the API by the name of wordpress. */
  async function wordpress(): Promise<Newsroom> {
    const newsroom = await openNewsroom()
    newsroom.token = await tokenOf(newsroom, 'wordpress', 'publish')
    return newsroom
  }

  const entry = (action: string, subject: string, detail: object) => ({
    actor: 'wordpress',
    action,
    subject,
    detail,
    isNow: true,
  })
  const created = (id: string) => entry('article.put', id, { change: 'created', version: 1 })

  it('is one for each article of a batch that came out another', async () => {
    const newsroom = await wordpress()
    expect(await recordOf(() => newsroom.publish(draftOf('a'), draftOf('b')))).toEqual([
      created('a'),
      created('b'),
    ])
    const other = draftOf('b', { title: 'عنوان آخر' })
    expect(await recordOf(() => newsroom.publish(draftOf('a'), other, draftOf('c')))).toEqual([
      entry('article.put', 'b', { change: 'updated', version: 2 }),
      created('c'),
    ])
    expect(await recordOf(() => newsroom.publish(draftOf('a'), other))).toEqual([])
  })

  it('is none where a batch is refused', async () => {
    const newsroom = await wordpress()
    const articles = [draftOf('a'), draftOf('b', { title: '' })]
    expect(await recordOf(() => newsroom.call('POST', '/api/articles', { articles }))).toEqual([])
  })

  it('is of a deletion, and none where there is nothing to delete', async () => {
    const newsroom = await wordpress()
    await newsroom.publish(draftOf('a'), draftOf('never', { visibleFrom: '2026-09-22T09:00:00Z' }))
    const remove = (id: string) => recordOf(() => newsroom.call('DELETE', articlePath(id)))
    expect(await remove('a')).toEqual([entry('article.delete', 'a', { version: 1 })])
    expect(await remove('a')).toEqual([])
    expect(await remove('never')).toEqual([entry('article.delete', 'never', { version: 1 })])
  })

  it('is of withholding, killing and restoring, however they come about', async () => {
    const newsroom = await wordpress()
    await newsroom.publish(draftOf('a'))
    const status = (change: object) =>
      recordOf(() => newsroom.call('PUT', `${articlePath('a')}/status`, change))
    const publish = (changes: object) => recordOf(() => newsroom.publish(draftOf('a', changes)))
    const [reason, version] = ['سبب', 1]
    expect(await status({ status: 'withheld', reason })).toEqual([
      entry('article.withhold', 'a', { version, reason }),
    ])
    expect(await status({ status: 'withheld', reason })).toEqual([])
    const change = 'updated'
    expect(await status({ status: 'published' })).toEqual([
      entry('article.restore', 'a', { change, version }),
    ])
    expect(await publish({ status: 'withheld' })).toEqual([
      entry('article.withhold', 'a', { change, version }),
    ])
    expect(await publish({ title: 'عنوان آخر' })).toEqual([
      entry('article.put', 'a', { change, version: 2 }),
    ])
    expect(await publish({ title: 'عنوان آخر', status: 'published' })).toEqual([
      entry('article.restore', 'a', { change, version: 2 }),
    ])
    expect(await status({ status: 'killed', reason })).toEqual([
      entry('article.kill', 'a', { version: 2, reason }),
    ])
    expect(await publish({ status: 'published' })).toEqual([
      entry('article.restore', 'a', { change: 'created', version: 3 }),
    ])
    expect(await publish({ status: 'killed', reason })).toEqual([
      entry('article.kill', 'a', { change, version: 3, reason }),
    ])
  })

  it('is of the publication, with the fields that changed', async () => {
    const newsroom = await wordpress()
    const put = (changes: object) =>
      recordOf(() => newsroom.call('PUT', '/api/publication', publicationOf(changes)))
    const subject = 'tag:news.example,2026:feeds'
    expect(await put({})).toEqual([])
    expect(await put({ title: 'الخبر', sections: [] })).toEqual([
      entry('publication.put', subject, { fields: ['title', 'sections'] }),
    ])
  })

  it('is of articles that are processed again, apart from those that are published', async () => {
    const newsroom = await wordpress()
    await newsroom.publish(draftOf('a'), draftOf('b', { language: 'ar' }))
    await newsroom.call('PUT', '/api/publication', publicationOf({ language: 'fa' }))
    expect(await recordOf(() => newsroom.call('POST', '/api/reprocess'))).toEqual([
      entry('article.reprocess', 'a', { change: 'updated', version: 2 }),
    ])
  })

  it('is written once, however often its batch is made again', async () => {
    const newsroom = await wordpress()
    await newsroom.publish(draftOf('a'))
    const first = draftOf('a', { title: 'الأول' })
    const second = draftOf('a', { title: 'الثاني' })
    letIn(newsroom, () => newsroom.publish(first))
    expect(await recordOf(() => newsroom.publish(second))).toEqual([
      entry('article.put', 'a', { change: 'updated', version: 2 }),
      entry('article.put', 'a', { change: 'updated', version: 3 }),
    ])
  })
})
