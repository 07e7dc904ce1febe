import render from 'dom-serializer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstParagraphs } from '../../src/feed/first-paragraphs.ts'
import { plainText, readHtml } from '../../src/text/markup.ts'

function first(count: number, html: string): string {
  return render(firstParagraphs(readHtml(html).children, count), { encodeEntities: 'utf8' })
}

describe('firstParagraphs', () => {
  it.each([
    ['fewer than that', 3, '<p>1</p><p>2</p>', '<p>1</p><p>2</p>'],
    ['paragraphs', 2, '<div><p>1</p> <p>2</p> <p>3</p></div>', '<div><p>1</p> <p>2</p> </div>'],
    [
      'paragraphs with markup',
      1,
      '<p><b>1</b> a <i>b</i></p><p>2</p>',
      '<p><b>1</b> a <i>b</i></p>',
    ],
    [
      'items of a list',
      2,
      '<ul><li>1</li><li>2</li><li>3</li></ul>',
      '<ul><li>1</li><li>2</li></ul>',
    ],
    [
      'rows of a table',
      1,
      '<table><tbody><tr><td>1</td><td>a</td></tr><tr><td>2</td></tr></tbody></table>',
      '<table><tbody><tr><td>1</td><td>a</td></tr></tbody></table>',
    ],
    [
      'paragraphs of a quotation',
      2,
      '<p>1</p><blockquote><p>2</p><p>3</p></blockquote>',
      '<p>1</p><blockquote><p>2</p></blockquote>',
    ],
    [
      'divisions within divisions',
      1,
      '<div><div><p>1</p></div><div><p>2</p></div></div>',
      '<div><div><p>1</p></div></div>',
    ],
    ['text before a block', 1, '<div>1<p>2</p></div>', '<div>1</div>'],
    ['two line breaks', 1, '<p>1<br/>a<br/><br/>2<br/><br/>3</p>', '<p>1<br/>a<br/><br/></p>'],
    ['lines of a poem', 1, '<p>1<br/>a<br/>b</p><p>2</p>', '<p>1<br/>a<br/>b</p>'],
  ])('ends after %s', (_, count, html, kept) => {
    // What is void is written one way or the other.
    expect(first(count, html)).toBe(first(99, kept))
  })

  it.each([
    [
      'headings and images before the last paragraph',
      '<h2>h</h2><figure><img src="a.jpg"/><figcaption>c</figcaption></figure><p>1</p>',
      '',
    ],
    ['no heading behind it', '<p>1</p>', '<h2>h</h2><p>2</p>'],
    ['no image behind it', '<p>1</p>', '<figure><img src="a.jpg"/></figure><p>2</p>'],
    ['no player behind it', '<p>1</p>', '<iframe src="https://a.example/"></iframe>'],
    ['an image in it', '<p>1<img src="a.jpg"/></p>', '<p>2</p>'],
  ])('keeps %s', (_, kept, after) => {
    expect(first(1, kept + after)).toBe(first(99, kept))
  })

  it('never lets more out than the text has, nor all of it where there is more', () => {
    const block = fc.constantFrom('p', 'li', 'div', 'blockquote', 'h2', 'section', 'td', 'span')
    const { html } = fc.letrec<{ html: string }>((tie) => ({
      html: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('a', 'b c', ' ', '<br>', '<br><br>', '<img src="i.jpg">'),
        fc
          .tuple(block, fc.array(tie('html'), { maxLength: 4 }))
          .map(([name, inside]) => `<${name}>${inside.join('')}</${name}>`),
      ),
    }))
    fc.assert(
      fc.property(html, fc.integer({ min: 1, max: 5 }), (text, count) => {
        const letters = (each: string) => plainText(each).replaceAll(/\s/g, '')
        const kept = first(count, text)
        expect(letters(text).startsWith(letters(kept))).toBe(true)
        expect(first(count, kept)).toBe(kept)
        const some = `<p>x</p>`.repeat(count)
        expect(letters(first(count, `${some}${text}<p>y</p>`))).toMatch(/^x+[^y]*$/)
      }),
    )
  })
})
