import { describe, expect, it } from 'vitest'
import { descriptionOf } from '../../src/feed/description.ts'
import { itemOf } from './documents.ts'

describe('the description of an item', () => {
  it.each([
    ['ar', ' lang="ar"'],
    [undefined, ''],
    ['x" onload="y', ' lang="x&quot; onload=&quot;y"'],
    ['a<b&', ' lang="a&lt;b&amp;"'],
  ])('keeps the language %j in its attribute', (language, lang) => {
    const item = itemOf({ description: undefined, summary: 'خبر', language, direction: 'rtl' })
    expect(descriptionOf(item, 'off')).toBe(`<div dir="rtl"${lang}><p dir="rtl">خبر</p></div>`)
  })
})
