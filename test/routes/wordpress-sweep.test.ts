import { describe, expect, it } from 'vitest'
import { apiPost } from '../sources/wordpress-posts.ts'
import {
  type DraftInput,
  draftOf,
  MINUTE,
  type Newsroom,
  openNewsroom,
  publicationOf,
  tablesOf,
} from '../newsroom.ts'
import { refused, type Site, siteOf } from './wordpress-site.ts'

const guid = (id: number) => `https://site.example/?p=${id}`
const permalink = (id: number) => `https://site.example/2026/08/${id}/`

/** Posts from the first number to the last, and older than any run asks for. */
function postsOf(first: number, last: number, guidOf = guid) {
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const id = first + index
    return { ...apiPost(id), guid: { rendered: guidOf(id) } }
  })
}

/** A newsroom that has had the articles of these posts from an import, and the site of them. */
async function following(...posts: ReturnType<typeof apiPost>[]) {
  const newsroom = await openNewsroom(publicationOf({ wordpress: 'https://site.example/' }))
  await imported(newsroom, ...posts.map((post) => post.guid.rendered))
  const site = siteOf(...posts)
  newsroom.outside = site.answer
  return { newsroom, site }
}

function imported(newsroom: Newsroom, ...ids: string[]) {
  return newsroom.publish(...ids.map((id) => draftOf(id, { origin: 'wordpress' })))
}

/** So many runs by the clock; what the last one came to. */
async function run(newsroom: Newsroom, times = 1) {
  for (let left = times; left > 0; left -= 1) {
    newsroom.now += 5 * MINUTE
    await newsroom.run()
  }
  const { syncs } = await tablesOf('syncs')
  const [row] = syncs as { outcome: string }[]
  return JSON.parse(row?.outcome ?? '{}') as {
    problems: { place: string; detail: string }[]
    stopped?: string
  }
}

async function published(): Promise<string[]> {
  const { articles } = await tablesOf('articles')
  return (articles as { id: string; state: string }[])
    .filter(({ state }) => state === 'published')
    .map(({ id }) => id)
    .sort()
}

/** How many of these addresses ask about one post. */
function askedOne({ asked }: Site): number {
  return asked.filter((address) => /\/posts\/\d+/.test(address)).length
}

describe('a post that was taken away without a hook', () => {
  it('is deleted by the next run where it is of the newest hundred', async () => {
    const { newsroom, site } = await following(...postsOf(1, 120))
    await run(newsroom)
    site.remove(60)
    await run(newsroom)
    const all = postsOf(1, 120).map((post) => post.guid.rendered)
    expect(await published()).toEqual(all.filter((id) => id !== guid(60)).sort())
  })

  it.each([
    ['at its first number', 1],
    ['at the end of a page', 51],
    ['at the beginning of one', 50],
  ])('is deleted once its page has come: %s', async (_, number) => {
    const { newsroom, site } = await following(...postsOf(1, 250))
    await run(newsroom, 5)
    site.remove(number)
    await run(newsroom, 5)
    expect(await published()).toHaveLength(249)
    expect(await published()).not.toContain(guid(number))
  })

  it('is known by its number also where the guid does not say it', async () => {
    const { newsroom, site } = await following(...postsOf(1, 3, permalink))
    await run(newsroom)
    site.remove(2)
    await run(newsroom)
    expect(await published()).toEqual([permalink(1), permalink(3)])
  })

  it('is known by its guid where it was gone before the site was looked through', async () => {
    const { newsroom } = await following(...postsOf(10, 12))
    const strange = [
      'https://other.example/?p=2',
      'https://site.example/blog/?p=2',
      'https://site.example/?page_id=2',
      'tag:site.example,2026:2',
      permalink(2),
    ]
    await imported(newsroom, guid(1), 'http://www.site.example/?p=2', ...strange)
    await newsroom.publish(draftOf(guid(3)))
    const { problems } = await run(newsroom, 3)
    const left = [guid(3), guid(10), guid(11), guid(12), ...strange]
    expect(await published()).toEqual(left.sort())
    expect(problems).toEqual([
      {
        place: 'https://other.example/?p=2',
        detail:
          'the site has no post of this guid (nor for 4 others), and does not say what became of it: if it was taken away there, withhold or delete it here',
      },
    ])
  })

  it('stays where another post has its number, and the operator is told', async () => {
    const { newsroom, site } = await following(...postsOf(10, 12))
    await imported(newsroom, guid(1))
    site.post({ ...apiPost(1), guid: { rendered: permalink(1) } })
    const { problems } = await run(newsroom, 3)
    expect(problems).toMatchObject([{ place: guid(1) }])
    expect(await published()).toContain(guid(1))
  })
})

describe('what a site does not name', () => {
  it('stays as long as the site shows it', async () => {
    const { newsroom, site } = await following(...postsOf(1, 8))
    await run(newsroom)
    for (const id of [2, 3, 4, 5, 6, 7]) site.hide(id)
    await run(newsroom, 6)
    expect(await published()).toHaveLength(8)
  })

  it('stays where another source has sent it since, or it is withheld', async () => {
    const { newsroom, site } = await following(...postsOf(1, 3))
    await run(newsroom)
    const changes: Partial<DraftInput>[] = [{ origin: 'api' }, { status: 'withheld' }]
    await newsroom.publish(
      ...changes.map((each, n) => draftOf(guid(n + 1), { origin: 'wordpress', ...each })),
    )
    site.remove(1)
    site.remove(2)
    await run(newsroom, 6)
    const { articles } = await tablesOf('articles')
    expect(articles).toMatchObject([
      { id: guid(1), state: 'published' },
      { id: guid(2), state: 'withheld' },
      { id: guid(3), state: 'published' },
    ])
  })

  it.each([
    [404, '', 'the REST API answers 404'],
    [401, 'rest_not_logged_in', 'the REST API answers 401, rest_not_logged_in'],
    [503, '', 'https://site.example answers 503'],
  ])('stays where the site says of it %i %s', async (status, code, stopped) => {
    const { newsroom, site } = await following(...postsOf(1, 3))
    await run(newsroom)
    site.remove(2)
    newsroom.outside = (request) =>
      /\/posts\/2/.test(decodeURIComponent(request.url))
        ? refused(status, code)
        : site.answer(request)
    expect(await run(newsroom)).toMatchObject({ stopped })
    expect(await published()).toHaveLength(3)
    newsroom.outside = site.answer
    expect(await run(newsroom)).not.toHaveProperty('stopped')
    expect(await published()).toHaveLength(2)
  })

  it('stays where the site names nothing any more', async () => {
    const { newsroom } = await following(...postsOf(1, 3))
    await run(newsroom)
    const site = siteOf()
    newsroom.outside = site.answer
    await run(newsroom, 6)
    expect(await published()).toHaveLength(3)
    expect(askedOne(site)).toBe(0)
  })

  it('stays where it is most of what is here, and the operator is told', async () => {
    const { newsroom } = await following(...postsOf(1, 150))
    await run(newsroom, 3)
    const site = siteOf(...postsOf(149, 150))
    newsroom.outside = site.answer
    const { problems } = await run(newsroom, 3)
    expect(problems).toContainEqual({
      place: 'https://site.example/',
      detail:
        'of 148 posts that are here the site names 0: so much is not taken away. If it is right, withhold or delete the others here',
    })
    await run(newsroom, 6)
    expect(await published()).toHaveLength(150)
    expect(askedOne(site)).toBe(0)
  })

  it('stays where it was of another site', async () => {
    const { newsroom } = await following(...postsOf(1, 3))
    await run(newsroom)
    const wordpress = 'https://other.example/'
    await newsroom.call('PUT', '/api/publication', publicationOf({ wordpress }))
    newsroom.outside = siteOf(...postsOf(900, 910, (id) => `https://other.example/?p=${id}`)).answer
    await run(newsroom, 6)
    expect(await published()).toEqual(expect.arrayContaining([guid(1), guid(2), guid(3)]))
  })

  it('is asked for a little at a time, and all of it is deleted in the end', async () => {
    const { newsroom, site } = await following(...postsOf(1, 300))
    await run(newsroom, 5)
    for (let id = 101; id <= 120; id += 1) site.remove(id)
    for (let id = 281; id <= 290; id += 1) site.remove(id)
    let runs = 0
    while ((await published()).length > 270) {
      site.asked.length = 0
      await run(newsroom)
      expect(askedOne(site)).toBeLessThanOrEqual(8)
      runs += 1
      expect(runs).toBeLessThan(15)
    }
    expect(await published()).toHaveLength(270)
  })
})

describe('a site that was imported anew', () => {
  const story = (id: number) => `https://site.example/?p=${id}`

  it.each([
    ['higher numbers in the same order', (id: number) => id + 5000],
    ['lower numbers, closer together', (id: number) => id - 500],
    ['the same numbers the other way round', (id: number) => 1751 - id],
  ])('and has %s keeps everything, and its new numbers are known', async (_, renumbered) => {
    const { newsroom } = await following(...postsOf(751, 1000))
    await run(newsroom, 6)
    const all = await published()
    const posts = postsOf(751, 1000).map((post) => ({ ...post, id: renumbered(post.id) }))
    const site = siteOf(...posts)
    newsroom.outside = site.answer
    await run(newsroom, 12)
    expect(await published()).toEqual(all)
    site.remove(renumbered(760))
    await run(newsroom, 8)
    expect(await published()).toEqual(all.filter((id) => id !== story(760)))
  })

  it('while it is looked through keeps everything as well', async () => {
    const { newsroom, site } = await following(...postsOf(1, 450))
    await run(newsroom, 4)
    const all = await published()
    for (let id = 1; id <= 60; id += 1) {
      site.remove(id)
      site.post({ ...apiPost(id + 1000), guid: { rendered: story(id) } })
    }
    await run(newsroom, 15)
    expect(await published()).toEqual(all)
  })
})

describe('a guid that two posts have', () => {
  const twin = (id: number, of: number) => ({ ...apiPost(id), guid: { rendered: guid(of) } })

  it.each([
    ['on one page', 30, 7],
    ['on two pages', 130, 7],
    ['where the second is on the newest page', 230, 7],
  ])('ends no sweep, and the operator is told: %s', async (_, count, of) => {
    const { newsroom, site } = await following(...postsOf(1, count))
    await run(newsroom, 4)
    site.post(twin(count + 1, of))
    const { problems } = await run(newsroom)
    expect(problems).toEqual([
      {
        place: guid(of),
        detail: `posts ${of} and ${count + 1} of the site both have this guid, so that they are one article here: delete one of them there, or give it a guid of its own`,
      },
    ])
    site.remove(5)
    await run(newsroom, 5)
    expect(await published()).toHaveLength(count - 1)
    expect(await published()).not.toContain(guid(5))
  })

  it('is that of the one that is left', async () => {
    const { newsroom, site } = await following(...postsOf(1, 130))
    await run(newsroom, 3)
    site.post(twin(131, 7))
    await run(newsroom, 3)
    site.remove(7)
    await run(newsroom, 5)
    expect(await published()).toHaveLength(130)
    site.remove(131)
    await run(newsroom, 5)
    expect(await published()).not.toContain(guid(7))
  })
})

describe('a site whose lists are in another order', () => {
  it('is not swept, and the operator is told', async () => {
    const { newsroom, site } = await following(...postsOf(1, 3))
    await run(newsroom)
    site.remove(2)
    newsroom.outside = async (request) => {
      const answer = site.answer(request)
      if (!request.url.includes('orderby=id')) return answer
      return Response.json((await answer.json<unknown[]>()).toReversed())
    }
    expect(await run(newsroom)).toMatchObject({
      stopped:
        'the REST API does not name posts in the order of their numbers: a plugin of the site may sort them',
    })
    expect(await published()).toHaveLength(3)
  })
})
