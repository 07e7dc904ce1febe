import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { Client } from '../../src/cli/client.ts'
import { sendArticles } from '../../src/cli/send-articles.ts'
import type { SourceArticle } from '../../src/cli/source-article.ts'
import { readArticleFile } from '../../src/sources/article-file.ts'

interface Answer {
  status: number
  headers?: Record<string, string>
  body: unknown
}

let server: Server
let batches: string[][]
let atOnce: number
let twiceAtOnce: string[]

/** A deployment that answers like this, and notes what it is sent. */
async function deployment(answer: (ids: string[]) => Answer | undefined): Promise<Client> {
  batches = []
  atOnce = 0
  twiceAtOnce = []
  const underWay: string[][] = []
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const sent = await idsIn(request)
    twiceAtOnce.push(...underWay.flat().filter((id) => sent.includes(id)))
    batches.push(sent)
    underWay.push(sent)
    atOnce = Math.max(atOnce, underWay.length)
    // The later articles are the faster ones.
    await sleep(sent.includes('n0') ? 60 : 10)
    underWay.splice(underWay.indexOf(sent), 1)
    const { status, headers, body } = answer(sent) ?? {
      status: 200,
      headers: {},
      body: { results: sent.map(created) },
    }
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers })
    response.end(JSON.stringify(body))
  }
  server = createServer((request, response) => void take(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return new Client(new URL(`http://127.0.0.1:${address.port}`), 'token')
}

async function idsIn(request: IncomingMessage): Promise<string[]> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const { articles } = JSON.parse(Buffer.concat(chunks).toString()) as {
    articles: { id: string }[]
  }
  return articles.map(({ id }) => id)
}

function created(id: string) {
  return { id, change: 'created', state: 'published', notes: [{ field: 'title', detail: id }] }
}

function article(index: number, text = 'نص'): SourceArticle {
  const file = `2026-10-01-${index}.md`
  const content = readArticleFile(file, `---\nid: n${index}\ntitle: خبر\n---\n${text}\n`, 'UTC')
  return {
    file,
    hash: '',
    id: `n${index}`,
    idFromPath: false,
    digest: '',
    open: async () => content,
  }
}

const articles = (count: number) => Array.from({ length: count }, (_, index) => article(index))
async function* coming(all: SourceArticle[]) {
  yield* all
}
const send = (all: SourceArticle[], client: Client) =>
  sendArticles(coming(all), { advance: () => undefined }, client)
const ids = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`)

afterEach(() => new Promise((resolve) => server.close(resolve)))

describe('sendArticles', () => {
  it('sends each article once, two batches at once, and reports in the order of the articles', async () => {
    const client = await deployment(() => undefined)
    const { results, problems } = await send(articles(350), client)
    expect(results.map(({ result }) => result.id)).toEqual(ids(350))
    expect(results[7]).toEqual({ file: '2026-10-01-7.md', result: created('n7') })
    expect(problems).toEqual([])
    expect(batches.map(({ length }) => length).sort((a, b) => a - b)).toEqual([50, 100, 100, 100])
    expect(batches.flat().sort()).toEqual(ids(350).sort())
    expect(atOnce).toBe(2)
    expect(twiceAtOnce).toEqual([])
  })

  it('sends no more than a megabyte at once', async () => {
    const client = await deployment(() => undefined)
    const large = Array.from({ length: 8 }, (_, index) => article(index, 'نص '.repeat(60_000)))
    await send(large, client)
    expect(batches.every(({ length }) => length <= 5)).toBe(true)
    expect(batches.flat().sort()).toEqual(ids(8))
  })

  it('sends the same again when it is asked to wait, and gives up in the end', async () => {
    let refusals = 3
    const busy = { status: 503, body: { detail: 'busy' }, headers: { 'Retry-After': '0' } }
    const patient = await deployment(() => (refusals-- > 0 ? busy : undefined))
    const { results, problems } = await send(articles(120), patient)
    expect(results.map(({ result }) => result.id)).toEqual(ids(120))
    expect(problems).toEqual([])
    expect(batches).toHaveLength(5)
    expect(new Set(batches.map(String)).size).toBe(2)
    expect(twiceAtOnce).toEqual([])
    await new Promise((resolve) => server.close(resolve))

    const never = await deployment(() => busy)
    await expect(send(articles(120), never)).rejects.toThrow('busy')
  })

  it.each([413, 500, 503])('sends less at once after %i', async (status) => {
    const client = await deployment(({ length }) =>
      length > 20 ? { status, body: { detail: 'too much' } } : undefined,
    )
    const { results, problems } = await send(articles(250), client)
    expect(results.map(({ result }) => result.id)).toEqual(ids(250))
    expect(problems).toEqual([])
    expect(twiceAtOnce).toEqual([])
  })

  it('names the one article that is too much by itself', async () => {
    const client = await deployment((sent) =>
      sent.includes('n5') ? { status: 413, body: { detail: 'too large' } } : undefined,
    )
    const { results, problems } = await send(articles(9), client)
    expect(results.map(({ result }) => result.id)).toEqual(ids(9).filter((id) => id !== 'n5'))
    expect(problems).toEqual([{ file: '2026-10-01-5.md', line: 1, key: '', message: 'too large' }])
  })

  it('names what is refused with its line, in the order of the articles, and sends the rest', async () => {
    const client = await deployment((sent) => {
      const errors = ['n3', 'n180', 'n249'].flatMap((id) => {
        const index = sent.indexOf(id)
        return index < 0 ? [] : [{ pointer: `/articles/${index}/title`, detail: `not ${id}` }]
      })
      return errors.length > 0 ? { status: 422, body: { detail: 'no', errors } } : undefined
    })
    const { results, problems } = await send(articles(250), client)
    const refused = [3, 180, 249]
    expect(problems).toEqual(
      refused.map((index) => ({
        file: `2026-10-01-${index}.md`,
        line: 3,
        key: 'title',
        message: `not n${index}`,
      })),
    )
    const rest = ids(250).filter((id) => !refused.includes(Number(id.slice(1))))
    expect(results.map(({ result }) => result.id)).toEqual(rest)
  })

  it('names a file that cannot be opened any more, and sends the rest', async () => {
    const client = await deployment(() => undefined)
    const problem = { file: '2026-10-01-1.md', line: 1, key: '', message: 'is gone' }
    const gone = { ...article(1), open: async () => ({ problems: [problem], ids: undefined }) }
    const { results, problems } = await send([article(0), gone, article(2)], client)
    expect(results.map(({ result }) => result.id)).toEqual(['n0', 'n2'])
    expect(problems).toEqual([problem])
  })

  it('sends what has come when no more can be read, and says why', async () => {
    const client = await deployment(() => undefined)
    async function* cut() {
      yield* articles(120)
      throw new Error('cannot be read on')
    }
    const sending = sendArticles(cut(), { advance: () => undefined }, client)
    await expect(sending).rejects.toThrow('cannot be read on')
    expect(batches.flat().sort()).toEqual(ids(120).sort())
  })

  it('sends nothing more after an answer that is about no article', async () => {
    const client = await deployment((sent) =>
      sent.includes('n0') ? undefined : { status: 401, body: { detail: 'the token is wrong' } },
    )
    await expect(send(articles(1000), client)).rejects.toThrow('the token is wrong')
    expect(batches).toHaveLength(2)
  })
})
