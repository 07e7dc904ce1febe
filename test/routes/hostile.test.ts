// What no document of ours may break on, in every field that a source or an editor can fill.

import { describe, expect, it } from 'vitest'
import { jsonFeed } from '../json-feed-schema.ts'
import { type DraftInput, draftOf, openNewsroom, path, publicationOf } from '../newsroom.ts'
import { strict, type StrictElement } from '../strict.ts'

const CONTROLS = Array.from({ length: 0x20 }, (_, code) => String.fromCharCode(code)).join('')

/** A text, and what a reader is to see of it: nothing else is lost. */
const TEXTS: [what: string, text: string, seen: string][] = [
  ['a lone high surrogate', 'قبل\ud800بعد', 'قبلبعد'],
  ['a lone low surrogate', 'قبل\udc00بعد', 'قبلبعد'],
  ['surrogates the wrong way round', 'قبل\udc00\ud800 🙂 بعد', 'قبل 🙂 بعد'],
  ['U+0000 to U+001F', `قبل${CONTROLS}بعد`, 'قبل بعد'],
  ['U+FFFE and U+FFFF', 'قبل\ufffe\uffffبعد', 'قبلبعد'],
  [']]> twice', 'قبل ]]> و ]]> بعد', 'قبل ]]> و ]]> بعد'],
  ['the end of a CDATA section and more', ']]>]]&gt;<![CDATA[ قبل', ']]>]]&gt;<![CDATA[ قبل'],
  ['a script', 'قبل <script>alert(1)</script>', 'قبل <script>alert(1)</script>'],
  ['signs that look like markup', 'أ ‹ ب <b>', 'أ ‹ ب <b>'],
  ['the end of the element', 'قبل</title></name></b>', 'قبل</title></name></b>'],
  ['references', 'قبل &amp; &#x202e; &nbsp; & &', 'قبل &amp; &#x202e; &nbsp; & &'],
  ['quotation marks', `قبل "و" 'بعد' "/><x y="`, `قبل "و" 'بعد' "/><x y="`],
  ['a comment and a declaration', 'قبل <!-- <?xml?> <!DOCTYPE x>', 'قبل <!-- <?xml?> <!DOCTYPE x>'],
]

const ADDRESS = 'https://www.news.example/أ ‹ ب <b>"]]>&\'?q=<&>'
const ENCODED = strictlyEncoded(ADDRESS)

/** Every field of a draft with this text in it. */
function hostile(text: string): Partial<DraftInput> {
  return {
    title: text,
    authors: [{ name: text, url: ADDRESS }],
    tags: [text],
    translationGroup: text,
    summary: text,
    canonical: ADDRESS,
    image: { url: `${ADDRESS}.jpg`, alt: text, credit: text, type: 'image/jpeg' },
    enclosures: [
      { url: `${ADDRESS}.mp3`, type: 'audio/mpeg', title: text },
      { url: `${ADDRESS}.pdf`, type: 'application/pdf', title: text },
    ],
    source: { name: text, url: ADDRESS },
    credit: text,
    content: `<p title='${text.replace(/[<>"'&]/g, '')}'>${escaped(text)}</p>`,
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

function strictlyEncoded(address: string): string {
  return address.replace(/[^!#$&'()*+,\-./0-9:;=?@A-Z_a-z~]/gu, (character) =>
    encodeURIComponent(character),
  )
}

/** White space does not count, nor does the mark of rule 19. */
function plain(text: string | undefined): string | undefined {
  return text
    ?.replace(/^[\u200e\u200f]/, '')
    .replace(/[\t\n\r ]+/g, ' ')
    .trim()
}

/** The text of HTML that holds no more than what `hostile` has put into it. */
function htmlText(html: string): string | undefined {
  const text = html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&#x27;', "'")
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
  return plain(text)
}

const IN_RSS = [
  'title',
  'dc:creator',
  'category',
  'dc:source',
  'dc:contributor',
  'media:description',
  'media:credit',
]

function textsOf(element: StrictElement, names: string[]): [string, string | undefined][] {
  return [...element.descendants()]
    .filter(({ name }) => names.includes(name))
    .map(({ name, text }) => [name, plain(text)])
}

describe.each(TEXTS)('%s in every field of an article', (_, text, seen) => {
  const published = async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(
      draftOf('hostile', hostile(text)),
      draftOf('after', { title: 'خبر آخر', published: '2026-08-22T08:00:00Z' }),
    )
    return newsroom
  }

  it('leaves RSS well-formed, and every word in it', async () => {
    const newsroom = await published()
    const channel = strict(await (await newsroom.get('/rss.xml')).text()).the('channel')
    const [item, after, ...others] = channel.all('item')
    expect(others).toEqual([])
    expect(after?.the('title').text).toBe('خبر آخر')
    if (!item) throw new Error('no item')
    expect(textsOf(item, IN_RSS)).toEqual(
      expect.arrayContaining(IN_RSS.map((name) => [name, seen])),
    )
    expect(textsOf(item, IN_RSS).filter(([, found]) => found !== seen)).toEqual([])
    expect(item.the('link').text).toBe(ENCODED)
    expect(item.the('enclosure').attributes.url).toBe(`${ENCODED}.mp3`)
    expect(htmlText(item.the('description').text)).toBe(seen)
    expect(htmlText(item.the('content:encoded').text)).toBe(seen)
  })

  it('leaves Atom well-formed, and every word in it', async () => {
    const newsroom = await published()
    const feed = strict(await (await newsroom.get('/atom.xml')).text())
    const [entry, after, ...others] = feed.all('entry')
    expect(others).toEqual([])
    expect(after?.the('title').text).toBe('خبر آخر')
    if (!entry) throw new Error('no entry')
    const names = ['title', 'name', 'summary']
    const texts = textsOf(entry, names)
    expect(texts.filter(([, found]) => found !== seen)).toEqual([])
    // Of the entry and its source; of its author and its credit.
    expect(texts.map(([name]) => name).toSorted()).toEqual([
      'name',
      'name',
      'summary',
      'title',
      'title',
    ])
    expect(entry.all('category').map(({ attributes }) => plain(attributes.label))).toEqual([seen])
    const enclosed = entry.all('link').filter(({ attributes }) => attributes.rel === 'enclosure')
    expect(enclosed.map(({ attributes }) => attributes.href)).toEqual(
      expect.arrayContaining([`${ENCODED}.mp3`, `${ENCODED}.pdf`]),
    )
    expect(htmlText(entry.the('content').text)).toBe(seen)
  })

  it('leaves JSON Feed valid, and every word in it', async () => {
    const newsroom = await published()
    const { items } = jsonFeed(await (await newsroom.get('/feed.json')).text())
    expect(items.map(({ id }) => id)).toEqual(['hostile', 'after'])
    const [item] = items
    expect(plain(item?.title)).toBe(seen)
    expect(plain(item?.summary)).toBe(seen)
    expect(item?.tags?.map(plain)).toEqual([seen])
    expect(item?.authors?.map(({ name, url }) => [plain(name), url])).toEqual([[seen, ENCODED]])
    expect(item?.attachments?.map(({ title }) => plain(title))).toEqual([seen, seen])
    expect(item?.url).toBe(ENCODED)
    expect(htmlText(item?.content_html ?? '')).toBe(seen)
  })

  it('leaves a feed of its tag and of its author', async () => {
    const newsroom = await published()
    const page = await (await newsroom.get('/')).text()
    const folders = [...page.matchAll(/href="\.(\/(?:tags|authors)\/[^"]+\/)"/g)]
    expect(folders).toHaveLength(2)
    for (const [, folder = ''] of folders) {
      const { title, items } = jsonFeed(await (await newsroom.get(`${folder}feed.json`)).text())
      expect(plain(title)).toBe(`الحدث — ${seen}`)
      expect(items.map(({ id }) => id)).toEqual(['hostile'])
    }
  })

  it('leaves a front page of the same elements as any other', async () => {
    const newsroom = await published()
    expect(await elementsOf(newsroom)).toEqual(await elementsOf(await harmless()))
  })

  async function harmless() {
    const newsroom = await openNewsroom()
    await newsroom.publish(
      draftOf('harmless', hostile('كلام')),
      draftOf('after', { title: 'خبر آخر', published: '2026-08-22T08:00:00Z' }),
    )
    return newsroom
  }
})

describe.each(TEXTS)('%s in every field of a publication', (_, text, seen) => {
  const publication = publicationOf({
    title: text,
    description: text,
    sections: [{ id: 'economy', name: text, slug: 'اقتصاد' }],
    author: { name: text },
    licence: { name: text, url: ADDRESS },
    home: ADDRESS,
    image: ADDRESS,
    icon: ADDRESS,
    hub: ADDRESS,
  })
  const published = async () => {
    const newsroom = await openNewsroom(publication)
    await newsroom.publish(draftOf('a', { sections: ['economy'] }))
    return newsroom
  }
  const folder = path('sections', 'اقتصاد')

  it('leaves every document well-formed, and every word in it', async () => {
    const newsroom = await published()
    const channel = strict(await (await newsroom.get(`${folder}/rss.xml`)).text()).the('channel')
    expect(plain(channel.the('title').text)).toBe(`${seen} — ${seen}`)
    expect(plain(channel.the('description').text)).toBe(seen)
    expect(plain(channel.the('copyright').text)).toBe(seen)
    expect(channel.the('link').text).toBe(ENCODED)
    const [item] = channel.all('item')
    expect(plain(item?.the('dc:creator').text)).toBe(seen)
    expect(plain(item?.the('category').text)).toBe(seen)

    const atom = strict(await (await newsroom.get(`${folder}/atom.xml`)).text())
    expect(plain(atom.the('title').text)).toBe(`${seen} — ${seen}`)
    expect(plain(atom.the('subtitle').text)).toBe(seen)
    expect(plain(atom.the('rights').text)).toBe(seen)
    expect(plain(atom.the('author').the('name').text)).toBe(seen)

    const json = jsonFeed(await (await newsroom.get(`${folder}/feed.json`)).text())
    expect(plain(json.title)).toBe(`${seen} — ${seen}`)
    expect(plain(json.description)).toBe(seen)
    expect(json.hubs).toEqual([{ type: 'WebSub', url: ENCODED }])
  })

  it('leaves a front page of the same elements as any other', async () => {
    const plainly = await openNewsroom({
      ...publication,
      title: 'كلام',
      description: 'كلام',
      sections: [{ id: 'economy', name: 'كلام', slug: 'اقتصاد' }],
      author: { name: 'كلام' },
    })
    await plainly.publish(draftOf('a', { sections: ['economy'] }))
    const expected = await elementsOf(plainly)
    expect(await elementsOf(await published())).toEqual(expected)
  })
})

describe('HTML', () => {
  it('with ]]> and characters that XML forbids leaves well-formed documents', async () => {
    const newsroom = await openNewsroom()
    const content = `<p>قبل ]]> و ]]> ${CONTROLS}\ud800\ufffe&#0;&#8;&#xfffe;&#xd800; بعد</p><script>]]></script>`
    await newsroom.publish(draftOf('a', { content }))
    const rss = strict(await (await newsroom.get('/rss.xml')).text())
    const atom = strict(await (await newsroom.get('/atom.xml')).text())
    const json = jsonFeed(await (await newsroom.get('/feed.json')).text())
    for (const html of [
      rss.the('channel').the('item').the('content:encoded').text,
      atom.the('entry').the('content').text,
      json.items[0]?.content_html ?? '',
    ]) {
      expect(htmlText(html)?.replace(/ ?\ufffd+/g, '')).toBe('قبل ]]> و ]]> بعد')
      expect(html).not.toContain('script')
    }
  })
})

/** The elements of the front page, which is valid UTF-8 without a control character. */
async function elementsOf(newsroom: Awaited<ReturnType<typeof openNewsroom>>): Promise<string[]> {
  const response = await newsroom.get('/')
  expect(response.status).toBe(200)
  const bytes = await response.arrayBuffer()
  const page = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  expect(page).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd-\uffff]/)
  return Array.from(page.matchAll(/<\/?[a-z][a-z0-9]*/g), ([tag]) => tag)
}
