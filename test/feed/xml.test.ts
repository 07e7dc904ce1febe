import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cdata, Xml, xml } from '../../src/feed/xml.ts'
import { allowed } from '../../src/text/characters.ts'
import { strict } from '../strict.ts'
import { anyText, HARD_TEXTS } from './texts.ts'

describe('xml', () => {
  it.each([
    ['text', xml`<a>${'أ ‹ ب <b>'}</a>`, '<a>أ ‹ ب &lt;b&gt;</a>'],
    ['an ampersand', xml`<a>${'&amp;'}</a>`, '<a>&amp;amp;</a>'],
    ['quotation marks in text', xml`<a>${`"'`}</a>`, `<a>"'</a>`],
    [']]> in text', xml`<a>${']]>'}</a>`, '<a>]]&gt;</a>'],
    ['a carriage return', xml`<a>${'\r\n'}</a>`, '<a>&#13;\n</a>'],
    [
      'an attribute',
      xml`<a b="${'"<>&\'\t\r\n'}"/>`,
      `<a b="&quot;&lt;&gt;&amp;'&#9;&#13;&#10;"/>`,
    ],
    ['a number', xml`<a b="${1}">${0}</a>`, '<a b="1">0</a>'],
    ['nothing', xml`<a>${undefined}</a>`, '<a></a>'],
    ['markup', xml`<a>${xml`<b/>`}</a>`, '<a><b/></a>'],
    ['a list of markup', xml`<a>${[xml`<b/>`, undefined, xml`<c/>`]}</a>`, '<a><b/><c/></a>'],
    ['forbidden characters', xml`<a b="${'\u0000ب'}">${'\ud800أ\ufffe'}</a>`, '<a b="ب">أ</a>'],
  ])('%s', (_, made, markup) => {
    expect(made).toBeInstanceOf(Xml)
    expect(made.markup).toBe(markup)
    expect(String(made)).toBe(markup)
    strict(markup)
  })

  it.each(HARD_TEXTS)('reads back in text and attribute: %s', (_, text, left) => {
    const read = strict(xml`<a b="${text}">${text}</a>`.markup)
    expect(read.text).toBe(left)
    expect(read.attributes).toEqual({ b: left })
  })

  it('reads back in text and attribute, whatever the string', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const read = strict(xml`<a b="${text}">${text}</a>`.markup)
        expect(read.text).toBe(allowed(text))
        expect(read.attributes).toEqual({ b: allowed(text) })
      }),
      { numRuns: 1000 },
    )
  })
})

describe('cdata', () => {
  it.each([
    ['markup', '<p>أ &amp; ب</p>', '<![CDATA[<p>أ &amp; ب</p>]]>'],
    [']]> once', 'أ ]]> ب', '<![CDATA[أ ]]]]><![CDATA[> ب]]>'],
    [']]> twice', ']]>]]>', '<![CDATA[]]]]><![CDATA[>]]]]><![CDATA[>]]>'],
    ['brackets at the end', 'أ]]', '<![CDATA[أ]]]]>'],
    [']]> around what is forbidden', ']]\u0000>', '<![CDATA[]]]]><![CDATA[>]]>'],
    ['line ends', 'أ\r\nب\rج', '<![CDATA[أ\nب\nج]]>'],
  ])('%s', (_, text, markup) => {
    expect(cdata(text).markup).toBe(markup)
    strict(xml`<a>${cdata(text)}</a>`.markup)
  })

  it('reads back with its line ends normalised, whatever the string', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const read = strict(xml`<a>${cdata(text)}</a>`.markup)
        expect(read.text).toBe(allowed(text).replace(/\r\n?/g, '\n'))
      }),
      { numRuns: 1000 },
    )
  })
})
