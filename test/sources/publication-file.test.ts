import { describe, expect, it } from 'vitest'
import { PUBLICATION_FILE, readPublicationFile } from '../../src/sources/publication-file.ts'
import { wrongWith } from './source-error.ts'

const least = [
  'title: الحدث',
  'description: أخبار',
  'home: https://www.news.example',
  'address: https://feeds.news.example',
  'language: ar',
]

const read = {
  title: 'الحدث',
  description: 'أخبار',
  home: 'https://www.news.example',
  address: 'https://feeds.news.example',
  language: 'ar',
  timeZone: 'UTC',
  sections: [],
  marks: 'when-needed',
  cleaning: { tatweel: false, spaces: false, invisible: false },
}

/** What is wrong with a file of the least that is needed, and these lines from line 6 on. */
function wrong(...lines: string[]): string[] {
  return wrongWith(() => readPublicationFile([...least, ...lines].join('\n')))
}

describe('readPublicationFile', () => {
  it('reads the least', () => {
    expect(readPublicationFile(least.join('\n')).publication).toEqual(read)
    expect(PUBLICATION_FILE).toBe('publication.yaml')
  })

  it.each([
    ['a byte order mark', `\ufeff${least.join('\n')}`],
    ['lines that end as on Windows', least.join('\r\n')],
    ['lines that end as on an old Mac', least.join('\r')],
    ['a document start', `---\n${least.join('\n')}`],
    ['comments and empty lines', `# أ\n\n${least.join('\n# ب\n\n')} # ج\n`],
    ['keys without values', `${least.join('\n')}\nhub:\nsections:\nauthor:\ncleaning:\n`],
  ])('reads %s', (_, text) => {
    expect(readPublicationFile(text).publication).toEqual(read)
  })

  it('reads everything, an author who is only a name, switches as written', () => {
    const text = [
      ...least,
      'id: tag:news.example,2026:feeds',
      'direction: rtl',
      'timeZone: Africa/Casablanca',
      'sections:',
      '  - id: technology',
      '    name: تكنولوجيا',
      '  - { id: cyber, name: أمن, slug: أمن-سيبراني, parent: technology }',
      'author: هيئة التحرير',
      'licence: { name: CC BY, url: https://cc.example/ }',
      'image: https://www.news.example/logo.png',
      'icon: https://www.news.example/icon.png',
      'hub: https://hub.example/',
      'marks: off',
      'cleaning:',
      '  tatweel: true',
      '  spaces: false',
    ]
    expect(readPublicationFile(text.join('\n')).publication).toEqual({
      ...read,
      id: 'tag:news.example,2026:feeds',
      direction: 'rtl',
      timeZone: 'Africa/Casablanca',
      sections: [
        { id: 'technology', name: 'تكنولوجيا' },
        { id: 'cyber', name: 'أمن', slug: 'أمن-سيبراني', parent: 'technology' },
      ],
      author: { name: 'هيئة التحرير' },
      licence: { name: 'CC BY', url: 'https://cc.example/' },
      image: 'https://www.news.example/logo.png',
      icon: 'https://www.news.example/icon.png',
      hub: 'https://hub.example/',
      marks: 'off',
      cleaning: { tatweel: true, spaces: false, invisible: false },
    })
  })

  it('reads a title that is a number', () => {
    expect(
      readPublicationFile(['title: 2030', ...least.slice(1)].join('\n')).publication.title,
    ).toBe('2030')
  })

  it.each(['', '\n\n', '# only a comment', '---\n'])(
    'an empty file lacks everything: %j',
    (text) => {
      expect(
        wrongWith(() => readPublicationFile(text)).map((each) => each.replace(/^\d+: /, '')),
      ).toEqual(
        ['title', 'description', 'home', 'address', 'language'].map((key) => `${key}: is missing`),
      )
    },
  )
})

describe('readPublicationFile: what is wrong, where', () => {
  const address = 'expected an address that begins with https:// or http://'
  const reference = 'expected an http or https address, or one relative to the canonical address'

  it.each([
    ['name: x', ['6: name: there is no such field']],
    ['__proto__: x', ['6: __proto__: there is no such field']],
    [
      '\n\nid: feeds',
      ['8: id: expected a tag URI (RFC 4151), such as tag:news.example,2026:feeds'],
    ],
    ['direction: right', ['6: direction: expected rtl or ltr']],
    ['timeZone: GMT+1', ['6: timeZone: expected an IANA time zone, such as Africa/Casablanca']],
    [
      'timeZone: الدار البيضاء',
      ['6: timeZone: expected an IANA time zone, such as Africa/Casablanca'],
    ],
    ['marks: on', ['6: marks: expected when-needed or off']],
    ['image: logo.png', [`6: image: ${address}`]],
    ['icon: /icon.png', [`6: icon: ${address}`]],
    ['hub: hub.example', [`6: hub: ${address}`]],
    ['hub: [https://hub.example/]', ['6: hub: expected an address']],
    ['author: [هيئة]', ['6: author: expected a name, with or without a url']],
    ['author:\n  name: هيئة\n  url: mailto:x', [`8: author.url: ${reference}`]],
    ['author:\n  url: https://x.example', ['6: author.name: is missing']],
    ['author: { name: هيئة, mail: x }', ['6: author.mail: there is no such field']],
    ['licence: CC BY', ['6: licence: expected a name, with or without a url']],
    ['licence:\n  name: CC\n  link: x', ['8: licence.link: there is no such field']],
    ['cleaning: all', ['6: cleaning: expected tatweel, spaces and invisible, each true or false']],
    ['cleaning:\n  tatweel: yes', ['7: cleaning.tatweel: expected true or false']],
    ['cleaning:\n  tatweel: [true]', ['7: cleaning.tatweel: expected true or false']],
    ['cleaning:\n  accents: true', ['7: cleaning.accents: there is no such field']],
    ['sections: technology', ['6: sections: expected a list']],
    ['sections: { technology: تكنولوجيا }', ['6: sections: expected a list']],
    [
      'sections:\n  - technology',
      ['7: sections.0: expected a section: id and name, and what is known of it'],
    ],
    [
      'sections:\n  - id: Technology\n    name: تكنولوجيا',
      ['7: sections.0.id: expected small Latin letters, digits and hyphens, such as technology'],
    ],
    ['sections:\n  - name: تكنولوجيا', ['7: sections.0.id: is missing']],
    [
      'sections:\n  - id: a\n    colour: red\n    name: أ',
      ['8: sections.0.colour: there is no such field'],
    ],
    [
      'sections:\n  - id: a\n    name: أ\n  -\n  - id: a\n    name: ب',
      ['10: sections.1.id: "a" is the id of another section too'],
    ],
    [
      'sections:\n  - id: a\n    name: أ\n  - id: b\n    name: ب\n    slug: أ',
      ['11: sections.1.slug: "أ" is the slug of "a" too'],
    ],
    [
      'sections:\n  - id: a\n    name: أ\n    parent: c',
      ['9: sections.0.parent: there is no section "c"'],
    ],
    [
      'sections:\n  - id: a\n    name: أ\n    parent: a',
      ['9: sections.0.parent: goes round in a circle'],
    ],
    [
      'sections:\n  - id: a\n    name: أ\n    language: xx yy\n    direction: up',
      [
        '9: sections.0.language: "xx yy" is not a well-formed language tag: expected BCP 47, such as ar, ar-MA or fr',
        '10: sections.0.direction: expected rtl or ltr',
      ],
    ],
    ['title: الحدث', ['6: : not YAML: Map keys must be unique']],
    ['author:\n\tname: هيئة', ['7: : not YAML: Tabs are not allowed as indentation']],
    [
      'hub: hub: x',
      ["6: : a text that holds a colon and a space stands in quotes: title: 'One: two'"],
    ],
  ])('%j: %j', (line, found) => {
    expect(wrong(line)).toEqual(found)
  })

  it.each([
    [0, 'title: [أ]', 'title: expected a text'],
    [0, `title: ${'أ'.repeat(201)}`, 'title: is longer than 200 characters'],
    [1, 'description: {}', 'description: expected a text'],
    [2, 'home: news.example', `home: ${address}`],
    [2, 'home: javascript:alert(1)', `home: ${address}`],
    [3, 'address: https://feeds.example/?a=b', 'address: cannot hold a query or a fragment'],
    [
      4,
      'language: العربية',
      'language: "العربية" is not a well-formed language tag: expected BCP 47, such as ar, ar-MA or fr',
    ],
  ])('line %i as %j: %s', (index, line, message) => {
    const lines = least.with(index, line)
    expect(wrongWith(() => readPublicationFile(lines.join('\r\n')))).toEqual([
      `${index + 1}: ${message}`,
    ])
  })

  it('says everything that is wrong at once, from the first line to the last', () => {
    expect(wrong('marks: on', 'hub: x', 'colour: red')).toEqual([
      '6: marks: expected when-needed or off',
      `7: hub: ${address}`,
      '8: colour: there is no such field',
    ])
  })
})
