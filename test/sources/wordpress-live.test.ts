import { describe, expect, it } from 'vitest'
import { publication as schema } from '../../src/article/publication.ts'
import { readPost, readPosts } from '../../src/sources/wordpress-live.ts'
import { RefusedError } from '../../src/sources/wordpress-refused.ts'
import { apiPost, category } from './wordpress-posts.ts'

const now = new Date('2026-08-21T10:00:00Z')
const publication = schema.parse({
  title: 'صحيفة الميناء',
  description: 'أخبار الميناء',
  home: 'https://site.example/',
  address: 'https://feeds.site.example',
  language: 'ar',
  timeZone: 'Africa/Casablanca',
  sections: [
    { id: 'security', name: 'أمن' },
    { id: 'own', name: 'رياضة' },
  ],
})
const options = { publication, now }

interface Asked {
  path: string
  query: Record<string, string>
}

/** A site that gives one answer to whatever it is asked, and what it was asked. */
function site(answer: unknown) {
  const asked: Asked[] = []
  const ask = async (path: string, query: Record<string, string>): Promise<unknown> => {
    asked.push({ path, query })
    // Of a post that is there no more the list says nothing.
    if ('include' in query && answer instanceof Error) return []
    if (answer instanceof Error) throw answer
    return answer
  }
  return { ask, asked }
}

describe('readPost', () => {
  it('reads one post as an import does, asking once', async () => {
    const { ask, asked } = site(apiPost(7, { categories: [category(4, 'security', 'أمن')] }))
    expect(await readPost(ask, 7, options)).toEqual({
      kind: 'article',
      where: 'post 7',
      notes: [],
      draft: {
        id: 'https://site.example/?p=7',
        title: 'خبر 7',
        published: '2026-08-20T12:00:00Z',
        authors: [{ name: 'سميرة' }],
        sections: ['security'],
        tags: ['بحر & بر'],
        canonical: 'https://site.example/7/',
        content: '<p>نص الخبر 7.</p>',
        origin: 'wordpress',
      },
    })
    expect(asked).toEqual([
      { path: 'wp/v2/posts/7', query: { _embed: 'author,wp:featuredmedia,wp:term' } },
    ])
  })

  it('puts it in the sections that the publication has, and notes what it has not', async () => {
    const categories = [
      category(1, 'unknown', 'بلا &amp; اسم'),
      category(2, '%d8%b1%d9%8a%d8%a7%d8%b6%d8%a9', 'ملاعب'),
      category(3, 'x', 'أمن'),
    ]
    const post = apiPost(7, { categories })
    const item = await readPost(site({ ...post, categories: [1, 2, 3, 9] }).ask, 7, options)
    expect(item).toMatchObject({
      kind: 'article',
      draft: { sections: ['own', 'security'] },
      notes: [
        { field: 'sections', detail: 'left out: the site does not say what category 9 is' },
        { field: 'sections', detail: 'the publication has no section "بلا & اسم"' },
      ],
    })
  })

  it.each([
    [404, 'rest_post_invalid_id'],
    [401, 'rest_forbidden'],
    [403, 'rest_forbidden'],
  ])('skips a post of which WordPress says %i, %s', async (status, code) => {
    const item = await readPost(site(new RefusedError(status, code)).ask, 7, options)
    expect(item).toEqual({ kind: 'skipped', where: 'post 7', reason: 'not public' })
  })

  it.each([
    [404, ''],
    [404, 'rest_no_route'],
    [401, 'rest_not_logged_in'],
    [403, ''],
    [400, 'rest_forbidden'],
  ])('takes no other refusal for an answer about it: %i, %s', async (status, code) => {
    const refused = new RefusedError(status, code)
    await expect(readPost(site(refused).ask, 7, options)).rejects.toBe(refused)
  })

  it.each([
    [{ status: 'draft' }, 'draft'],
    [{ status: 'private' }, 'private'],
    [{ content: { rendered: '', protected: true } }, 'password-protected'],
    [{ date_gmt: '2026-08-21T10:00:01' }, 'scheduled'],
  ])('skips by its guid what is not public: %j', async (fields, reason) => {
    const item = await readPost(site({ ...apiPost(7), ...fields }).ask, 7, options)
    expect(item).toEqual({
      kind: 'skipped',
      where: 'post 7',
      id: 'https://site.example/?p=7',
      reason,
    })
  })

  it.each([[null], ['text'], [[]], [{}], [{ ...apiPost(7), guid: 7 }]])(
    'fails where it is no post: %j',
    async (answer) => {
      const item = await readPost(site(answer).ask, 7, options)
      expect(item).toMatchObject({ kind: 'failed', where: 'post 7' })
    },
  )
})

describe('readPosts', () => {
  it('reads those that are wanted', async () => {
    const wanted = site([apiPost(7), null])
    const items = await readPosts(wanted.ask, [7, 9], options)
    expect(items).toMatchObject([
      { kind: 'article', where: 'post 7' },
      { kind: 'failed', where: 'post in place 2' },
    ])
    expect(wanted.asked[0]?.query).toMatchObject({ include: '7,9', per_page: '20' })
  })
})
