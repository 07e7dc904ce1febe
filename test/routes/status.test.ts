import { env } from 'cloudflare:test'
import { findAll, innerText } from 'domutils'
import type { Document, Element } from 'domhandler'
import { parseDocument } from 'htmlparser2'
import { describe, expect, it } from 'vitest'
import { dayOf } from '../../src/routes/poll-counts.ts'
import {
  draftOf,
  draftsOf,
  type Newsroom,
  NOW,
  openNewsroom,
  problemOf,
  publicationOf,
  putPartner,
  tokenOf,
} from '../newsroom.ts'
import { apiPost } from '../sources/wordpress-posts.ts'
import { siteOf } from './wordpress-site.ts'

const TODAY = dayOf(NOW)

function basic(password: string, name = 'karim'): Record<string, string> {
  const bytes = new TextEncoder().encode(`${name}:${password}`)
  return { Authorization: `Basic ${btoa(String.fromCodePoint(...bytes))}` }
}

async function opened(newsroom: Newsroom, address = '/status'): Promise<Document> {
  const response = await newsroom.get(address, basic(newsroom.token))
  expect([response.status, response.headers.get('Content-Type')]).toEqual([
    200,
    'text/html; charset=UTF-8',
  ])
  return parseDocument(await response.text())
}

const all = (name: string, from: Document | Element) =>
  findAll((each) => each.name === name, from.children)
const textsOf = (elements: Element[]) =>
  elements.map((each) => innerText(each).replace(/\s+/g, ' ').trim())

/** The rows of the table in a section, as texts. */
function rowsIn(page: Document, section: string): string[][] {
  const [found] = findAll(
    ({ name, attribs }) => name === 'section' && attribs['aria-labelledby'] === section,
    page.children,
  )
  if (!found) throw new Error(`no section ${section}`)
  const [body] = all('tbody', found)
  return (body ? all('tr', body) : []).map((row) => textsOf(all('td', row)))
}

async function keepPolls(...rows: [day: number, reader: string, ...numbers: number[]][]) {
  const sql = 'INSERT INTO polls (day, reader, polls, conditional, unchanged) VALUES (?,?,?,?,?)'
  await env.DB.batch(rows.map((row) => env.DB.prepare(sql).bind(...row)))
}

describe('/status', () => {
  it('is for who has a token with the scope admin, as a password or as a bearer token', async () => {
    const newsroom = await openNewsroom()
    const token = await tokenOf(newsroom, 'chief', 'admin')
    for (const headers of [
      basic(token),
      basic(token, ''),
      basic(newsroom.token, 'من كان'),
      { Authorization: `Bearer ${token}` },
    ]) {
      const response = await newsroom.get('/status', headers)
      expect(response.status).toBe(200)
      expect(response.headers.get('Cache-Control')).toBe('no-store')
      expect(response.headers.get('Access-Control-Allow-Origin')).toBeNull()
      expect(response.headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'")
    }
  })

  it.each<[string, Record<string, string>, string]>([
    ['none', {}, 'Basic realm="Khulasa", charset="UTF-8"'],
    ['a wrong one', basic('khl_no'), 'Basic realm="Khulasa", charset="UTF-8"'],
    ['an empty one', basic(''), 'Basic realm="Khulasa", charset="UTF-8"'],
    ['no Basic', { Authorization: 'Basic ???' }, 'Basic realm="Khulasa", charset="UTF-8"'],
    ['another scheme', { Authorization: 'Digest a' }, 'Basic realm="Khulasa", charset="UTF-8"'],
    ['a wrong bearer token', { Authorization: 'Bearer khl_no' }, 'Bearer error="invalid_token"'],
  ])('is for nobody else: %s', async (_, headers, challenge) => {
    const newsroom = await openNewsroom()
    const response = await newsroom.get('/status', headers)
    expect(response.headers.get('WWW-Authenticate')).toBe(challenge)
    const { detail } = await problemOf(response, 401)
    expect(detail).toContain('Send `Authorization: Bearer TOKEN` with a token of this deployment.')
  })

  it('takes the scope admin', async () => {
    const newsroom = await openNewsroom()
    const token = await tokenOf(newsroom, 'desk', 'publish', 'changes')
    const { detail } = await problemOf(await newsroom.get('/status', basic(token)), 403)
    expect(detail).toBe('The token "desk" may not do this: it takes one with the scope admin.')
  })

  it('counts wrong tokens with those of the API, and makes who sends them wait', async () => {
    const newsroom = await openNewsroom()
    const keys: string[] = []
    newsroom.bindings.REFUSALS = {
      limit: ({ key }) => {
        keys.push(key)
        return Promise.resolve({ success: keys.length < 3 })
      },
    }
    const ask = () =>
      newsroom.get('/status', { ...basic('wrong'), 'CF-Connecting-IP': '192.0.2.7' })
    await problemOf(await ask(), 401)
    await problemOf(await ask(), 401)
    const response = await ask()
    expect(response.headers.get('Retry-After')).toBe('60')
    await problemOf(response, 429)
    expect(keys).toEqual(['192.0.2.7', '192.0.2.7', '192.0.2.7'])
    await opened(newsroom)
  })

  it.each<[string, string, string, string, string]>([
    ['ar', '', 'ar', 'rtl', 'الحالة'],
    ['ar-MA', '', 'ar-MA', 'rtl', 'الحالة'],
    ['fr-MA', '', 'fr-MA', 'ltr', 'État'],
    ['ar', '?lang=en', 'en', 'ltr', 'Status'],
    ['ar', '?lang=fr', 'fr', 'ltr', 'État'],
    // No words of ours in it: the whole page is in English.
    ['he', '', 'en', 'ltr', 'Status'],
    ['ar', '?lang=fa', 'en', 'ltr', 'Status'],
  ])('of a publication in %s%s is in %s, %s', async (...page) => {
    const [own, query, language, direction, word] = page
    const newsroom = await openNewsroom(publicationOf({ language: own }))
    const document = await opened(newsroom, `/status${query}`)
    expect(all('html', document)[0]?.attribs).toEqual({ lang: language, dir: direction })
    expect(textsOf(all('h1', document))).toEqual([word])
  })

  it('leads to itself in the languages that it has words for, and to no other', async () => {
    const newsroom = await openNewsroom(publicationOf({ language: 'he' }))
    const [nav] = all('nav', await opened(newsroom))
    expect(nav && textsOf(all('li', nav))).toEqual(['العربية', 'Français', 'English'])
    expect(nav && all('a', nav).map(({ attribs }) => attribs.href)).toEqual([
      './status?lang=ar',
      './status?lang=fr',
    ])
  })

  it('says how many articles are where in their life', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(
      ...draftsOf(12),
      draftOf('later', { visibleFrom: '2026-08-23T09:00:00Z' }),
      draftOf('own', { syndication: 'none' }),
      draftOf('held', { status: 'withheld' }),
      draftOf('false', { status: 'killed', reason: 'خبر كاذب' }),
      draftOf('gone'),
    )
    await newsroom.call('DELETE', '/api/articles/gone')
    const page = await opened(newsroom, '/status?lang=en')
    const [counts] = findAll(({ attribs }) => attribs.class === 'counts', page.children)
    expect(counts && textsOf(all('div', counts))).toEqual([
      'Public 12',
      'Scheduled 1',
      'Not for syndication 1',
      'Withheld 1',
      'Killed 1',
      'Deleted 1',
    ])
  })

  it('says how partners poll, a line for each of the first hundred', async () => {
    const newsroom = await openNewsroom()
    expect(textsOf(all('h2', await opened(newsroom, '/status?lang=en')))).not.toContain('Partners')
    await putPartner(newsroom, 'nabd', { name: 'نبض' })
    await putPartner(newsroom, 'msn', { name: 'MSN' })
    const sql = `INSERT INTO partner_polls (day, partner, client, polls, unchanged, bytes, last)
      VALUES (?, ?, ?, ?, ?, ?, ?)`
    const rows = [
      [TODAY, 'nabd', 'newsboat', 3000, 2400, 61_200_000, NOW - 60_000],
      [TODAY - 29, 'nabd', 'other', 1000, 600, 0, NOW - 29 * 86_400_000],
      [TODAY - 30, 'nabd', 'curl', 1000, 600, 0, NOW - 30 * 86_400_000],
      [TODAY, 'gone', 'newsboat', 5, 0, 5, NOW],
    ]
    await env.DB.batch(rows.map((row) => env.DB.prepare(sql).bind(...row)))
    const page = await opened(newsroom, '/status?lang=en')
    const table = rowsIn(page, 'partners')
    expect(table.map((row) => row.slice(0, 6))).toEqual([
      ['MSN msn', '', '0', '—', '0 MB', '—'],
      [
        'نبض nabd',
        'Others, newsboat',
        '4,000',
        '75%',
        '61.2 MB',
        'Saturday, August 22, 2026 at 12:59',
      ],
    ])
    expect(rowsIn(await opened(newsroom), 'partners')).toHaveLength(2)
  })

  it('lists the feeds that changed last, newest first, with their sizes', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', { tags: ['قديم'], language: 'fr' }))
    newsroom.now += 60_000
    await newsroom.publish(draftOf('b', { tags: ['5G'] }), draftOf('c', { tags: ['5G'] }))
    const feeds = rowsIn(await opened(newsroom, '/status?lang=en'), 'feeds')
    expect(feeds.map(([name, , size]) => [name, size])).toEqual([
      ['All news', '3'],
      ['5G', '2'],
      ['العربية', '2'],
      ['قديم', '1'],
      ['français', '1'],
    ])
    const day = 'Saturday, August 22, 2026 at'
    expect(feeds.map(([, changed]) => changed)).toEqual([
      `${day} 13:01`,
      `${day} 13:01`,
      `${day} 13:01`,
      `${day} 13:00`,
      `${day} 13:00`,
    ])
  })

  it('lists at most thirty feeds', async () => {
    const newsroom = await openNewsroom()
    const tags = Array.from({ length: 45 }, (_, index) => `وسم ${index}`)
    await newsroom.publish(draftOf('a', { tags }))
    expect(rowsIn(await opened(newsroom), 'feeds')).toHaveLength(30)
  })

  it('says what the last run of each source came to, and what was wrong', async () => {
    const newsroom = await openNewsroom()
    expect(rowsIn(await opened(newsroom), 'syncs')).toEqual([])
    const desk = { ...newsroom, token: await tokenOf(newsroom, 'desk', 'publish') }
    const put = (origin: string, run: object) =>
      desk.call('PUT', `/api/syncs/${origin}`, run, { Authorization: `Bearer ${desk.token}` })
    await put('folder', { created: 7, refused: 3, stopped: 'أول' })
    newsroom.now += 60_000
    const problems = [
      { place: 'articles/a.md:3', detail: 'title: is missing' },
      { place: 'articles/<b>.md:1', detail: 'is not UTF-8' },
    ]
    const counts = { created: 1234, updated: 2, unchanged: 3, removed: 4, refused: 2 }
    expect((await put('folder', { ...counts, problems })).status).toBe(204)
    await put('wordpress', { stopped: 'wordpress.example cannot be reached' })
    const page = await opened(newsroom, '/status?lang=en')
    const when = 'Saturday, August 22, 2026 at 13:01'
    expect(rowsIn(page, 'syncs')).toEqual([
      ['folder', when, 'desk', '1,234', '2', '3', '4', '2'],
      ['wordpress', when, 'desk', '0', '0', '0', '0', '0'],
    ])
    const lists = findAll(({ attribs }) => attribs.class === 'problems', page.children)
    expect(lists.map((list) => textsOf(all('li', list)))).toEqual([
      ['articles/a.md:3: title: is missing', 'articles/<b>.md:1: is not UTF-8'],
      ['wordpress.example cannot be reached'],
    ])
  })

  it('says when a source last ran that is asked by the clock, under what changed last', async () => {
    const newsroom = await openNewsroom(publicationOf({ wordpress: 'https://site.example/' }))
    newsroom.outside = siteOf(apiPost(1)).answer
    await newsroom.run()
    newsroom.now += 5 * 60_000
    await newsroom.run()
    const when = 'Saturday, August 22, 2026 at 13:00last run: Saturday, August 22, 2026 at 13:05'
    expect(rowsIn(await opened(newsroom, '/status?lang=en'), 'syncs')).toEqual([
      ['wordpress', when, 'SCHEDULE', '1', '0', '0', '0', '0'],
    ])
  })

  it('takes no run that is none', async () => {
    const newsroom = await openNewsroom()
    const put = (origin: string, run: object) => newsroom.call('PUT', `/api/syncs/${origin}`, run)
    const { errors } = await problemOf(
      await put('folder', {
        created: -1,
        problems: Array.from({ length: 51 }, () => ({ place: 'a', detail: 'b' })),
        stopped: 'ا'.repeat(1001),
        other: 1,
      }),
      422,
    )
    expect(errors).toEqual([
      { pointer: '/created', detail: 'cannot be negative' },
      { pointer: '/problems', detail: 'holds more than 50' },
      { pointer: '/stopped', detail: 'is longer than 1000 characters' },
      { pointer: '/other', detail: 'there is no such field' },
    ])
    await problemOf(await put('A%20B', {}), 422)
    expect(rowsIn(await opened(newsroom), 'syncs')).toEqual([])
  })

  it('says what was written last, by whom', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'))
    const writes = rowsIn(await opened(newsroom), 'writes')
    expect(writes.map(([, ...rest]) => rest)).toEqual([
      ['PUBLISH_TOKEN', 'article.put', 'a'],
      ['PUBLISH_TOKEN', 'publication.put', 'tag:news.example,2026:feeds'],
    ])
  })

  it('says who polls, for how many, and what share hears that nothing is new', async () => {
    const newsroom = await openNewsroom()
    await keepPolls(
      [TODAY - 30, 'curl', 1000, 0, 0],
      [TODAY - 29, 'Feedbin', 100, 100, 90],
      [TODAY, 'Feedbin', 100, 50, 10],
      [TODAY, 'browser', 3, 1, 0],
      [TODAY, 'other', 1500, 0, 0],
    )
    const sql =
      'INSERT INTO subscribers (day, reader, feed, format, subscribers) VALUES (?,?,?,?,?)'
    await env.DB.batch(
      (
        [
          [TODAY - 2, 'Feedbin', 1, 'rss', 200],
          [TODAY - 1, 'Feedbin', 1, 'rss', 142],
          [TODAY - 1, 'Feedbin', 2, 'atom', 8],
          // Has not asked for the other document yet.
          [TODAY, 'Feedbin', 1, 'rss', 143],
        ] as const
      ).map((row) => env.DB.prepare(sql).bind(...row)),
    )
    const page = await opened(newsroom, '/status?lang=en')
    expect(rowsIn(page, 'polls').map((row) => row.slice(0, 5))).toEqual([
      ['Others', '—', '1,500', '0%', '0%'],
      ['Feedbin', '150', '200', '75%', '50%'],
      ['Browsers', '—', '3', '33%', '0%'],
    ])
    const [, , feedbin] = all('svg', page)
    expect(feedbin && textsOf(all('title', feedbin))).toEqual([
      'Friday, July 24, 2026: 100; heard “nothing new” (304): 90%',
      'Saturday, August 22, 2026: 100; heard “nothing new” (304): 10%',
    ])
    const [whole, ...each] = all('svg', page)
    expect(whole?.attribs['aria-label']).toBe('By day: 1,703; heard “nothing new” (304): 6%')
    expect(each.map((svg) => svg.attribs['aria-label'])).toEqual([
      'By day: Others',
      'By day: Feedbin',
      'By day: Browsers',
    ])
  })

  it.each([
    ['ar-MR', '', '1.234'],
    ['fr-MA', '?lang=ar', '1.234'],
    ['ar-EG', '', '١٬٢٣٤'],
    ['fr-MA-u-nu-arab', '?lang=ar', '١٬٢٣٤'],
  ])('rule 36: counts in the digits of its dates, in %s%s', async (language, query, count) => {
    const newsroom = await openNewsroom(publicationOf({ language }))
    await keepPolls([TODAY, 'curl', 1234, 0, 0])
    const rows = rowsIn(await opened(newsroom, `/status${query}`), 'polls')
    expect(rows.map(([, , polls]) => polls)).toEqual([count])
  })

  it('draws the days in the direction of the page: today is last in what is read', async () => {
    const newsroom = await openNewsroom()
    await keepPolls([TODAY, 'curl', 10, 10, 5])
    const barsOf = async (address: string) => {
      const [svg] = all('svg', await opened(newsroom, address))
      return (svg ? all('rect', svg) : []).map(({ attribs }) => attribs)
    }
    const [left, right] = [await barsOf('/status'), await barsOf('/status?lang=en')]
    const bar = { y: '0', width: '8', height: '80' }
    const foot = { class: 'unchanged', y: '40', width: '8', height: '40' }
    expect(left).toEqual([
      { x: '1', ...bar },
      { x: '1', ...foot },
    ])
    expect(right).toEqual([
      { x: '291', ...bar },
      { x: '291', ...foot },
    ])
  })

  it('says when nobody has polled, and escapes what it shows', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('<script>x</script>', { tags: ['<b>5G'] }))
    const page = await opened(newsroom, '/status?lang=en')
    expect(textsOf(all('main', page))[0]).toContain('Nobody has polled a feed yet.')
    expect(all('b', page)).toEqual([])
    expect(all('script', page)).toHaveLength(1)
    expect(rowsIn(page, 'writes')[0]?.[3]).toBe('<script>x</script>')
  })

  it('is 404 before there is a publication, for who may know', async () => {
    const newsroom = await openNewsroom(null)
    await problemOf(await newsroom.get('/status'), 401)
    await problemOf(await newsroom.get('/status', basic(newsroom.token)), 404)
  })
})
