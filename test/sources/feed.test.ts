import { describe, expect, it } from 'vitest'
import { readFeed, readFeedPage } from '../../src/sources/feed.ts'
import { articles, chunks, OPTIONS, refusals } from './reading.ts'

const read = (source: string | Uint8Array, options = {}) =>
  articles(readFeed(chunks(source), { ...OPTIONS, ...options }))
const only = async (source: string | Uint8Array, options = {}) => {
  const [article] = await read(source, options)
  if (!article) throw new Error((await refusals(readFeed(chunks(source), OPTIONS))).join('\n'))
  return article
}

const NAMESPACES =
  'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" ' +
  'xmlns:content="http://purl.org/rss/1.0/modules/content/" ' +
  'xmlns:media="http://search.yahoo.com/mrss/" ' +
  'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
const DATE = '<pubDate>Sat, 22 Aug 2026 09:00:00 GMT</pubDate>'
const rss = (item: string, channel = '<language>ar</language>') =>
  `<?xml version="1.0"?><rss version="2.0" ${NAMESPACES}><channel>${channel}<item>${item}</item></channel></rss>`
const item = (fields: string) => rss(`<guid>1</guid><title>خبر</title>${DATE}${fields}`)
const atom = (entry: string, feed = 'xml:lang="ar"') =>
  `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:its="http://www.w3.org/2005/11/its" ${feed}>` +
  `<entry><id>tag:a,2026:1</id><updated>2026-08-22T09:00:00Z</updated>${entry}</entry></feed>`
const json = (fields: object, feed = {}) =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    language: 'ar',
    ...feed,
    items: [{ id: '1', title: 'خبر', date_published: '2026-08-22T09:00:00Z', ...fields }],
  })

describe('readFeed, RSS 2.0', () => {
  it('takes everything that an article has', async () => {
    const { draft, where, notes } = await only(
      item(
        `<link>/news/1</link><dc:creator>سلمى العطار</dc:creator><category>ميناء</category>
        <category>بحر</category><description>موجز الخبر</description>
        <content:encoded><![CDATA[<p>نص الخبر</p>]]></content:encoded>
        <media:content url="/1.jpg" medium="image" width="800" height="600"/>
        <enclosure url="/1.mp3" type="audio/mpeg" length="1024"/>
        <itunes:duration>1:02:03</itunes:duration>
        <source url="https://other.example/feed">وكالة أخرى</source>`,
      ),
      { address: 'https://marsad.example/feed.xml' },
    )
    expect(draft).toEqual({
      id: '1',
      title: 'خبر',
      language: 'ar',
      published: '2026-08-22T09:00:00Z',
      authors: [{ name: 'سلمى العطار' }],
      tags: ['ميناء', 'بحر'],
      summary: 'موجز الخبر',
      canonical: 'https://marsad.example/news/1',
      image: { url: 'https://marsad.example/1.jpg', type: 'image/jpeg', width: 800, height: 600 },
      enclosures: [
        { url: 'https://marsad.example/1.mp3', type: 'audio/mpeg', bytes: 1024, duration: 3723 },
      ],
      source: { name: 'وكالة أخرى' },
      content: '<p>نص الخبر</p>',
      origin: 'feed',
    })
    expect({ where, notes }).toEqual({ where: 'item 1, line 1', notes: [] })
  })

  it.each([
    [
      'guid',
      '<guid isPermaLink="false"> CaSe:٤٢ </guid><link>https://a.example/1</link>',
      'CaSe:٤٢',
    ],
    ['link', '<link>https://a.example/1?x=1&amp;y=2</link>', 'https://a.example/1?x=1&y=2'],
  ])('keeps the identity, from %s', async (_, fields, id) => {
    const { draft } = await only(rss(`<title>خبر</title>${DATE}${fields}`))
    expect(draft.id).toBe(id)
  })

  it.each([
    ['<title>خبر &amp;amp; خبر</title>', 'خبر & خبر', []],
    ['<title><![CDATA[خبر <b>عاجل</b>]]></title>', 'خبر عاجل', ['took HTML out of it']],
    ['<title>1 &lt; 2</title>', '1 < 2', []],
    ['<title>A&lt;B وC</title>', 'A<B وC', []],
    [
      '<title>&laquo;خبر&raquo;</title>',
      '«خبر»',
      [
        'XML does not know &laquo;: read as HTML does',
        'XML does not know &raquo;: read as HTML does',
      ],
    ],
    [
      '<description>نص من جملة واحدة.</description>',
      'نص من جملة واحدة.',
      ['not said: the beginning of the text stands for it'],
    ],
  ])('reads the title %s', async (title, expected, notes) => {
    const { draft, notes: said } = await only(rss(`<guid>1</guid>${DATE}${title}`))
    expect(draft.title).toBe(expected)
    expect(said.filter(({ field }) => field !== 'content').map(({ detail }) => detail)).toEqual(
      notes,
    )
  })

  it.each([
    ['Sat, 22 Aug 2026 10:00:00 +0100', '2026-08-22T09:00:00Z'],
    ['السبت، ٢٢ غشت ٢٠٢٦ - ١٠:٠٠', '2026-08-22T09:00:00Z'],
    ['22 آب/أغسطس 2026', '2026-08-21T23:00:00Z'],
    ['٢٢ أوت ٢٠٢٦ 09:00 GMT', '2026-08-22T09:00:00Z'],
  ])('reads the date %s', async (date, expected) => {
    const { draft } = await only(rss(`<guid>1</guid><title>خبر</title><pubDate>${date}</pubDate>`))
    expect(draft.published).toBe(expected)
  })

  it.each([
    [
      'the one of the update',
      '<atom:updated>2026-08-22T09:00:00Z</atom:updated>',
      'not said: the date of its update stands for it',
    ],
    [
      'the day in its address',
      '<link>https://a.example/2026/08/22/x</link>',
      'not said: the day in its address stands for it',
    ],
  ])('takes for a date that is not there %s', async (_, fields, note) => {
    const { draft, notes } = await only(rss(`<guid>1</guid><title>خبر</title>${fields}`))
    expect(draft.published).toMatch(/^2026-08-2[12]/)
    expect(notes).toContainEqual({ field: 'published', detail: note })
  })

  it('takes the date of an RSS 0.9x feed for its items', async () => {
    const { draft, notes } = await only(
      rss(
        '<link>https://a.example/1</link><title>خبر</title>',
        DATE.replace('pubDate', 'lastBuildDate').replace('/pubDate', '/lastBuildDate'),
      ),
    )
    expect(draft.published).toBe('2026-08-22T09:00:00Z')
    expect(notes).toContainEqual({
      field: 'published',
      detail: 'not said: the date of the feed stands for it',
    })
  })

  it.each([
    ['<author>desk@a.example (سلمى العطار)</author>', [{ name: 'سلمى العطار' }], []],
    ['<author>سلمى العطار</author>', [{ name: 'سلمى العطار' }], []],
    [
      '<author>desk@a.example</author>',
      undefined,
      [{ field: 'authors', detail: 'left out: an e-mail address without a name' }],
    ],
    ['<dc:creator>أ</dc:creator><dc:creator>ب</dc:creator>', [{ name: 'أ' }, { name: 'ب' }], []],
  ])('reads authors: %s', async (fields, authors, notes) => {
    const { draft, notes: said } = await only(item(`${fields}<description>نص</description>`))
    expect(draft.authors).toEqual(authors)
    expect(said).toEqual(notes)
  })

  it('reads HTML that is not escaped, and text without markup as paragraphs', async () => {
    const escaped = await only(item('<description>سطر&#10;&#10;سطر آخر</description>'))
    const bare = await only(item('<description>نص <b>مهم</b><br/>وسطر</description>'))
    expect(escaped.draft.content).toBe('<p>سطر</p>\n<p>سطر آخر</p>')
    expect(bare.draft.content).toBe('نص <b>مهم</b><br>وسطر')
  })

  it('leaves out what a draft may not hold, says so, and keeps the article', async () => {
    const tags = Array.from({ length: 60 }, (_, index) => `<category>وسم ${index}</category>`)
    const { draft, notes } = await only(
      item(
        `<description>نص</description>${tags.join('')}<enclosure url="javascript:alert(1)" type="audio/mpeg"/>
        <enclosure url="https://a.example/file" length="1"/>`,
      ),
    )
    expect(draft.tags).toHaveLength(50)
    expect(draft.enclosures).toEqual([])
    expect(notes).toEqual([
      { field: 'enclosures', detail: 'left out: https://a.example/file says no media type' },
      { field: 'tags', detail: 'left out: holds more than 50' },
      {
        field: 'enclosures.0.url',
        detail:
          'left out: expected an http or https address, or one relative to the canonical address',
      },
    ])
  })
})

describe('readFeed, language', () => {
  const LONG =
    '<description>رست سفينة الأبحاث صباح اليوم في رصيفها القديم بعد عام من الغياب</description>'

  it.each([
    [
      'of the item',
      '<language>fr</language>',
      `<dc:language>ar-EG</dc:language>${LONG}`,
      'ar-EG',
      [],
    ],
    ['of the feed', '<language>ar</language>', LONG, 'ar', []],
    ['not said, and the publication’s', '', LONG, undefined, []],
    [
      'not said, and another',
      '',
      '<description>Le navire de recherche est revenu ce matin à son quai après une année d’absence, avec vingt chercheurs à son bord.</description>',
      'fr',
      ['not said; guessed from the text: fr'],
    ],
    [
      'said by a plugin that nobody told',
      '<language>en-US</language>',
      LONG,
      'ar',
      ['said to be en-US; its letters are not: guessed from the text: ar'],
    ],
    [
      'no tag',
      '<language>اللغة العربية</language>',
      LONG,
      undefined,
      [
        'left out: "اللغة العربية" is not a well-formed language tag: expected BCP 47, such as ar, ar-MA or fr',
      ],
    ],
  ])('%s', async (_, channel, fields, language, notes) => {
    const { draft, notes: said } = await only(
      rss(`<guid>1</guid><title>خبر</title>${DATE}${fields}`, channel),
    )
    expect(draft.language).toBe(language)
    expect(said.map(({ detail }) => detail)).toEqual(notes)
  })
})

describe('readFeed, Atom', () => {
  it('takes everything that an entry has', async () => {
    const { draft, notes } = await only(
      atom(
        `<title>خبر</title><published>2026-08-21T09:00:00Z</published>
        <author><name>سلمى</name><uri>/salma</uri></author><category term="sea" label="بحر"/>
        <link href="news/1"/><link rel="enclosure" href="/1.mp3" type="audio/mpeg" length="5"/>
        <summary>موجز</summary>
        <content type="html">&lt;p&gt;نص &lt;a href="x"&gt;رابط&lt;/a&gt;&lt;/p&gt;</content>`,
        'xml:lang="ar" xml:base="https://a.example/blog/"',
      ),
    )
    expect(draft).toEqual({
      id: 'tag:a,2026:1',
      title: 'خبر',
      language: 'ar',
      published: '2026-08-21T09:00:00Z',
      updated: '2026-08-22T09:00:00Z',
      authors: [{ name: 'سلمى', url: 'https://a.example/salma' }],
      tags: ['بحر'],
      summary: 'موجز',
      canonical: 'https://a.example/blog/news/1',
      enclosures: [{ url: 'https://a.example/1.mp3', type: 'audio/mpeg', bytes: 5 }],
      content: '<p>نص <a href="https://a.example/blog/x">رابط</a></p>',
      origin: 'feed',
    })
    expect(notes).toEqual([])
  })

  it.each([
    ['text', '<content>سطر &lt;b&gt;</content>', '<p>سطر &lt;b&gt;</p>', []],
    [
      'xhtml',
      '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>نص</p><br/></div></content>',
      '<div><p>نص</p><br></div>',
      [],
    ],
    [
      'elsewhere',
      '<content src="https://a.example/1.pdf" type="application/pdf"/>',
      '',
      ['left out: it is elsewhere, at https://a.example/1.pdf'],
    ],
    [
      'of another type',
      '<content type="image/png">iVBO</content>',
      '',
      ['left out: its type is image/png, and only text and HTML are read'],
    ],
  ])('reads content that is %s', async (_, content, expected, notes) => {
    const { draft, notes: said } = await only(atom(`<title>خبر</title>${content}`))
    expect(draft.content).toBe(expected)
    expect(
      said
        .filter(({ field, detail }) => field === 'content' && detail !== 'there is none')
        .map(({ detail }) => detail),
    ).toEqual(notes)
  })

  it.each([
    ['<title>AT&amp;amp;T</title>', 'AT&T'],
    ['<title type="html">&amp;laquo;&lt;i&gt;خبر&lt;/i&gt;&amp;raquo;</title>', '«خبر»'],
    [
      '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">خبر <b>عاجل</b></div></title>',
      'خبر عاجل',
    ],
    ['<title>if a &lt; b &lt;p&gt;</title>', 'if a < b <p>'],
  ])('reads the title %s', async (title, expected) => {
    expect((await only(atom(`${title}<content>نص</content>`))).draft.title).toBe(expected)
  })

  it('keeps a direction that the language does not tell', async () => {
    const { draft } = await only(atom('<title>5G</title>', 'xml:lang="und" its:dir="rtl"'))
    expect(draft.direction).toBe('rtl')
    expect(
      (await only(atom('<title>خبر</title>', 'xml:lang="ar" its:dir="rtl"'))).draft.direction,
    ).toBeUndefined()
  })
})

describe('readFeed, JSON Feed', () => {
  it('takes everything that an item has', async () => {
    const { draft, notes, where } = await only(
      json({
        url: 'https://a.example/1',
        content_html: '<p>نص</p>',
        summary: 'موجز',
        date_modified: '2026-08-22T10:00:00Z',
        tags: ['بحر'],
        image: 'https://a.example/1.webp',
        authors: [{ name: 'سلمى', url: 'https://a.example/s' }],
        attachments: [
          {
            url: 'https://a.example/1.mp3',
            mime_type: 'audio/mpeg',
            size_in_bytes: 5,
            duration_in_seconds: 9,
          },
        ],
      }),
    )
    expect(draft).toEqual({
      id: '1',
      title: 'خبر',
      language: 'ar',
      published: '2026-08-22T09:00:00Z',
      updated: '2026-08-22T10:00:00Z',
      authors: [{ name: 'سلمى', url: 'https://a.example/s' }],
      tags: ['بحر'],
      summary: 'موجز',
      canonical: 'https://a.example/1',
      image: { url: 'https://a.example/1.webp', type: 'image/webp' },
      enclosures: [{ url: 'https://a.example/1.mp3', type: 'audio/mpeg', bytes: 5, duration: 9 }],
      content: '<p>نص</p>',
      origin: 'feed',
    })
    expect({ notes, where }).toEqual({ notes: [], where: 'item 1' })
  })

  it.each([
    [{ content_text: 'سطر\n\nسطر <b>' }, { content: '<p>سطر</p>\n<p>سطر &lt;b&gt;</p>' }],
    [{ id: 42, content_text: 'نص' }, { id: '42' }],
    [{ author: { name: 'سلمى' }, content_text: 'نص' }, { authors: [{ name: 'سلمى' }] }],
    [{ title: 'قمة &#8217;دبي&#8217;', content_text: 'نص' }, { title: 'قمة ’دبي’' }],
    [
      { language: 'und', _khulasa: { direction: 'rtl' }, title: '5G', content_text: '5G' },
      { direction: 'rtl' },
    ],
  ])('reads %j', async (fields, expected) => {
    expect((await only(json(fields))).draft).toMatchObject(expected)
  })

  it('reads JSON Feed 1.0, and its author for all items', async () => {
    const feed = { version: 'https://jsonfeed.org/version/1', author: { name: 'سلمى' } }
    expect((await only(json({ content_text: 'نص' }, feed))).draft.authors).toEqual([
      { name: 'سلمى' },
    ])
  })
})

describe('readFeed, encodings', () => {
  // خبر قديم, and the rest in ASCII, as windows-1256 writes it.
  const OLD = [0xce, 0xc8, 0xd1, 0x20, 0xde, 0xcf, 0xed, 0xe3]
  const old = (declaration: string) => {
    const [before = '', after = ''] = rss(`<guid>1</guid><title>خبر</title>${DATE}`)
      .replace('<?xml version="1.0"?>', declaration)
      .split('خبر')
    const ascii = (text: string) => Array.from(text, (each) => each.charCodeAt(0))
    return new Uint8Array([...ascii(before), ...OLD, ...ascii(after)])
  }

  it.each([
    ['declared', '<?xml version="1.0" encoding="windows-1256"?>', undefined, []],
    ['said by HTTP', '', 'windows-1256', []],
    ['not declared', '', undefined, ['said to be in UTF-8: read as windows-1256']],
    [
      'said to be UTF-8',
      '<?xml version="1.0" encoding="utf-8"?>',
      'utf-8',
      ['said to be in utf-8: read as windows-1256'],
    ],
    [
      'said to be Latin',
      '<?xml version="1.0" encoding="iso-8859-1"?>',
      undefined,
      ['said to be in iso-8859-1: read as windows-1256'],
    ],
  ])('reads windows-1256, %s', async (_, declaration, charset, notes) => {
    const { draft, notes: said } = await only(old(declaration), { charset })
    expect(draft.title).toBe('خبر قديم')
    expect(said.filter(({ field }) => field === 'document').map(({ detail }) => detail)).toEqual(
      notes,
    )
  })
})

describe('readFeed, older formats', () => {
  it('reads RSS 1.0, whose items stand beside the channel', async () => {
    const { draft } = await only(
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="x"><title>س</title><dc:language>ar</dc:language></channel>
      <item rdf:about="urn:1"><title>خبر</title><link>https://a.example/1</link><dc:date>2026-08-22</dc:date><dc:subject>بحر</dc:subject></item></rdf:RDF>`,
    )
    expect(draft).toMatchObject({ id: 'urn:1', canonical: 'https://a.example/1', tags: ['بحر'] })
  })

  it('reads what is broken without a doubt of what is meant, and says so', async () => {
    const { draft, notes } = await only(
      `Warning: x\n<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/rss.dtd">
      <rss><channel><item><guid>1</guid><title>خبر & خبر\u0000</title><dc:creator>سلمى</dc:creator>${DATE}<description>نص&nbsp;آخر</description></item></channel></rss>`,
    )
    expect(draft).toMatchObject({
      title: 'خبر & خبر',
      authors: [{ name: 'سلمى' }],
      content: '<p>نص&nbsp;آخر</p>',
    })
    expect(notes.filter(({ field }) => field === 'document').map(({ detail }) => detail)).toEqual([
      'removed U+0000',
      'removed what stands before the first tag: Warning: x',
      '& stands alone: read as &amp;',
      'XML does not know &nbsp;: read as HTML does',
      'the prefix dc is bound to no namespace: taken for the usual one',
    ])
  })
})

describe('the name of an entity', () => {
  it.each(['my_entity', 'my-entity', 'my.entity', '_entity'])('may be %s', async (name) => {
    const { draft } = await only(
      `<rss version="2.0"><channel><item><guid>1</guid><title>a &${name}; b</title>${DATE}</item></channel></rss>`,
    )
    expect(draft.title).toBe(`a &${name}; b`)
  })
})

describe('readFeedPage', () => {
  const next = (source: string, address?: string) =>
    readFeedPage(chunks(source), { ...OPTIONS, address }).then((page) => page.next)
  const link = (rel: string) => `<atom:link rel="${rel}" href="/older?p=2&amp;x"/>`

  it.each([
    ['RSS next', rss('', link('next')), 'https://a.example/older?p=2&x'],
    ['RSS prev-archive', rss('', link('prev-archive')), 'https://a.example/older?p=2&x'],
    [
      'next before prev-archive',
      rss('', link('prev-archive').replace('older', 'old') + link('next')),
      'https://a.example/older?p=2&x',
    ],
    [
      'Atom',
      atom('').replace('<entry>', '<link rel="next" href="2"/><entry>'),
      'https://a.example/2',
    ],
    ['JSON Feed', json({}, { next_url: 'https://b.example/2' }), 'https://b.example/2'],
    ['none', rss('', link('prev')), undefined],
  ])('knows where older items are: %s', async (_, source, expected) => {
    expect(await next(source, 'https://a.example/feed')).toBe(expected)
  })

  it('says the publication, in the language that its articles are in', async () => {
    const { items } = await readFeedPage(
      chunks(
        rss(
          `<guid>1</guid><title>خبر من الميناء القديم صباح اليوم</title>${DATE}`,
          '<title>مرصد</title><link>https://a.example/</link><description>أخبار</description><language>en-US</language>',
        ),
      ),
      OPTIONS,
    )
    expect(items[0]).toEqual({
      kind: 'publication',
      title: 'مرصد',
      description: 'أخبار',
      home: 'https://a.example/',
      language: 'ar',
    })
  })
})

describe('readFeed, of a file', () => {
  it('says that older items are elsewhere', async () => {
    const feed = json({ content_text: 'نص' }, { next_url: 'https://a.example/2' })
    expect(await refusals(readFeed(chunks(feed), OPTIONS))).toEqual([
      'the feed: older items are at https://a.example/2',
    ])
  })
})
