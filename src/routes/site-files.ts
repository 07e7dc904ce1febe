// The files that pages load: style sheet, script, type face and icon, under names that have their
// hash, and so for good.

import { Hono } from 'hono'
import naskh from '@fontsource-variable/markazi-text/files/markazi-text-arabic-wght-normal.woff2'
import type { Environment } from '../http/environment.ts'
import { Problem } from '../http/problem.ts'
import icon from './site-files/favicon.svg'
import script from './site-files/khulasa.js'
import style from './site-files/style.css'

interface SiteFile {
  /** Where it is, from the root of ours. */
  path: string
  mediaType: string
  body: string | ArrayBuffer
}

const FONT = siteFile('naskh', 'woff2', 'font/woff2', naskh)
const ICON = siteFile('icon', 'svg', 'image/svg+xml', icon)
const SCRIPT = siteFile('khulasa', 'js', 'text/javascript; charset=utf-8', script)
const STYLE = siteFile(
  'style',
  'css',
  'text/css; charset=utf-8',
  style.replace('naskh.woff2', FONT.path.slice('files/'.length)),
)

/** Where each of them is, from the root of ours. */
export const FILES = {
  font: FONT.path,
  icon: ICON.path,
  script: SCRIPT.path,
  style: STYLE.path,
} as const

/** Changes when one of them does. */
export const FILES_VERSION = fingerprint(Object.values(FILES).join(' '))

const BY_STEM = new Map([FONT, ICON, SCRIPT, STYLE].map((file) => [stem(file.path), file]))

const FOR_GOOD = 'public, max-age=31536000, immutable'
const FOR_NOW = 'public, max-age=60'

/** The files. */
export const siteFiles = new Hono<Environment>().get('/files/:name', (c) => {
  const path = `files/${c.req.param('name')}`
  const file = BY_STEM.get(stem(path))
  if (!file) throw new Problem(404, 'There is no such file. The front page says where they are.')
  // A page that a cache kept over a deployment asks by the name of before.
  return new Response(file.body, {
    headers: {
      'Content-Type': file.mediaType,
      'Cache-Control': file.path === path ? FOR_GOOD : FOR_NOW,
    },
  })
})

function siteFile(
  name: string,
  ending: string,
  mediaType: string,
  body: string | ArrayBuffer,
): SiteFile {
  return { path: `files/${name}-${fingerprint(body)}.${ending}`, mediaType, body }
}

function stem(path: string): string {
  return path.replace(/-[0-9a-f]{8}(?=\.[a-z0-9]+$)/, '')
}

/** FNV-1a (32 bits): the platform hashes by a promise, and none may be waited for before a request. */
export function fingerprint(body: string | ArrayBuffer): string {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : new Uint8Array(body)
  let hash = 0x811c9dc5
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
