import { afterEach, describe, expect, it } from 'vitest'
import { CommandError } from '../../src/cli/command-error.ts'
import { followPages, type PagesOptions } from '../../src/cli/feed-pages.ts'
import { all, OPTIONS } from '../sources/reading.ts'
import { openSource } from '../../src/cli/import-source.ts'
import { closeServers, serve } from './servers.ts'

afterEach(closeServers)

const { now, publication } = OPTIONS

/** A page of a feed with one item for each id. */
const page = (ids: string[], next?: string) =>
  `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>مرصد</title><language>ar</language>
  ${next === undefined ? '' : `<atom:link rel="next" href="${next}"/>`}
  ${ids.map((id) => `<item><guid>${id}</guid><title>خبر</title><pubDate>Sat, 22 Aug 2026 09:00:00 GMT</pubDate></item>`).join('')}
  </channel></rss>`

const site = (pages: (number: number) => string) =>
  serve(({ url = '' }, response) => void response.end(pages(Number(url.slice(1)))))

async function follow(address: string, options: Partial<PagesOptions> = {}) {
  const source = await openSource(address, { allowLocal: true })
  const first = { ...source, address }
  const items = await all(
    followPages(first, { allowLocal: true, ...options }, { now, publication }),
  )
  return items.map((item) => {
    if (item.kind === 'publication' || item.kind === 'section') return item.kind
    return item.kind === 'article'
      ? `${item.where}: ${item.draft.id}`
      : `${item.where}: ${item.kind}: ${item.reason}`
  })
}

async function refusal(address: string, options: Partial<PagesOptions> = {}): Promise<string> {
  try {
    return (await follow(address, options)).join('\n')
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    return error.message
  }
}

describe('followPages', () => {
  it('reads all pages, and what is on two of them once', async () => {
    const at = await site(
      (number) => [page(['c', 'b'], '/2'), page(['b', 'a'])][number - 1] ?? page([]),
    )
    expect(await follow(`${at}/1`)).toEqual([
      'publication',
      'page 1, item 1, line 3: c',
      'page 1, item 2, line 3: b',
      'page 2, item 1, line 3: skipped: it is on a page before this one',
      'page 2, item 2, line 3: a',
    ])
  })

  it('stops after as many pages as are asked for, and says where it goes on', async () => {
    const at = await site((number) => page([String(number)], `/${number + 1}`))
    expect(await follow(`${at}/1`, { pages: 2 })).toEqual([
      'publication',
      'page 1, item 1, line 3: 1',
      'page 2, item 1, line 3: 2',
      `page 2: skipped: older items are at ${at}/3`,
    ])
  })

  it('yields nothing where the pages lead round', async () => {
    const at = await site((number) => page([String(number)], `/${(number % 3) + 1}`))
    expect(await refusal(`${at}/1`)).toBe(
      `the links to older pages lead round: ${at}/1 was read before; say how many to read with --pages 3`,
    )
  })

  it('yields nothing where a page leads to itself', async () => {
    const at = await site(() => page(['a'], '/1'))
    expect(await refusal(`${at}/1`)).toBe(
      `the links to older pages lead round: ${at}/1 was read before; say how many to read with --pages 1`,
    )
  })

  it('yields nothing where the pages have no end', async () => {
    const at = await site((number) => page([String(number)], `/${number + 1}`))
    expect(await refusal(`${at}/1`)).toBe(
      `${at}/1 has more than 200 pages: say how many to read with --pages`,
    )
  })

  it('yields nothing where a page is broken, and says which and where', async () => {
    const at = await site((number) => (number === 1 ? page(['a'], '/2') : '<rss>\n<channel>'))
    expect(await refusal(`${at}/1`)).toBe(
      `${at}/2:2: <channel> of line 2 is never closed: the document is cut short, or an end tag is missing`,
    )
  })

  it('yields nothing where the pages are too much together, and asks for each once', async () => {
    const asked: number[] = []
    const at = await site((number) => {
      asked.push(number)
      return page([String(number)], `/${number + 1}`) + `<!--${'x'.repeat(25 * 1024 * 1024)}-->`
    })
    expect(await refusal(`${at}/1`)).toBe(
      `the pages of ${at}/1 are larger than 64 MB together: say how many to read with --pages`,
    )
    expect(asked).toEqual([1, 2, 3])
  }, 60_000)

  it('does not follow to an address that is not public', async () => {
    const at = await site(() => page(['a'], 'http://169.254.169.254/'))
    expect(await refusal(`${at}/1`, { allowLocal: false })).toBe(
      '169.254.169.254 is no public address: it is fetched only with --allow-local',
    )
  })
})
