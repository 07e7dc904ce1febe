import { env } from 'cloudflare:test'
import { describe, expect, it, vi } from 'vitest'
import worker from '../src/worker.ts'
import { createExecutionContext } from 'cloudflare:test'
import { draftOf, openNewsroom, problemOf } from './newsroom.ts'

describe('a method that an address does not take', () => {
  it.each([
    ['/rss.xml', 'POST', 'GET, HEAD'],
    ['/atom.xml', 'PUT', 'GET, HEAD'],
    ['/feed.json', 'DELETE', 'GET, HEAD'],
    ['/feed', 'PATCH', 'GET, HEAD'],
    ['/tags/5g/rss.xml', 'POST', 'GET, HEAD'],
    ['/', 'POST', 'GET, HEAD'],
    ['/tags/', 'POST', 'GET, HEAD'],
    ['/tags/5g/', 'POST', 'GET, HEAD'],
    ['/headlines', 'POST', 'GET, HEAD'],
    ['/feeds.opml', 'POST', 'GET, HEAD'],
    ['/news-sitemap.xml', 'POST', 'GET, HEAD'],
    ['/files/style-00000000.css', 'POST', 'GET, HEAD'],
    ['/api/openapi.json', 'POST', 'GET, HEAD'],
    ['/api/publication', 'POST', 'GET, HEAD, PUT'],
    ['/api/articles', 'PUT', 'GET, HEAD, POST'],
    ['/api/articles/a', 'POST', 'GET, HEAD, DELETE, PUT'],
    ['/api/articles/a/status', 'GET', 'PUT'],
    ['/articles/a', 'POST', 'GET, HEAD'],
    ['/api/reprocess', 'GET', 'POST'],
    ['/api/tokens', 'PUT', 'GET, HEAD, POST'],
    ['/api/tokens/a', 'GET', 'DELETE'],
    ['/api/audit', 'DELETE', 'GET, HEAD'],
    ['/hooks/wordpress', 'GET', 'POST'],
  ])('%s: %s is 405, with Allow: %s', async (path, method, allow) => {
    const newsroom = await openNewsroom()
    const response = await newsroom.call(method, path)
    expect(response.headers.get('Allow')).toBe(allow)
    const { detail } = await problemOf(response, 405)
    expect(detail).toBe(`${method} is not for this address: it takes ${allow}.`)
  })
})

describe('an address at which there is nothing', () => {
  it.each([
    '/nothing',
    '/rss.json',
    '/sections/economy',
    '/sections/economy/',
    '/places/fez/rss.xml',
    '/tags/rss.xml',
    '/tags/a/b/rss.xml',
    '/api',
    '/api/nothing',
    '/api/articles/a/b',
    '//rss.xml',
    '/constructor/x/rss.xml',
  ])('%s is 404, as a problem', async (path) => {
    const newsroom = await openNewsroom()
    const first = await newsroom.call('GET', path)
    const response =
      first.status === 301 ? await newsroom.call('GET', path.replace(/\/$/, '')) : first
    await problemOf(response, 404)
  })

  it('redirects to no other host', async () => {
    const newsroom = await openNewsroom()
    const response = await newsroom.get('//elsewhere.example/')
    expect([response.status, response.headers.get('Location')]).toEqual([404, null])
  })
})

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; " +
  "manifest-src 'self'; img-src 'self' https:; media-src https:; base-uri 'none'; form-action 'self'"

describe('every answer', () => {
  const ofPages = `${POLICY}; frame-ancestors 'none'`
  const ofTheRest =
    "default-src 'none'; style-src 'self'; img-src 'self' https:; base-uri 'none'; " +
    "form-action 'none'; frame-ancestors 'none'"

  it.each([
    ['a feed', '/rss.xml', 200, ofTheRest],
    ['the front page', '/', 200, ofPages],
    ['a redirection', '/tags/IOS/rss.xml', 301, ofTheRest],
    ['the slash at the end', '/rss.xml/', 301, ofTheRest],
    ['what is not there', '/nothing', 404, ofPages],
    ['a bad request', '/rss.xml?limit=0', 400, ofTheRest],
    ['the API without a token', '/api/articles', 401, ofPages],
  ])('has the security headers: %s', async (_, path, status, policy) => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', { tags: ['iOS'] }))
    const response = await newsroom.get(path)
    expect(response.status).toBe(status)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-security-policy': policy,
      'cross-origin-resource-policy': 'cross-origin',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=15552000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
    })
  })
})

describe('what others may frame', () => {
  it.each([
    ['/headlines', true],
    ['/tags/ios/headlines', true],
    ['/tags/ios/headlines/', false],
    ['/tags/headlines', false],
    ['/tags/headlines/', false],
    ['/headlines/', false],
    ['/api/headlines', false],
    ['/', false],
    ['/tags/ios/', false],
  ])('%s: %s', async (path, framed) => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a', { tags: ['iOS'] }))
    const { headers } = await newsroom.get(path)
    const ancestors = framed ? '*' : "'none'"
    expect(headers.get('Content-Security-Policy')).toBe(`${POLICY}; frame-ancestors ${ancestors}`)
    expect(headers.get('X-Frame-Options')).toBe(framed ? null : 'SAMEORIGIN')
  })
})

describe('CORS', () => {
  const Origin = 'https://reader.example'

  it.each(['/rss.xml', '/atom.xml', '/feed.json', '/feed', '/languages/ar/rss.xml', '/nothing'])(
    'is open for %s',
    async (path) => {
      const newsroom = await openNewsroom()
      await newsroom.publish(draftOf('a'))
      const response = await newsroom.get(path, { Origin })
      expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*')
      expect(response.headers.get('Access-Control-Expose-Headers')).toBe(
        'ETag,Last-Modified,Link,Content-Language,IM',
      )
    },
  )

  it('answers a preflight for conditional requests', async () => {
    const newsroom = await openNewsroom()
    const headers = {
      Origin,
      'Access-Control-Request-Method': 'GET',
      'Access-Control-Request-Headers': 'if-none-match',
    }
    const response = await newsroom.get('/feed.json', headers, 'OPTIONS')
    expect(response.status).toBe(204)
    expect(await response.text()).toBe('')
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*')
    expect(response.headers.get('Access-Control-Allow-Methods')).toBe('GET,HEAD,OPTIONS')
    expect(response.headers.get('Access-Control-Allow-Headers')).toBe('if-none-match')
  })

  it('is closed for publishing', async () => {
    const newsroom = await openNewsroom()
    for (const method of ['GET', 'OPTIONS']) {
      const response = await newsroom.get('/api/articles', { Origin }, method)
      expect(response.headers.get('Access-Control-Allow-Origin')).toBeNull()
    }
  })
})

describe('what goes wrong', () => {
  it('inside is logged, and its words stay inside', async () => {
    const newsroom = await openNewsroom()
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    await env.DB.prepare('DELETE FROM publication').run()
    await env.DB.prepare("INSERT INTO publication VALUES (1, '{secret', 2, 1, '')").run()
    const { detail } = await problemOf(await newsroom.get('/rss.xml'), 500)
    expect(detail).toBe('Something went wrong here. The log of the worker says what.')
    expect(log).toHaveBeenCalledOnce()
    log.mockRestore()
  })
})

describe('the worker', () => {
  it('serves the same app by the clock of the platform', async () => {
    const newsroom = await openNewsroom()
    const hour = 3_600_000
    const published = new Date(Date.now() - hour).toISOString()
    const visibleFrom = new Date(Date.now() + hour).toISOString()
    await newsroom.publish(
      draftOf('open', { published }),
      draftOf('hidden', { published, visibleFrom }),
    )
    const request = new Request('https://feeds.news.example/feed.json')
    const response = await worker.fetch(request, newsroom.bindings, createExecutionContext())
    expect(await response.json()).toMatchObject({ items: [{ id: 'open' }] })
  })
})
