import render from 'dom-serializer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addParagraphs } from '../../src/sources/wordpress-autop.ts'
import { plainText, readHtml } from '../../src/text/markup.ts'

function autop(html: string): string {
  const document = readHtml(html)
  addParagraphs(document)
  return render(document, { encodeEntities: 'utf8' })
}

// The left side is what the classic editor keeps, the right side what WordPress 6 shows of it, but
// for line ends between blocks.
describe('addParagraphs', () => {
  it.each(['%s', 'a%sb', '<b>a%sb</b>', 'a\n%sb\n'])(
    'takes bounded time for spaces: %j',
    (around) => {
      expect(autop(around.replace('%s', ' '.repeat(200_000)))).toBeTypeOf('string')
    },
  )

  it.each([
    ['واحد', '<p>واحد</p>'],
    ['واحد\n\nاثنان', '<p>واحد</p><p>اثنان</p>'],
    ['واحد\n \n\n\nاثنان', '<p>واحد</p><p>اثنان</p>'],
    ['سطر\nوسطر', '<p>سطر<br>\nوسطر</p>'],
    ['سطر<br />\nوسطر', '<p>سطر<br>وسطر</p>'],
    ['سطر\n<br>وسطر', '<p>سطر<br>وسطر</p>'],
    ['واحد<br><br>اثنان', '<p>واحد</p><p>اثنان</p>'],
    ['واحد <b>مهم</b>\n\n<i>اثنان</i>', '<p>واحد <b>مهم</b></p><p><i>اثنان</i></p>'],
    ['<p>واحد</p>\n\n<p>اثنان</p>', '<p>واحد</p><p>اثنان</p>'],
    ['<p>سطر\nوسطر</p>', '<p>سطر<br>\nوسطر</p>'],
    ['<b>سطر\nوسطر</b>', '<p><b>سطر<br>\nوسطر</b></p>'],
    ['واحد\n<h2>عنوان</h2>\nاثنان', '<p>واحد</p><h2>عنوان</h2><p>اثنان</p>'],
    ['<h2>عنوان</h2>', '<h2>عنوان</h2>'],
    ['<blockquote>قول</blockquote>', '<blockquote><p>قول</p></blockquote>'],
    ['<div>نص</div>', '<div>نص</div>'],
    ['<div>واحد\n\nاثنان</div>', '<div><p>واحد</p><p>اثنان</p></div>'],
    ['<ul>\n<li>واحد</li>\n<li>اثنان</li>\n</ul>', '<ul>\n<li>واحد</li>\n<li>اثنان</li>\n</ul>'],
    ['<table>\n<tr>\n<td>1</td>\n</tr>\n</table>', '<table>\n<tr>\n<td>1</td>\n</tr>\n</table>'],
    ['<pre>a\n\nb</pre>', '<pre>a\n\nb</pre>'],
    ['واحد\n\n<img src="/a.jpg">\n\nاثنان', '<p>واحد</p><p><img src="/a.jpg"></p><p>اثنان</p>'],
    ['واحد\n\n<!--more-->\n\nاثنان', '<p>واحد</p><!--more--><p>اثنان</p>'],
    ['&nbsp;\n\nواحد', '<p>واحد</p>'],
    ['', ''],
    ['\n\n', ''],
  ])('makes of %j what a browser is shown', (html, shown) => {
    expect(autop(html)).toBe(shown)
  })

  it('loses no word', () => {
    const pieces = fc.constantFrom(
      'كلمة',
      'b',
      '\n',
      '\n\n',
      '<br>',
      '<p>',
      '</p>',
      '<div>',
      '</div>',
    )
    const more = fc.constantFrom('<li>', '<b>', '</b>', '<h2>', '</h2>', '<pre>', '<!-- -->', ' ')
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, more), { maxLength: 30 }), (parts) => {
        const words = (html: string) => plainText(html).replace(/\s+/g, '')
        expect(words(autop(parts.join('')))).toBe(words(parts.join('')))
      }),
    )
  })
})
