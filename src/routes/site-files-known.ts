// The files whose names browsers know: /favicon.ico and /manifest.webmanifest.

import { Hono } from 'hono'
import type { Environment } from '../http/environment.ts'
import { scriptDirection } from '../text/direction.ts'
import { stateOfEverything } from './site-answer.ts'
import { FILES } from './site-files.ts'

const CACHE_CONTROL = 'public, max-age=86400'

/** The publication's icon, else ours; and what a browser keeps of a page on a home screen. */
export const knownFiles = new Hono<Environment>()
  .get('/favicon.ico', async (c) => {
    const { publication } = await stateOfEverything(c)
    const headers = {
      Location: publication.icon ?? FILES.icon,
      'Cache-Control': CACHE_CONTROL,
    }
    return new Response(null, { status: 302, headers })
  })
  .get('/manifest.webmanifest', async (c) => {
    const { title, description, language, direction } = (await stateOfEverything(c)).publication
    const manifest = {
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
    return new Response(JSON.stringify(manifest), {
      headers: { 'Content-Type': 'application/manifest+json', 'Cache-Control': CACHE_CONTROL },
    })
  })
