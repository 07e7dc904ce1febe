// What the judges of the other tests refuse, so that their silence means something.

import { describe, expect, it } from 'vitest'
import { Feed } from '../../src/feed/feed.ts'
import { jsonFeed } from '../json-feed-schema.ts'
import { strict } from '../strict.ts'
import { itemOf } from './documents.ts'

describe('strict', () => {
  it.each([
    '',
    'أ',
    '<a>',
    '<a></b>',
    '<a/><b/>',
    '<a>&nbsp;</a>',
    '<a>أ & ب</a>',
    '<a>]]></a>',
    '<a b=1/>',
    '<a b="1" b="2"/>',
    '<a b="<"/>',
    '<a>\b</a>',
    '<a>&#8;</a>',
    '<a>\ufffe</a>',
    '<a>\ud800</a>',
    '<a>\udc00</a>',
    '<a:b/>',
    '<a b:c="1"/>',
    '<a xmlns:b=""/>',
    '<!DOCTYPE a><a/>',
    ' <?xml version="1.0"?><a/>',
  ])('refuses %j', (document) => {
    expect(() => strict(document)).toThrow()
  })

  it('reads names, namespaces, attributes and texts', () => {
    const read = strict('<a xmlns:x="urn:x"><x:b c="1&#10;">أ<![CDATA[<]]>&amp;</x:b>ب</a>')
    expect(read.text).toBe('أ<&ب')
    expect(read.attributes).toEqual({})
    expect(read.the('x:b')).toMatchObject({ local: 'b', uri: 'urn:x', attributes: { c: '1\n' } })
    expect(() => read.the('b')).toThrow('<a> has no <b>')
  })
})

describe('jsonFeed', () => {
  const feed = new Feed({ title: 'الحدث' })
  feed.addItem(itemOf())
  const good = JSON.parse(feed.json1()) as Record<string, unknown> & { items: object[] }
  const [item] = good.items

  it.each([
    ['another version', { version: 'https://jsonfeed.org/version/1' }],
    ['no title', { title: undefined }],
    ['a language that is none', { language: 'عربي' }],
    ['a relative address', { feed_url: '/feed.json' }],
    ['a raw address', { feed_url: 'https://news.example/خبر' }],
    ['an author without anything', { authors: [{}] }],
    ['the author of 1.0', { author: { name: 'ف' } }],
    ['a member that is not known', { dir: 'rtl' }],
    ['an extension with a dot', { '_a.b': {} }],
    ['an extension without a letter', { _1: {} }],
    ['an extension that is no object', { _a: 'rtl' }],
    ['an extension with a member with _', { _a: { _b: 1 } }],
    ['an item without content', { items: [{ ...item, content_text: undefined }] }],
    ['an item without id', { items: [{ ...item, id: undefined }] }],
    ['an id that is a number', { items: [{ ...item, id: 1 }] }],
    ['an id twice', { items: [item, item] }],
    ['a date of RFC 822', { items: [{ ...item, date_modified: 'Sat, 22 Aug 2026 09:00:00 GMT' }] }],
    ['a date in Arabic digits', { items: [{ ...item, date_modified: '٢٠٢٦-٠٨-٢٢T09:00:00Z' }] }],
    [
      'an attachment without type',
      { items: [{ ...item, attachments: [{ url: 'https://a.example/' }] }] },
    ],
    ['a member of an item that is not known', { items: [{ ...item, dir: 'rtl' }] }],
  ])('refuses %s', (_, changes) => {
    jsonFeed(JSON.stringify(good))
    expect(() => jsonFeed(JSON.stringify({ ...good, ...changes }))).toThrow()
  })
})
