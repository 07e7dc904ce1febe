import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { CommandError } from '../../src/cli/command-error.ts'
import { AnswerError, type FetchOptions, fetchPublic } from '../../src/cli/fetch-source.ts'
import { isPublicIp } from '../../src/cli/public-address.ts'
import { closeServers, serve } from './servers.ts'

afterEach(closeServers)

async function text(address: string, options: Partial<FetchOptions> = {}): Promise<string> {
  const { body } = await fetchPublic(address, { allowLocal: true, ...options })
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

async function refusal(address: string, options: Partial<FetchOptions> = {}): Promise<string> {
  try {
    return `read: ${await text(address, options)}`
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    expect(error.exitCode).toBe(2)
    return error.message
  }
}

const isNot = (host: string) =>
  `${host} is no public address: it is fetched only with --allow-local`

describe('isPublicIp', () => {
  it.each(
    '8.8.8.8 1.1.1.1 100.63.255.255 172.32.0.1 192.167.1.1 2606:4700::1111 2a00:1450::1'.split(' '),
  )('%s is', (ip) => {
    expect(isPublicIp(ip)).toBe(true)
  })

  it.each(
    (
      '0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 ' +
      '172.31.255.255 192.168.1.1 192.0.0.8 192.0.2.1 198.18.0.1 198.51.100.1 203.0.113.1 ' +
      '224.0.0.1 255.255.255.255 :: ::1 ::ffff:8.8.8.8 ::ffff:10.0.0.1 64:ff9b::a00:1 fc00::1 ' +
      'fd12:3456::1 fe80::1 fec0::1 ff02::1 2001:db8::1 2001::1 2002:a00:1:: 3fff::1 localhost'
    ).split(' '),
  )('%s is not', (ip) => {
    expect(isPublicIp(ip)).toBe(false)
  })
})

describe('fetchPublic', () => {
  it('says what it fetched', async () => {
    const at = await serve((_, response) => {
      response.setHeader('Content-Type', 'Application/RSS+XML; charset="windows-1256"')
      response.end('<rss/>')
    })
    const { address, type, charset } = await fetchPublic(`${at}/feed`, { allowLocal: true })
    expect({ address, type, charset }).toEqual({
      address: `${at}/feed`,
      type: 'application/rss+xml',
      charset: 'windows-1256',
    })
  })

  it.each([
    ['gzip', gzipSync('خبر')],
    ['br', brotliCompressSync('خبر')],
  ])('unpacks %s', async (coding, body) => {
    const at = await serve((_, response) => {
      response.setHeader('Content-Encoding', coding)
      response.end(body)
    })
    expect(await text(at)).toBe('خبر')
  })

  it('follows five redirects, relative ones too, and no more', async () => {
    const at = await serve(({ url = '' }, response) => {
      const left = Number(url.slice(1))
      if (left === 0) response.end('خبر')
      else response.writeHead(302, { Location: `/${left - 1}` }).end()
    })
    expect(await text(`${at}/5`)).toBe('خبر')
    expect(await refusal(`${at}/6`)).toBe(`${at}/6 redirects more than 5 times`)
  })

  it.each([
    ['http://127.0.0.1:9/', isNot('127.0.0.1')],
    ['http://2130706433/', isNot('127.0.0.1')],
    ['http://0x7f.1/', isNot('127.0.0.1')],
    ['http://[::1]/', isNot('[::1]')],
    ['http://[::ffff:7f00:1]/', isNot('[::ffff:7f00:1]')],
    ['http://169.254.169.254/latest/meta-data', isNot('169.254.169.254')],
    ['http://10.0.0.1/', isNot('10.0.0.1')],
    ['http://localhost:9/', isNot('localhost (127.0.0.1)')],
  ])('does not fetch %s', async (address, message) => {
    expect((await refusal(address, { allowLocal: false })).replace('(::1)', '(127.0.0.1)')).toBe(
      message,
    )
  })

  it.each([
    [
      'file:///etc/passwd',
      'file:///etc/passwd: only addresses that begin with https:// or http:// are fetched',
    ],
    [
      'ftp://a.example/',
      'ftp://a.example/: only addresses that begin with https:// or http:// are fetched',
    ],
    ['http://user:word@a.example/', 'http://a.example/: leave out the user and password before @'],
    ['a.example/feed', '"a.example/feed" is no address'],
  ])('refuses %s', async (address, message) => {
    expect(await refusal(address)).toBe(message)
  })

  it.each([
    [
      'file:///etc/passwd',
      'file:///etc/passwd: only addresses that begin with https:// or http:// are fetched',
    ],
    ['http://user@a.example/', 'http://a.example/: leave out the user and password before @'],
  ])('refuses a redirect to %s', async (target, message) => {
    const at = await serve(
      (_, response) => void response.writeHead(301, { Location: target }).end(),
    )
    expect(await refusal(at)).toBe(`${at}/ redirects to ${message}`)
  })

  it.each([404, 500, 304, 206])('refuses an answer %s', async (status) => {
    const at = await serve((_, response) => void response.writeHead(status).end())
    expect(await refusal(at)).toBe(`${at}/ answered ${status}, not 200`)
  })

  it.each([
    ['7', 7],
    ['Sat, 22 Aug 2026 09:00:00 GMT', undefined],
    [undefined, undefined],
  ])('says when to come again: Retry-After %s', async (after, retryAfter) => {
    const headers = after === undefined ? {} : { 'Retry-After': after }
    const at = await serve((_, response) => void response.writeHead(429, headers).end())
    const error = await fetchPublic(at, { allowLocal: true }).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(AnswerError)
    expect(error).toMatchObject({ status: 429, retryAfter })
  })

  it('stops where there is more than it reads, unpacked too', async () => {
    const at = await serve(({ url }, response) => {
      const body = Buffer.alloc(3 * 1024 * 1024)
      if (url === '/packed') response.setHeader('Content-Encoding', 'gzip')
      response.end(url === '/packed' ? gzipSync(body) : body)
    })
    const limit = 1024 * 1024
    expect(await refusal(`${at}/plain`, { limit })).toBe(`${at}/plain is larger than 1 MB`)
    expect(await refusal(`${at}/packed`, { limit })).toBe(`${at}/packed is larger than 1 MB`)
  })

  it('does not wait for ever, neither for an answer nor for the rest of one', async () => {
    const at = await serve(({ url }, response) => void (url === '/slow' && response.write('<')))
    const late = (path: string) => `${at}${path} did not answer in full within 0.2 s`
    expect(await refusal(`${at}/never`, { patience: 200 })).toBe(late('/never'))
    expect(await refusal(`${at}/slow`, { patience: 200 })).toBe(late('/slow'))
  })

  it('says what went wrong on the way', async () => {
    const at = await serve(({ url }, response) => {
      if (url === '/cut') {
        response.writeHead(200, { 'Content-Length': 100 }).write('<rss>')
        setTimeout(() => response.destroy(), 50)
      } else if (url === '/garbled') {
        response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('<rss/>')
      } else response.destroy()
    })
    expect(await refusal(`${at}/cut`)).toBe(`${at}/cut cannot be fetched: its answer broke off`)
    expect(await refusal(`${at}/gone`)).toBe(`${at}/gone cannot be fetched: its answer broke off`)
    expect(await refusal(`${at}/garbled`)).toBe(
      `${at}/garbled cannot be fetched: its answer is not compressed as it says`,
    )
    closeServers()
    expect(await refusal(`${at}/`)).toBe(`${at}/ cannot be fetched: the connection was refused`)
  })

  it('can be interrupted', async () => {
    const at = await serve(() => undefined)
    const interrupt = new AbortController()
    setTimeout(() => interrupt.abort(), 50)
    expect(await refusal(at, { signal: interrupt.signal })).toBe(`${at}/: interrupted`)
  })
})
