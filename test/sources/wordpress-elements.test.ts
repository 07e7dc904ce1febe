import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SourceError } from '../../src/sources/source-error.ts'
import { type WxrElement, wxrElements } from '../../src/sources/wordpress-elements.ts'
import { allOf, chunksOf, exportOf, itemOf } from './wxr.ts'

interface Read {
  elements: WxrElement[]
  error?: string
}

async function read(xml: string, size?: number): Promise<Read> {
  const elements: WxrElement[] = []
  try {
    for await (const element of wxrElements(chunksOf(xml, size))) elements.push(element)
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    return { elements, error: error.message }
  }
  return { elements }
}

const channel = (inside: string) => `<rss><channel>${inside}</channel></rss>`

async function* bytesOf(...chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks
}

describe('wxrElements', () => {
  it('yields what stands in the channel, with its line and what is in it', async () => {
    const { elements } = await read(
      channel('\n<title>a&amp;<![CDATA[b]]></title>\n<item><x y="1">c</x></item>'),
    )
    expect(elements).toEqual([
      { name: 'title', attributes: {}, text: 'a&b', children: [], line: 2, forbidden: 0 },
      {
        name: 'item',
        attributes: {},
        text: '',
        children: [
          { name: 'x', attributes: { y: '1' }, text: 'c', children: [], line: 3, forbidden: 0 },
        ],
        line: 3,
        forbidden: 0,
      },
    ])
  })

  it('reads the same however the file comes in', async () => {
    const xml = exportOf(itemOf({ title: 'خبر 🙂 عاجل' }) + itemOf({ number: 2 }))
    const whole = await read(xml)
    expect(whole.error).toBeUndefined()
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 50 }), async (size) => {
        expect(await read(xml, size)).toEqual(whole)
      }),
      { numRuns: 10 },
    )
  })

  it('passes over an item that is too large, and over comments however many', async () => {
    const large = `<item><a>${`<b>${'ب'.repeat(100)}</b>`.repeat(60_000)}</a></item>`
    const comments = `<wp:comment><a>${'ب'.repeat(6_000_000)}</a></wp:comment>`
    const { elements, error } = await read(channel(`${large}<item>${comments}<c>1</c></item>`))
    expect(error).toBeUndefined()
    expect(
      elements.map(({ fault, children }) => [fault, children.map(({ name }) => name)]),
    ).toEqual([
      ['is larger than 5000000 characters', []],
      [undefined, ['c']],
    ])
  })

  it('passes over an item that is too deep', async () => {
    const deep = `<item>${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}</item>`
    const { elements } = await read(channel(`${deep}<item><c>1</c></item>`))
    expect(elements.map(({ fault }) => fault)).toEqual([
      'is nested deeper than 8 elements',
      undefined,
    ])
  })

  it('counts the characters that XML forbids, and goes on', async () => {
    const { elements, error } = await read(channel('<item><a><![CDATA[ب\u0008ت]]></a></item>'))
    expect(error).toBeUndefined()
    expect(elements[0]).toMatchObject({ forbidden: 1, children: [{ text: 'ب\u0008ت' }] })
  })

  it.each([
    [
      'an end tag that is missing',
      '<rss><channel>\n<item>',
      '2: not well-formed XML: unclosed tag: item',
    ],
    [
      'an end tag of another',
      channel('\n<item><a></b></item>'),
      '2: not well-formed XML: unexpected close tag',
    ],
    [
      'an entity of its own',
      channel('\n<title>&own;</title>'),
      '2: not well-formed XML: undefined entity',
    ],
    [
      'a document type',
      `<!DOCTYPE rss [<!ENTITY own SYSTEM "file:///etc/passwd">]>\n${channel('<a>&own;</a>')}`,
      '1: has a document type: an export has none',
    ],
    ['another document', '<html><body><p>x</p></body></html>', '1: expected <rss>, found <html>'],
    ['nothing', '', '1: not well-formed XML: document must contain a root element'],
  ])('ends at %s, and says where', async (_, xml, message) => {
    expect((await read(xml)).error).toBe(message)
  })

  it('yields what stands before a fault', async () => {
    const { elements, error } = await read(channel('<item><a>1</a></item>\n<item><b></item>'))
    expect(elements).toHaveLength(1)
    expect(error).toBe('2: not well-formed XML: unexpected close tag')
  })

  it('ends at a text that is too large to be passed over', async () => {
    const { error } = await read(
      channel(`<item><![CDATA[${'b'.repeat(65_000_000)}]]></item>`),
      1_000_000,
    )
    expect(error).toBe('1: a text that ends here or later has more than 64000000 characters')
  })

  it('reads the encoding that the export says it is in', async () => {
    const start = '<?xml version="1.0" encoding="windows-1256"?><rss><channel><a>'
    const bytes = [...new TextEncoder().encode(start), 0xce, 0xc8, 0xd1]
    const end = new TextEncoder().encode('</a></channel></rss>')
    const elements: WxrElement[] = []
    for await (const each of wxrElements(bytesOf(Uint8Array.from(bytes), end))) elements.push(each)
    expect(elements[0]?.text).toBe('خبر')
  })

  it.each([
    ['<rss><channel>\n<a>', [0xce, 0xc8], '2: not UTF-8, soon after this line'],
    [
      '<?xml version="1.0" encoding="x-none"?>',
      [],
      '1: "x-none" is no encoding that is known: save it as UTF-8',
    ],
  ])('refuses bytes that are no text: %#', async (start, bytes, message) => {
    const chunks = bytesOf(
      new TextEncoder().encode(start),
      Uint8Array.from(bytes),
      Uint8Array.of(0x20),
    )
    await expect(allOf(wxrElements(chunks))).rejects.toThrow(message)
  })
})
