// The files whose names browsers know: /favicon.ico and /manifest.webmanifest.

import { type Context, Hono } from 'hono'
import type { Publication } from '../article/publication.ts'
import type { Environment } from '../http/environment.ts'
import { scriptDirection } from '../text/direction.ts'
import { meansOf, stateOfEverything } from './feed-state.ts'
import type { Memory } from './memory.ts'
import { FILES } from './site-files.ts'

const CACHE_CONTROL = 'public, max-age=86400'

/** The publication's icon, else ours; and what a browser keeps of a page on a home screen. */
export function knownFiles(memory: Memory): Hono<Environment> {
  const publicationOf = async (c: Context<Environment>) =>
    (await stateOfEverything(meansOf(c, memory), c.get('now'))).state.publication
  return new Hono<Environment>()
    .get('/favicon.ico', async (c) => {
      const { icon } = await publicationOf(c)
      const headers = { Location: icon ?? FILES.icon, 'Cache-Control': CACHE_CONTROL }
      return new Response(null, { status: 302, headers })
    })
    .get('/manifest.webmanifest', async (c) => {
      const manifest = manifestOf(await publicationOf(c))
      return new Response(JSON.stringify(manifest), {
        headers: { 'Content-Type': 'application/manifest+json', 'Cache-Control': CACHE_CONTROL },
      })
    })
}

function manifestOf({ title, description, language, direction }: Publication): object {
  return {
    name: title,
    description,
    lang: language,
    dir: direction ?? scriptDirection(language) ?? 'auto',
    start_url: './',
    display: 'browser',
    background_color: '#fbf9f4',
    theme_color: '#8a1f1f',
    icons: [{ src: FILES.icon, sizes: 'any', type: 'image/svg+xml' }],
  }
}
