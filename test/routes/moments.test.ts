// What becomes of an article whose embargo ends between the request that changes it and the moment
// at which the store keeps the change: who reads in between has seen it.

import { describe, expect, it } from 'vitest'
import {
  anotherIsolate,
  articlePath,
  draftOf,
  HOUR,
  idsOf,
  letIn,
  type Newsroom,
  NOW,
  openNewsroom,
} from '../newsroom.ts'

const MOMENT = NOW + HOUR
/** How long before it a write begins, ms. */
const SHORT = 50

const visibleFrom = new Date(MOMENT).toISOString()
const DUE = draftOf('due', { visibleFrom })

/** Just before the end of the embargo. */
async function newsroomBefore(): Promise<Newsroom> {
  const newsroom = await openNewsroom()
  await newsroom.publish(draftOf('old'), DUE)
  newsroom.now = MOMENT - SHORT
  return newsroom
}

/** Reads between the next request and its batch, by when the embargo has ended. */
function readBetween(newsroom: Newsroom, read: (reader: Newsroom) => Promise<void>): void {
  letIn(newsroom, async () => {
    await new Promise((resolve) => void setTimeout(resolve, 2 * SHORT))
    newsroom.now = MOMENT + SHORT
    await read(anotherIsolate(newsroom))
  })
}

interface Changes {
  changes: { type: string; id: string }[]
  next: string
}

async function changesSince(newsroom: Newsroom, cursor: string): Promise<Changes> {
  const query = cursor === '' ? '' : `?since=${cursor}`
  return (await newsroom.call('GET', `/api/changes${query}`)).json<Changes>()
}

describe.each<[what: string, write: (newsroom: Newsroom) => Promise<Response>]>([
  [
    'killed',
    (newsroom) => {
      const killed = { status: 'killed', reason: 'وثيقة مزورة' }
      return newsroom.call('PUT', `${articlePath('due')}/status`, killed)
    },
  ],
  ['deleted', (newsroom) => newsroom.call('DELETE', articlePath('due'))],
  [
    'put under embargo again',
    (newsroom) => {
      const later = new Date(MOMENT + HOUR).toISOString()
      return newsroom.call('POST', '/api/articles', { articles: [{ ...DUE, visibleFrom: later }] })
    },
  ],
])('what is %s as its embargo ends', (_, write) => {
  it('is taken from those who have seen it', async () => {
    const newsroom = await newsroomBefore()
    let cursor = ''
    readBetween(newsroom, async (reader) => {
      expect(await idsOf(await reader.get('/feed.json'))).toEqual(['due', 'old'])
      cursor = (await changesSince(reader, '')).next
    })
    expect((await write(newsroom)).ok).toBe(true)
    const atom = await (await newsroom.get('/atom.xml')).text()
    expect(atom.match(/<at:deleted-entry [^>]*ref="[^"]*due"/g)).toHaveLength(1)
    const { changes } = await changesSince(newsroom, cursor)
    expect(changes).toMatchObject([{ type: 'delete', id: 'due' }])
  })
})

it('what is published as its moment comes is news to those who know the others of that moment', async () => {
  const newsroom = await newsroomBefore()
  let tag = ''
  readBetween(newsroom, async (reader) => {
    tag = (await reader.get('/feed.json')).headers.get('ETag') ?? ''
  })
  await newsroom.publish(draftOf('late', { visibleFrom }))
  const response = await newsroom.get('/feed.json', { 'If-None-Match': tag })
  expect(response.status).toBe(200)
  expect((await idsOf(response)).toSorted()).toEqual(['due', 'late', 'old'])
})
