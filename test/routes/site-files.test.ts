import { describe, expect, it } from 'vitest'
import { FILES } from '../../src/routes/site-files.ts'
import { openNewsroom, problemOf, publicationOf } from '../newsroom.ts'

const FOR_GOOD = 'public, max-age=31536000, immutable'

describe('/files', () => {
  it.each([
    [FILES.style, 'text/css; charset=utf-8'],
    [FILES.script, 'text/javascript; charset=utf-8'],
    [FILES.font, 'font/woff2'],
    [FILES.icon, 'image/svg+xml'],
  ])('%s is %s, for good', async (file, mediaType) => {
    const newsroom = await openNewsroom(null)
    const response = await newsroom.get(`/${file}`)
    expect([response.status, response.headers.get('Content-Type')]).toEqual([200, mediaType])
    expect(response.headers.get('Cache-Control')).toBe(FOR_GOOD)
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(100)
  })

  it('are answered by an older name too, for a minute', async () => {
    const newsroom = await openNewsroom(null)
    const response = await newsroom.get('/files/style-00000000.css')
    expect(await response.text()).toBe(await (await newsroom.get(`/${FILES.style}`)).text())
    expect(response.headers.get('Cache-Control')).toBe('public, max-age=60')
  })

  it.each(['/files/', '/files/style-00000000.js', '/files/none-00000000.css'])(
    'have nothing else: %s',
    async (file) => {
      const newsroom = await openNewsroom(null)
      await problemOf(await newsroom.get(file), 404)
    },
  )
})

describe('the style sheet', () => {
  it('names no side of the page, and nothing that is elsewhere', async () => {
    const newsroom = await openNewsroom(null)
    const sheet = await (await newsroom.get(`/${FILES.style}`)).text()
    const rules = sheet.replace(/\/\*.*?\*\//gs, '')
    expect(rules).not.toMatch(/\b(?:left|right)\b/)
    expect(rules).not.toMatch(/(?<![-\w(])(?:(?:min-|max-)?(?:width|height)|top|bottom)\s*:/)
    expect([...rules.matchAll(/url\(([^)]*)\)/g)].map(([, address]) => address)).toEqual([
      FILES.font.replace('files/', ''),
    ])
    expect(rules).toContain('font-display: swap')
  })

  it('has a type face of at most 60 KB', async () => {
    const newsroom = await openNewsroom(null)
    const font = await (await newsroom.get(`/${FILES.font}`)).arrayBuffer()
    expect(new TextDecoder().decode(font.slice(0, 4))).toBe('wOF2')
    expect(font.byteLength).toBeLessThanOrEqual(60_000)
  })
})

describe('what browsers know by name', () => {
  it.each([
    ['https://www.news.example/icon.png', 'https://www.news.example/icon.png'],
    [undefined, FILES.icon],
  ])('/favicon.ico is the publication’s icon, %s, or ours', async (icon, location) => {
    const newsroom = await openNewsroom(publicationOf({ icon }))
    const response = await newsroom.get('/favicon.ico')
    expect([response.status, response.headers.get('Location')]).toEqual([302, location])
  })

  it('/manifest.webmanifest says the name, language and direction', async () => {
    const newsroom = await openNewsroom()
    const response = await newsroom.get('/manifest.webmanifest')
    expect(response.headers.get('Content-Type')).toBe('application/manifest+json')
    expect(await response.json()).toEqual({
      name: 'الحدث',
      description: 'أخبار المغرب والعالم العربي',
      lang: 'ar',
      dir: 'rtl',
      start_url: './',
      display: 'browser',
      background_color: '#fbf9f4',
      theme_color: '#8a1f1f',
      icons: [{ src: FILES.icon, sizes: 'any', type: 'image/svg+xml' }],
    })
  })
})
