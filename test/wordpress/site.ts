// The site that .ci/wordpress has made: PHP that runs in it, and what Khulasa would hear from it.

import { spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { text } from 'node:stream/consumers'

export const SECRET = 'known-to-the-tests-only'

/** The address of the site. */
export const SITE = process.env.WORDPRESS_ADDRESS ?? ''

/** Runs the body of a PHP function in WordPress, as one request to its end; what it returns. */
export async function php(code: string): Promise<unknown> {
  const child = spawn('php', [path.join(import.meta.dirname, 'run.php')])
  child.stdin.end(code)
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  try {
    return JSON.parse(output)
  } catch {
    throw new Error(`PHP ended with: ${output}${errors}`)
  }
}

/** A request as it came. */
export interface Heard {
  method: string | undefined
  path: string | undefined
  headers: IncomingHttpHeaders
  body: string
}

export interface Receiver {
  address: string
  /** What has come since this was last asked, oldest first. */
  heard: () => Heard[]
  /** The answer from now on. */
  answers: (status: number, body: string) => void
  /** What it answers at old addresses of feeds in place of leading to its own. */
  instead: Map<string, { status: number; Location?: string }>
  /** The old addresses that it was asked for since this was last asked, oldest first. */
  asked: () => string[]
  close: () => void
}

/** Stands where Khulasa would. */
export async function receiver(): Promise<Receiver> {
  const heard: Heard[] = []
  let answer = { status: 202, body: '' }
  const asked: string[] = []
  const instead: Receiver['instead'] = new Map()
  const hear = async (request: IncomingMessage, response: ServerResponse) => {
    const { method, url = '', headers } = request
    if (method === 'HEAD') {
      asked.push(url)
      const { status, ...fields } = instead.get(url) ?? ownAddress(url, headers.host ?? '')
      response.writeHead(status, fields)
      response.end()
      return
    }
    heard.push({ method, path: url, headers, body: await text(request) })
    response.writeHead(answer.status, { 'Content-Type': 'application/problem+json' })
    response.end(answer.body)
  }
  const server = createServer((request, response) => void hear(request, response))
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard: () => heard.splice(0),
    answers: (status, body) => {
      answer = { status, body }
    },
    instead,
    asked: () => asked.splice(0),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

const FOLDERS: Record<string, string> = { category: 'sections', tag: 'tags', author: 'authors' }

/** Where an old address of a feed leads. */
function ownAddress(path: string, host: string): { status: number; Location?: string } {
  const [, kind = '', slug] = /^\/(category|tag|author)\/([^/]+)\/feed\/$/.exec(path) ?? []
  if (slug === undefined) return { status: 404 }
  return { status: 301, Location: `http://${host}/${FOLDERS[kind]}/${slug}/rss.xml` }
}

/** What Khulasa would take the signature to be. */
export function signatureOf({ headers, body }: Heard): string {
  const signed = `${String(headers['x-khulasa-timestamp'])}.${body}`
  return `sha256=${createHmac('sha256', SECRET).update(signed).digest('hex')}`
}

/** A post, as it is named. */
export interface Post {
  id: number
  guid: string
}

/** A new post, by a request of its own. */
export async function posted(fields: string): Promise<Post> {
  return (await php(`
    $fields = array('post_title' => '5G في المغرب', 'post_content' => 'نص', ${fields});
    $id = wp_insert_post($fields);
    return array('id' => $id, 'guid' => get_post($id)->guid);`)) as Post
}

/** Has the plugin speak to an address from now on; to nobody where there is none. */
export function setAddress(address: string | undefined): Promise<unknown> {
  return php(
    address === undefined
      ? `delete_option('khulasa_address'); delete_option('khulasa_secret'); return true;`
      : `update_option('khulasa_address', '${address}'); update_option('khulasa_secret', '${SECRET}'); return true;`,
  )
}

/** Asks the site, and follows nothing. */
export function get(where: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(SITE + where, { redirect: 'manual', headers })
}
