// What search engines ask for: /news-sitemap.xml and /robots.txt.

import { type Context, Hono } from 'hono'
import { MOST_NEWS, NEWS_AGE } from '../article/profiles.ts'
import { writeNewsSitemap } from '../feed/sitemap.ts'
import type { Environment } from '../http/environment.ts'
import { readHeadlines } from '../store/listing-feeds.ts'
import { publicAddress } from './address.ts'
import { meansOf, stateOfEverything } from './feed-state.ts'
import type { Memory } from './memory.ts'
import { answer } from './site-answer.ts'

const HOUR = 60 * 60 * 1000

/** The sitemap and the file that names it. */
export function sitemaps(memory: Memory): Hono<Environment> {
  return new Hono<Environment>()
    .get('/news-sitemap.xml', (c) => newsSitemap(c, memory))
    .get('/robots.txt', (c) => robots(c, memory))
}

async function newsSitemap(c: Context<Environment>, memory: Memory): Promise<Response> {
  const now = c.get('now')
  const known = await stateOfEverything(meansOf(c, memory), now)
  const { number, publication } = known.state
  // Stories fall out of it as they grow old: on the hour, so that it holds for that long.
  const asOf = Math.floor(now / HOUR) * HOUR
  const since = asOf - NEWS_AGE
  const said = {
    contentType: 'application/xml; charset=utf-8',
    language: publication.language,
    name: `${publicAddress(c.env, publication)} news`,
    asOf,
  }
  return answer(c, memory, known, said, async () => {
    const headlines = await readHeadlines(c.env.DB, number, now, MOST_NEWS, since)
    // An older story that is shown only now is no news; one without a page has nothing to index.
    const news = headlines.flatMap(({ canonical, ...each }) =>
      canonical && Date.parse(each.published) > since ? [{ ...each, canonical }] : [],
    )
    return writeNewsSitemap(publication, news)
  })
}

async function robots(c: Context<Environment>, memory: Memory): Promise<Response> {
  const known = await stateOfEverything(meansOf(c, memory), c.get('now'))
  const address = publicAddress(c.env, known.state.publication)
  const name = `${address} robots`
  const said = { contentType: 'text/plain; charset=UTF-8', language: 'en', name }
  const text = `User-agent: *\nDisallow: /api/\n\nSitemap: ${address}/news-sitemap.xml\n`
  return answer(c, memory, known, said, () => Promise.resolve(text))
}
