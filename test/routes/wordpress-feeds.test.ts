import { describe, expect, it } from 'vitest'
import { sectionId } from '../../src/sources/wordpress-categories.ts'
import { ADDRESS, draftOf, openNewsroom, path, problemOf, publicationOf } from '../newsroom.ts'

const world = 'العالم'
const security = 'أمن-سيبراني'
const salma = 'سلمى-بنعيسى'
const of = (...segments: string[]) => path(...segments)

/** A newsroom whose sections have come from the categories of a site, in each way they may. */
async function opened() {
  const newsroom = await openNewsroom(
    publicationOf({
      sections: [
        { id: await sectionId(encodeURIComponent(world).toLowerCase()), name: 'أخبار العالم' },
        { id: 'gulf', name: 'الخليج' },
        { id: 'money', name: 'مال', slug: 'economy' },
        { id: 'art', name: 'فنون وثقافة' },
      ],
    }),
  )
  await newsroom.publish(
    draftOf('a', {
      sections: ['gulf', 'money'],
      tags: ['أمن سيبراني', '5G'],
      authors: [{ name: 'سلمى بنعيسى' }],
    }),
  )
  return newsroom
}

describe('the addresses of the feeds of WordPress', () => {
  it.each([
    ['/feed/atom/', '/atom.xml'],
    ['/feed/atom', '/atom.xml'],
    ['/feed/rss2/', '/rss.xml'],
    ['/feed/rss/', '/rss.xml'],
    ['/feed/rdf/', '/rss.xml'],
    ['/feed/feed/', '/rss.xml'],
    ['/atom/', '/atom.xml'],
    ['/rss', '/rss.xml'],
    ['/rss2/', '/rss.xml'],
    ['/rdf/', '/rss.xml'],
    ['/?feed=rss2', '/rss.xml'],
    ['/?feed=rss', '/rss.xml'],
    ['/?feed=rdf', '/rss.xml'],
    ['/?feed=feed', '/rss.xml'],
    ['/?feed=atom&paged=2', '/atom.xml'],
    ['/category/gulf/feed/', `${of('sections', 'الخليج')}/rss.xml`],
    ['/category/gulf/feed', `${of('sections', 'الخليج')}/rss.xml`],
    ['/category/gulf/atom/', `${of('sections', 'الخليج')}/atom.xml`],
    [`/category${of(world, 'gulf')}/feed/rss2/`, `${of('sections', 'الخليج')}/rss.xml`],
    ['/category/a/b/economy/feed/atom/', '/sections/economy/atom.xml'],
    ['/category/ECONOMY/feed/', '/sections/economy/rss.xml'],
    [`/category${of(world)}/feed/`, `${of('sections', 'أخبار-العالم')}/rss.xml`],
    [`/category${of(world).toLowerCase()}/feed/`, `${of('sections', 'أخبار-العالم')}/rss.xml`],
    [`/category${of('فنون-وثقافه')}/feed/`, `${of('sections', 'فنون-وثقافة')}/rss.xml`],
    [`/?feed=rss2&category_name=${world}/gulf`, `${of('sections', 'الخليج')}/rss.xml`],
    [`/tag${of(security)}/feed/`, `${of('tags', security)}/rss.xml`],
    [`/tag${of(security)}/feed/atom/`, `${of('tags', security)}/atom.xml`],
    [`/?feed=atom&tag=${security}`, `${of('tags', security)}/atom.xml`],
    ['/tag/5g/feed/', '/tags/5g/rss.xml'],
    [`/author${of(salma)}/feed/`, `${of('authors', salma)}/rss.xml`],
    [`/?feed=rss2&author_name=${salma}`, `${of('authors', salma)}/rss.xml`],
  ])('%s is at %s, for good', async (old, now) => {
    const newsroom = await opened()
    const response = await newsroom.get(old)
    expect([response.status, response.headers.get('Location')]).toEqual([301, ADDRESS + now])
    expect(response.headers.get('Cache-Control')).toBe(
      (await newsroom.get(now)).headers.get('Cache-Control'),
    )
    expect((await newsroom.get(old, {}, 'HEAD')).status).toBe(301)
  })

  it('/feed/ is ours', async () => {
    const newsroom = await opened()
    const response = await newsroom.get('/feed/')
    expect([response.status, response.headers.get('Location')]).toEqual([301, `${ADDRESS}/feed`])
  })

  it('stand under the public address of the deployment', async () => {
    const newsroom = await opened()
    newsroom.bindings.PUBLIC_ADDRESS = 'https://www.news.example/khulasa/'
    const response = await newsroom.get('/tag/5g/feed/')
    expect(response.headers.get('Location')).toBe(
      'https://www.news.example/khulasa/tags/5g/rss.xml',
    )
  })

  it.each([
    '/comments/feed/',
    '/comments/feed/atom/',
    '/comments/atom',
    '/?feed=comments-rss2',
    '/?feed=comments-atom',
    '/?feed=rss2&p=7',
    '/?feed=rss2&withcomments=1',
    '/2026/08/summit/feed/',
    '/2026/08/22/summit/feed/atom/',
  ])('%s is of comments: gone', async (old) => {
    const { detail } = await problemOf(await (await opened()).get(old), 410)
    expect(detail).toBe('Comments have no feed any more.')
  })

  it.each([
    '/category/nowhere/feed/',
    '/tag/nothing/feed/',
    '/tag/5g+economy/feed/',
    '/author/nobody/feed/',
    '/category/feed/',
    '/category/gulf/',
    '/category/gulf',
    '/tag/%E0%A4%A/feed/',
    '/comments/',
    '/2026/08/summit/',
    '/2026/08/feed/',
    '/2026/08/22/feed/',
    '/2026/08/22/feed/atom/',
    '/summit/feed/',
    '/feed/podcast/',
    '/?feed=rss2&cat=7',
    '/?feed=rss2&s=x',
    '/?feed=rss2&tag=5g&category_name=gulf',
    '/?feed=rss2&tag=',
  ])('%s is 404, and no other feed', async (old) => {
    await problemOf(await (await opened()).get(old), 404)
  })

  it('another feed of the front page is the front page', async () => {
    const response = await (await opened()).get('/?feed=podcast')
    expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8')
  })

  it('lead nowhere before anything is published', async () => {
    const newsroom = await openNewsroom(null)
    await problemOf(await newsroom.get('/feed/atom/'), 404)
    await problemOf(await newsroom.get('/category/a/feed/'), 404)
  })
})
