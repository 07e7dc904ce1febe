import { describe, expect, it } from 'vitest'
import { FORMATS } from '../../src/feed/formats.ts'
import { feedFolder, feedPath } from '../../src/feed/paths.ts'

describe('feedPath', () => {
  it.each([
    ['all', '', 'rss', '/rss.xml'],
    ['all', '', 'atom', '/atom.xml'],
    ['all', '', 'json', '/feed.json'],
    ['section', 'technology', 'rss', '/sections/technology/rss.xml'],
    [
      'tag',
      'الجيل-الخامس',
      'atom',
      '/tags/%D8%A7%D9%84%D8%AC%D9%8A%D9%84-%D8%A7%D9%84%D8%AE%D8%A7%D9%85%D8%B3/atom.xml',
    ],
    ['author', 'a/b', 'json', '/authors/a%2Fb/feed.json'],
    ['language', 'ar-MA', 'rss', '/languages/ar-MA/rss.xml'],
  ] as const)('%s %s as %s is %s', (kind, slug, format, path) => {
    expect(feedPath(kind, slug, format)).toBe(path)
    expect(path).toBe(`${feedFolder(kind, slug)}/${FORMATS[format].file}`)
  })

  it('is an address even for a lone surrogate', () => {
    expect(feedFolder('tag', '\ud800')).toBe('/tags/%EF%BF%BD')
  })
})

describe('FORMATS', () => {
  it('have the media types that they are registered or known by', () => {
    expect(Object.values(FORMATS).map(({ mediaType }) => mediaType)).toEqual([
      'application/rss+xml',
      'application/atom+xml',
      'application/feed+json',
    ])
  })
})
