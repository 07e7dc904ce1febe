import { afterEach, describe, expect, it, vi } from 'vitest'
import { fetchPublic } from '../../src/cli/fetch-source.ts'
import { closeServers, serve } from './servers.ts'

// This machine has no public address that a server could be at: here the first is taken for one.
vi.mock('../../src/cli/public-address.ts', () => ({
  isPublicIp: (ip: string) => ip === '127.0.0.1',
}))

afterEach(closeServers)

describe('fetchPublic, of a public address', () => {
  it('reads it', async () => {
    const at = await serve((_, response) => void response.end('خبر'))
    expect((await fetchPublic(at, { allowLocal: false })).address).toBe(`${at}/`)
  })

  it.each([
    ['http://127.0.0.2/', '127.0.0.2'],
    ['http://[::1]/', '[::1]'],
    ['//10.0.0.1/', '10.0.0.1'],
    ['http://169.254.169.254/latest', '169.254.169.254'],
  ])('does not follow it to %s', async (target, host) => {
    const at = await serve(
      (_, response) => void response.writeHead(302, { Location: target }).end(),
    )
    await expect(fetchPublic(at, { allowLocal: false })).rejects.toThrow(
      `${host} is no public address: it is fetched only with --allow-local`,
    )
  })

  it('connects to the address that it looked at', async () => {
    const at = await serve(({ headers }, response) => void response.end(headers.host))
    const named = at.replace('127.0.0.1', 'localhost')
    const found = await fetchPublic(named, { allowLocal: false }).catch((error: unknown) => error)
    // Where localhost is ::1 too, that is refused; nowhere is it read from an address not looked at.
    expect(found instanceof Error ? found.message : found).toSatisfy(
      (said: unknown) =>
        said === 'localhost (::1) is no public address: it is fetched only with --allow-local' ||
        (typeof said === 'object' &&
          said !== null &&
          'address' in said &&
          said.address === `${named}/`),
    )
  })
})
