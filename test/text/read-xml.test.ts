import { describe, expect, it } from 'vitest'
import { positions } from '../../src/text/position.ts'
import { readXml, type XmlTree } from '../../src/text/read-xml.ts'
import type { XmlStumble } from '../../src/text/xml-stumbles.ts'

function read(xml: string, goesOn = false): XmlTree & { stumbles: XmlStumble[] } {
  const stumbles: XmlStumble[] = []
  const tree = readXml(xml, {
    at: positions(xml),
    stumbled(stumble) {
      stumbles.push(stumble)
      return goesOn ? 'go on' : 'end'
    },
    forbidden: () => undefined,
    holdsMarkup: ({ name }) => name === 'description',
  })
  return { ...tree, stumbles }
}

describe('readXml', () => {
  it('names elements by their namespace, whatever the prefix', () => {
    const { elements } = read(
      '<rss xmlns:d="http://purl.org/dc/elements/1.1/"><d:creator xml:lang="ar">س</d:creator></rss>',
    )
    expect(elements.map(({ name, text, language }) => [name, text, language])).toEqual([
      ['rss', '', undefined],
      ['dc:creator', 'س', 'ar'],
    ])
  })

  it('takes a prefix that is bound to nothing for what it usually is', () => {
    const { elements, stumbles } = read('<rss><dc:creator>س</dc:creator></rss>', true)
    expect(elements.map(({ name }) => name)).toEqual(['rss', 'dc:creator'])
    expect(stumbles).toEqual([{ reason: 'prefix', name: 'dc' }])
  })

  it('reads markup as HTML, and the text beside it', () => {
    const { elements } = read('<rss><description>1 &lt; <b>2</b><br/></description></rss>')
    expect(elements.map(({ name, text, markup }) => [name, text, markup])).toEqual([
      ['rss', '', ''],
      ['description', '1 < ', '1 &lt; <b>2</b><br>'],
    ])
  })

  it('expands nothing that the document declares', () => {
    const { root, stumbles } = read(
      '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss>&b;</rss>',
    )
    expect(root?.text).toBe('\ufffd')
    expect(stumbles).toEqual([])
  })

  it.each([
    ['too-deep', '<a>'.repeat(201) + '</a>'.repeat(201)],
    ['too-many', `<a>${'<a/>'.repeat(500_000)}</a>`],
  ])('ends where there is %s', { timeout: 60_000 }, (reason, xml) => {
    const { root, stumbles } = read(xml)
    expect({ root, stumbles }).toEqual({ root: undefined, stumbles: [{ reason }] })
  })
})
