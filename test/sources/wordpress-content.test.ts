import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ItemError } from '../../src/sources/html-depth.ts'
import { type Form, readPostContent } from '../../src/sources/wordpress-content.ts'

const CAPTION =
  'أ\n[caption id="attachment_6" width="300"]<a href="/b"><img src="/a.jpg" /></a> الميناء[/caption]'
const FIGURE =
  '<p>أ</p><figure><a href="/b"><img src="/a.jpg"></a><figcaption>الميناء</figcaption></figure>'
const FILM = '<p><a href="https://v.example/1">https://v.example/1</a></p>'

const read = (html: string, form: Form = 'raw') => readPostContent(html, form, 'الحدث')

describe('readPostContent', () => {
  it.each([
    ['a gallery', 'قبل [gallery ids="1,2"] بعد', '<p>قبل  بعد</p>', ['removed: [gallery]']],
    ['two', 'أ [gallery][gallery ids="3"]', '<p>أ</p>', ['removed: [gallery] ×2']],
    ['columns', '[vc_row][vc_column]نص[/vc_column][/vc_row]', '<p>نص</p>', undefined],
    ['an unknown one that closes', '[quote]قول[/quote]', '<p>قول</p>', ['removed: [quote]']],
    ['an unknown one that says something', 'أ [box type="x"]', '<p>أ</p>', ['removed: [box]']],
    ['brackets in quotation marks', '[box a="]"]ب', '<p>ب</p>', ['removed: [box]']],
    ['a caption', CAPTION, FIGURE, []],
    [
      'a player',
      '[audio mp3="https://a.example/1.mp3?a=1&b=2"][/audio]',
      '<audio controls src="https://a.example/1.mp3?a=1&amp;b=2"></audio>',
      undefined,
    ],
    ['an embedded film', '[embed]https://v.example/1[/embed]', FILM, ['removed: [embed]']],
    ['one that is written about', 'اكتب [[gallery]]', '<p>اكتب [gallery]</p>', []],
    ['an editor’s brackets', 'قال: [هكذا] [sic] [1] […]', '<p>قال: [هكذا] [sic] [1] […]</p>', []],
  ])('takes away shortcodes: %s', (_, html, shown, details) => {
    const { html: found, notes } = read(html)
    expect(found.replace(/<audio controls="" /, '<audio controls ')).toBe(shown)
    if (details) expect(notes.map(({ detail }) => detail)).toEqual(details)
  })

  it('takes away the comments of blocks, and adds no paragraph to them', () => {
    const html =
      '<!-- wp:paragraph {"dropCap":true} -->\n<p>واحد</p>\n<!-- /wp:paragraph -->\n\n' +
      '<!-- wp:list --><ul><!-- wp:list-item --><li>أ</li><!-- /wp:list-item --></ul><!-- /wp:list -->'
    expect(read(html).html).toBe('<p>واحد</p>\n\n\n<ul><li>أ</li></ul>')
  })

  it('adds paragraphs where the classic editor kept none, and only there', () => {
    expect(read('واحد\n\nاثنان<!--more-->').html).toBe('<p>واحد</p><p>اثنان</p>')
    expect(read('واحد\n\nاثنان', 'rendered').html).toBe('واحد\n\nاثنان')
  })

  it('sets the line of the agency apart, and says so', () => {
    expect(read('<p>نص الخبر.</p>\n<p>الحدث. و م ع</p>')).toEqual({
      html: '<p>نص الخبر.</p>',
      text: 'نص الخبر.',
      source: 'الحدث',
      credit: 'و م ع',
      notes: [
        { field: 'credit', detail: 'recognised source: الحدث' },
        { field: 'credit', detail: 'recognised agency MAP: و م ع' },
      ],
    })
  })

  it('leaves a last line that is the story', () => {
    const html = '<p>نص الخبر.</p><p>وكان الوزير قد زار المدينة.</p>'
    expect(read(html)).toEqual({
      html,
      text: 'نص الخبر.\nوكان الوزير قد زار المدينة.',
      notes: [],
    })
  })

  it.each([
    '[a "',
    "[a '",
    '[x a="',
    '[caption]',
    '[caption a="',
    '[[[',
    '[/a]',
    '\n',
    '<br>',
    '<p>',
  ])('ends in good time on %j over and over', (piece) => {
    const started = performance.now()
    read(piece.repeat(500_000 / piece.length))
    expect(performance.now() - started).toBeLessThan(5000)
  })

  it.each([
    ['<b>'.repeat(300), 'its HTML is nested 300 elements deep: no article is'],
    ['ب'.repeat(1_000_001), 'content is longer than 1000000 characters'],
  ])('refuses what is no story: %#', (html, message) => {
    expect(() => read(html)).toThrow(new ItemError(message))
  })

  it('fails on no text', () => {
    const piece = fc.constantFrom(
      '[',
      ']',
      '[/',
      'gallery',
      '"',
      '=',
      '<p>',
      '\n\n',
      'https://a.b',
      'و م ع',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 20 }), (parts) => {
        read(parts.join(''))
      }),
    )
  })
})
