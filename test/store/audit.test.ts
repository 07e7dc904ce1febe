import { env } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { auditRows, KEPT_MS, listAudit } from '../../src/store/audit.ts'
import { NOW, openNewsroom } from '../newsroom.ts'

const put = (subject: string) => ({ action: 'article.put' as const, subject, detail: {} })

async function record(now: number, ...subjects: string[]): Promise<void> {
  await env.DB.batch(auditRows(env.DB, subjects.map(put), { actor: 'wordpress', now }))
}

async function subjects(): Promise<string[]> {
  const entries = await listAudit(env.DB, Number.MAX_SAFE_INTEGER, 2000)
  return entries.map(({ subject }) => subject)
}

describe('auditRows', () => {
  it('makes no statement of no deeds', () => {
    expect(auditRows(env.DB, [], { actor: 'wordpress', now: NOW })).toEqual([])
  })

  it('keeps deeds in their order, whatever is in them', async () => {
    await openNewsroom(null)
    const deeds = ['خبر', "'; DROP TABLE audit; --", '\u2028"', 'https://a.example/?p=1'].map(put)
    const detail = { version: 2, change: 'updated', of: ['أ', null] }
    const all = [...deeds, { action: 'article.delete' as const, subject: 'a', detail }]
    await env.DB.batch(auditRows(env.DB, all, { actor: 'wordpress', now: NOW }))
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
