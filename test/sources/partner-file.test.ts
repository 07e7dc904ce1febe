import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import example from '../../articles/partners/example.yaml?raw'
import { partner } from '../../src/article/partner.ts'
import { PARTNER_FILE, partnerIdOf, readPartnerFile } from '../../src/sources/partner-file.ts'
import { SourceError } from '../../src/sources/source-error.ts'
import { wrongWith } from './source-error.ts'

const FILE = 'partners/msn.yaml'
const ZONE = 'Asia/Riyadh'

const read = (...lines: string[]) => readPartnerFile(FILE, lines.join('\n'), ZONE).partner
const wrong = (...lines: string[]) => wrongWith(() => read(...lines))

describe('readPartnerFile', () => {
  it('reads the least: a name; the id is the name of the file', () => {
    const least = { ...partner.parse({ id: 'msn', name: 'إم إس إن' }), origin: 'folder' }
    expect(read('name: إم إس إن')).toEqual(least)
    expect(read('id: msn', 'name: إم إس إن', 'rights:', 'sections:')).toEqual(least)
    expect(read('\ufeffname: إم إس إن\r', '# ملاحظة\r')).toEqual(least)
  })

  it('reads everything: figures, switches, one for a list, dates in the time zone of the newsroom', () => {
    const text = [
      'name: 24',
      'contact: amal@msn.example',
      'state: suspended',
      'profile: msn',
      'sections: technology',
      'tags: [5G, no]',
      'languages: AR-ma',
      'rights: { text: AFP, photo: [AFP, رويترز] }',
      'body: { paragraphs: 3 }',
      'items: 30',
      'delay: 90',
      'attribution: { lines: [{ language: fr, direction: ltr, text: Publié }], link: false }',
      'campaign: { source: msn, medium: "2027" }',
      'images: https://images.news.example/{width}/{url}',
      'licence: { name: عقد }',
      'look: { icon: https://www.news.example/icon.png, accent: 001122 }',
      'analytics: <script></script>',
      'start: 2026-11-01',
      'end: 2027-11-01T00:00:00+02:00',
      'origin: contracts',
    ]
    expect(read(...text)).toEqual({
      id: 'msn',
      name: '24',
      contact: 'amal@msn.example',
      state: 'suspended',
      profile: 'msn',
      sections: ['technology'],
      tags: ['5G', 'no'],
      languages: ['ar-MA'],
      rights: { text: ['AFP'], photo: ['AFP', 'رويترز'] },
      body: { paragraphs: 3 },
      items: 30,
      delay: 90,
      attribution: {
        lines: [{ language: 'fr', direction: 'ltr', text: 'Publié' }],
        link: false,
      },
      campaign: { source: 'msn', medium: '2027' },
      images: 'https://images.news.example/{width}/{url}',
      licence: { name: 'عقد' },
      look: { icon: 'https://www.news.example/icon.png', accent: '001122' },
      analytics: '<script></script>',
      start: '2026-10-31T21:00:00Z',
      end: '2027-10-31T22:00:00Z',
      origin: 'contracts',
    })
  })

  it.each<[lines: string[], said: string[]]>([
    [[''], ['1: name: is missing']],
    [['name: x', 'id: other'], ['2: id: is not the name of the file: leave it out, or write msn']],
    [['name: x', 'sectoins: [a]'], ['2: sectoins: there is no such field']],
    [
      ['name: x', 'items: many', 'delay: -1'],
      ['2: items: expected a whole number', '3: delay: expected a whole number of minutes'],
    ],
    [['name: x', '', 'items: 500'], ['3: items: is at most 200']],
    [
      ['name: x', 'body:', '  paragraphs: three'],
      ['2: body: expected full, summary, or paragraphs: and how many'],
    ],
    [['name: x', 'rights: AFP'], ['2: rights: expected text and photo, each a list of agencies']],
    [['name: x', 'attribution: { link: maybe }'], ['2: attribution.link: expected true or false']],
    [
      ['name: x', 'start: soon'],
      ['2: start: "soon" is not a date that can only be read in one way; write 2026-08-22 10:30'],
    ],
    [['name: x', 'start: 2027-01-01', 'end: 2026-01-01'], ['3: end: is not after start']],
    [
      ['name: x', 'start: [a]', 'state: off'],
      [
        '2: start: "["a"]" is not a date that can only be read in one way; write 2026-08-22 10:30',
        '3: state: expected active or suspended',
      ],
    ],
    [
      ['name: x: y'],
      ["1: : a text that holds a colon and a space stands in quotes: title: 'One: two'"],
    ],
  ])('of %j says %j', (lines, said) => {
    expect(wrong(...lines)).toEqual(said)
  })

  it.each(['partners/msn.yml', 'partners/a/msn.yaml', 'partners/.yaml'])(
    'says of %s how a partner is called',
    (file) => {
      expect(PARTNER_FILE.test(file)).toBe(true)
      expect(partnerIdOf(file)).toBe(undefined)
      expect(wrongWith(() => readPartnerFile(file, 'name: x', ZONE))).toEqual([
        "1: : a partner's file is called partners/ID.yaml, with the id of the partner: rename it",
      ])
    },
  )

  it.each(['MSN', 'm s n', 'إم-إس-إن', 'khp_a'])('says of a file %s.yaml what an id is', (name) => {
    expect(wrongWith(() => readPartnerFile(`partners/${name}.yaml`, 'name: x', ZONE))).toEqual([
      '1: id: expected small Latin letters, digits and hyphens, such as msn-morocco',
    ])
  })

  it('reads the sample, which is suspended', () => {
    const sample = readPartnerFile('partners/example.yaml', example, ZONE).partner
    expect(sample).toMatchObject({ id: 'example', state: 'suspended', body: { paragraphs: 3 } })
  })

  it('reads the sample with every line of it that is commented out, too', () => {
    const whole = example.replaceAll(/^# (?=[a-z]+:|  [a-z]+:)/gm, '')
    const read = readPartnerFile('partners/example.yaml', whole, ZONE).partner
    expect(Object.keys(read).toSorted()).toEqual(Object.keys({ ...partner.def.shape }).toSorted())
  })

  it('says of any text what is wrong with it, or reads it', () => {
    const line = fc.tuple(
      fc.constantFrom('name', 'items', 'body', 'rights', 'start', 'attribution', 'sections', 'id'),
      fc.oneof(fc.string(), fc.json()),
    )
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        try {
          read('name: x', ...lines.map(([key, value]) => `${key}: ${value}`))
        } catch (error) {
          expect(error).toBeInstanceOf(SourceError)
        }
      }),
    )
  })
})
