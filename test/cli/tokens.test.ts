import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ended, newProject, type Project, type Service } from './project.ts'

const PUBLICATION = `title: صحيفة
description: وصف
home: https://news.example
address: https://feeds.news.example
language: ar
`
const TOKEN = /^khl_[A-Za-z0-9_-]{43}\n$/
const KEEP = 'Keep the token now: it is not shown again.\n'

let served: Project
let service: Service

beforeAll(async () => {
  served = await newProject()
  const articles = path.join(served.path, 'articles')
  await rm(articles, { recursive: true })
  await mkdir(articles)
  await writeFile(path.join(articles, 'publication.yaml'), PUBLICATION)
  service = await served.start()
})

afterAll(async () => {
  await service.stop()
  await served.remove()
})

function token(parameters: string[], environment: Record<string, string> = {}): Promise<Ended> {
  const { port } = new URL(service.address)
  return served.run(['token', ...parameters], { PORT: port, ...environment })
}

/** Makes a token, and says it. */
async function created(...parameters: string[]): Promise<string> {
  const { stdout } = await token(['create', ...parameters])
  expect(stdout).toMatch(TOKEN)
  return stdout.trim()
}

async function listed(): Promise<string> {
  return (await token(['list'])).stdout
}

function sync(KHULASA_TOKEN: string): Promise<Ended> {
  return served.run(['sync', '--to', service.address], { KHULASA_TOKEN })
}

describe('khulasa token', () => {
  it('says that there are none yet', async () => {
    expect(await token(['list'])).toEqual({
      code: 0,
      stdout: '',
      stderr: 'There are no tokens: only the secret PUBLISH_TOKEN counts.\n',
    })
  })

  it('create writes the token alone on the standard output, and it publishes', async () => {
    const { code, stdout, stderr } = await token(['create', 'wordpress', '--scope', 'publish'])
    expect(stdout).toMatch(TOKEN)
    expect([code, stderr]).toEqual([0, `wordpress: publish. ${KEEP}`])
    expect(await sync(stdout.trim())).toEqual({ code: 0, stdout: '0 articles\n', stderr: '' })
  })

  it('create takes several scopes and an end', async () => {
    const parameters = ['create', 'partner', '--scope', 'publish', '--scope', 'changes']
    const { stderr } = await token([...parameters, '--expires', '2999-06-30'])
    expect(stderr).toBe(`partner: publish, changes; until 2999-06-30T00:00:00Z. ${KEEP}`)
  })

  it('does what a token may do that is no admin, and says what it may not', async () => {
    const own = await created('desk', '--scope', 'publish')
    expect(await token(['list'], { KHULASA_TOKEN: own })).toEqual({
      code: 1,
      stdout: '',
      stderr: 'The token "desk" may not do this: it takes one with the scope admin.\n',
    })
  })

  it('rotate puts a new one in the place of the old one', async () => {
    const old = await created('agency', '--scope', 'publish')
    const { code, stdout, stderr } = await token(['rotate', 'agency'])
    expect(stdout).toMatch(TOKEN)
    expect([code, stderr]).toEqual([0, `agency: publish. ${KEEP}The one before counts no more.\n`])
    expect((await sync(stdout.trim())).code).toBe(0)
    expect((await sync(old)).stderr).toBe(
      'Send `Authorization: Bearer TOKEN` with a token of this deployment.\n',
    )
  })

  it('rotate leaves the old one some grace', async () => {
    const old = await created('slow', '--scope', 'publish')
    const { stderr } = await token(['rotate', 'slow', '--grace', '3600'])
    expect(stderr).toMatch(/^slow: publish; the one before counts until \d{4}-.*Z\. Keep the token/)
    expect((await sync(old)).code).toBe(0)
    expect(await listed()).toMatch(/^slow: publish; the one before counts until \d{4}-\S*Z$/m)
  })

  it('revoke ends one for good', async () => {
    const own = await created('old', '--scope', 'publish')
    expect(await token(['revoke', 'old'])).toEqual({
      code: 0,
      stdout: 'old is revoked\n',
      stderr: '',
    })
    expect((await sync(own)).code).toBe(1)
    expect(await listed()).toMatch(/^old: publish; revoked \d{4}-\S*Z$/m)
    expect((await token(['revoke', 'old'])).stderr).toBe(
      'There is no token "old", or it is revoked.\n',
    )
  })

  it.each([
    [['create', 'x'], 1, "error: required option '--scope <scope>' not specified"],
    [['create', 'x', '--scope', 'write'], 1, '/scopes/0: expected publish or changes or admin\n'],
    [['create', 'X', '--scope', 'admin'], 1, '/name: expected a short name of small letters, '],
    [
      ['create', 'x', '--scope', 'admin', '--expires', 'soon'],
      2,
      '--expires: "soon" is not a date that can only be read in one way; ' +
        'write 2027-06-30 or 2027-06-30 12:00\n',
    ],
    [['create', 'x', '--scope', 'admin', '--expires', ''], 2, '--expires: "" is not a date'],
    [['rotate', 'x', '--expires', ''], 2, '--expires: "" is not a date'],
    [
      ['create', 'x', '--scope', 'admin', '--expires', '2020-01-01'],
      1,
      '/expires: is past: expected a moment to come\n',
    ],
    [
      ['rotate', 'x', '--grace', '1h'],
      2,
      '--grace is a number of seconds, such as 3600, not "1h"\n',
    ],
    [['rotate', 'nobody'], 1, 'There is no token "nobody", or it is revoked.\n'],
    [
      ['list', '--to', 'nowhere'],
      2,
      '--to is an address that begins with https://, not "nowhere"\n',
    ],
  ])('%j is refused', async (parameters, exitCode, message) => {
    const { code, stdout, stderr } = await token(parameters)
    expect(stderr).toContain(message)
    expect([code, stdout]).toEqual([exitCode, ''])
  })
})
