import { describe, expect, it } from 'vitest'
import { ADDRESS, draftOf, type Newsroom, openNewsroom, path, problemOf } from '../newsroom.ts'
import { strict, type StrictElement } from '../strict.ts'

async function published(): Promise<Newsroom> {
  const newsroom = await openNewsroom()
  await newsroom.publish(
    draftOf('a', { sections: ['cybersecurity'], tags: ['5G'], authors: [{ name: 'فاطمة' }] }),
    draftOf('b', { sections: ['technology'], language: 'fr' }),
    draftOf('c', { sections: ['economy'], visibleFrom: '2036-01-01T00:00:00Z', language: 'he' }),
  )
  return newsroom
}

function tree(outline: StrictElement): unknown {
  const { text, xmlUrl } = outline.attributes
  return xmlUrl ? [text, xmlUrl] : { [text ?? '']: outline.all('outline').map(tree) }
}

const rss = (folder: string) => `${ADDRESS}${folder}/rss.xml`

describe('/feeds.opml', () => {
  it('has everything, sections as they include each other, languages; neither tags nor authors', async () => {
    const newsroom = await published()
    const response = await newsroom.get('/feeds.opml')
    expect([response.status, response.headers.get('Content-Type')]).toEqual([
      200,
      'text/x-opml; charset=utf-8',
    ])
    const body = strict(await response.text()).the('body')
    expect(body.all('outline').map(tree)).toEqual([
      ['الحدث', rss('')],
      {
        الأقسام: [
          {
            تكنولوجيا: [
              ['الحدث — تكنولوجيا', rss(path('sections', 'تكنولوجيا'))],
              ['الحدث — أمن سيبراني', rss(path('sections', 'أمن-سيبراني'))],
            ],
          },
        ],
      },
      {
        اللغات: [
          ['الحدث — العربية', rss('/languages/ar')],
          ['الحدث — français', rss('/languages/fr')],
        ],
      },
    ])
    const feeds = [...body.descendants()].flatMap(({ attributes }) => attributes.xmlUrl ?? [])
    for (const feed of feeds) {
      const { pathname } = new URL(feed)
      expect([pathname, (await newsroom.get(pathname)).status]).toEqual([pathname, 200])
    }
  })

  it('has no folder of one language, and none of no sections', async () => {
    const newsroom = await openNewsroom()
    await newsroom.publish(draftOf('a'))
    const body = strict(await (await newsroom.get('/feeds.opml')).text()).the('body')
    expect(body.all('outline').map(tree)).toEqual([['الحدث', rss('')]])
  })

  it('is not sent again to a client that has it', async () => {
    const newsroom = await published()
    const { headers } = await newsroom.get('/feeds.opml')
    const again = await newsroom.get('/feeds.opml', { 'If-None-Match': headers.get('ETag') ?? '' })
    expect([again.status, await again.text()]).toEqual([304, ''])
  })

  it('is 404 before there is a publication', async () => {
    await problemOf(await (await openNewsroom(null)).get('/feeds.opml'), 404)
  })
})

describe('/.well-known', () => {
  it('has the directory as `feeds`', async () => {
    const newsroom = await published()
    const response = await newsroom.get('/.well-known/feeds')
    expect(response.headers.get('Content-Type')).toBe('text/x-opml; charset=utf-8')
    expect(await response.text()).toBe(await (await newsroom.get('/feeds.opml')).text())
  })

  it('has it as `feed-menu.json`, in menus', async () => {
    const newsroom = await published()
    const response = await newsroom.get('/.well-known/feed-menu.json')
    expect(response.headers.get('Content-Type')).toBe('application/json')
    const feed = (title: string, folder: string) => ({
      'feed-title': title,
      rss: `${ADDRESS}${folder}/rss.xml`,
      atom: `${ADDRESS}${folder}/atom.xml`,
    })
    expect(await response.json()).toEqual({
      'feed-menu': 'الحدث',
      items: [
        feed('الحدث', ''),
        {
          'feed-menu': 'الأقسام',
          items: [
            {
              'feed-menu': 'تكنولوجيا',
              items: [
                feed('الحدث — تكنولوجيا', path('sections', 'تكنولوجيا')),
                feed('الحدث — أمن سيبراني', path('sections', 'أمن-سيبراني')),
              ],
            },
          ],
        },
        {
          'feed-menu': 'اللغات',
          items: [
            feed('الحدث — العربية', '/languages/ar'),
            feed('الحدث — français', '/languages/fr'),
          ],
        },
      ],
    })
  })

  it('has nothing else', async () => {
    await problemOf(await (await published()).get('/.well-known/rss'), 404)
  })
})
