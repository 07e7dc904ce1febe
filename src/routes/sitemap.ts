// What search engines ask for: /news-sitemap.xml and /robots.txt.

import { Hono } from 'hono'
import { MOST_NEWS, NEWS_AGE, writeNewsSitemap } from '../feed/sitemap.ts'
import type { Environment } from '../http/environment.ts'
import { readHeadlines } from '../store/listing-feeds.ts'
import { publicAddress } from './address.ts'
import { cacheControl, stateOfEverything } from './site-answer.ts'

/** The sitemap and the file that names it. */
export const sitemaps = new Hono<Environment>()
  .get('/news-sitemap.xml', async (c) => {
    const state = await stateOfEverything(c)
    const { number, publication } = state
    const now = c.get('now')
    const since = now - NEWS_AGE
    const headlines = await readHeadlines(c.env.DB, number, now, MOST_NEWS, since)
    // An older story that is shown only now is no news; one without a page has nothing to index.
    const news = headlines.flatMap(({ canonical, ...each }) =>
      canonical && Date.parse(each.published) > since ? [{ ...each, canonical }] : [],
    )
    return new Response(writeNewsSitemap(publication, news), {
      headers: {
        'Content-Type': 'application/xml; charset=utf-8',
        'Cache-Control': cacheControl(state, now),
      },
    })
  })
  .get('/robots.txt', async (c) => {
    const state = await stateOfEverything(c)
    const { publication } = state
    const sitemap = `${publicAddress(c.env, publication)}/news-sitemap.xml`
    const text = `User-agent: *\nDisallow: /api/\n\nSitemap: ${sitemap}\n`
    return c.text(text, 200, { 'Cache-Control': cacheControl(state, c.get('now')) })
  })
