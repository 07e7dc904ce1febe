// The plugin in a real WordPress, and the worker that it speaks to: what is published there is in the
// feeds here, with the hook and without.

import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newProject, type Project, type Service } from '../cli/project.ts'
import { strict } from '../strict.ts'
import { get, php, type Post, posted, SECRET, setAddress, SITE } from './site.ts'

const TOKEN = 'of-the-newsroom-of-this-test'
const PATIENCE_MS = 30_000

let project: Project
let khulasa: Service

beforeAll(async () => {
  project = await newProject()
  const secrets = `PUBLISH_TOKEN=${TOKEN}\nWORDPRESS_SECRET=${SECRET}\n`
  await writeFile(path.join(project.path, '.dev.vars'), secrets)
  khulasa = await project.startWorker()
  await putPublication([])
}, 180_000)

/** @param sections that there are from now on */
async function putPublication(sections: { id: string; name: string }[]): Promise<void> {
  const response = await fetch(`${khulasa.address}/api/publication`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      title: 'الحدث',
      description: 'أخبار المغرب',
      home: `${SITE}/`,
      address: khulasa.address,
      language: 'ar',
      // The site is in Riyadh: moments come in UTC, wherever who reads them is.
      timeZone: 'Africa/Casablanca',
      sections,
      wordpress: `${SITE}/`,
    }),
  })
  expect(response.status, await response.text()).toBe(200)
}

afterAll(async () => {
  await setAddress(undefined)
  await khulasa?.stop()
  await project?.remove()
})

/** The titles in an RSS document by the guids. */
async function titlesAt(address: string): Promise<Map<string, string>> {
  const response = await fetch(address)
  const document = strict(await response.text())
  const items = document.all('channel').flatMap((channel) => channel.all('item'))
  return new Map(
    items.map((item) => [item.all('guid')[0]?.text ?? '', item.all('title')[0]?.text ?? '']),
  )
}

/** When an article says that it was published. */
async function pubDateOf({ guid }: Post): Promise<string | undefined> {
  const document = strict(await khulasa.text('/rss.xml?limit=200'))
  const items = document.all('channel').flatMap((channel) => channel.all('item'))
  return items.find((item) => item.the('guid').text === guid)?.the('pubDate').text
}

const feed = () => titlesAt(`${khulasa.address}/rss.xml?limit=200`)

/**
 * Changes something on the site, and waits until the feed has this title of the post, or none; prints
 * how long all of it took.
 */
async function shows(
  what: string,
  title: string | undefined,
  change: () => Promise<Post>,
): Promise<Post> {
  const begun = performance.now()
  const post = await change()
  let shown: string | undefined
  do {
    shown = (await feed()).get(post.guid)
    if (shown === title) {
      console.log(`${what}: in the feed ${Math.round(performance.now() - begun)} ms after it began`)
      return post
    }
    await sleep(100)
  } while (performance.now() - begun < PATIENCE_MS)
  expect([what, shown]).toEqual([what, title])
  return post
}

/** A run by the clock. */
async function run(): Promise<void> {
  const response = await fetch(`${khulasa.address}/__scheduled`)
  expect([response.status, await response.text()]).toEqual([200, 'Ran scheduled event'])
}

const BEFORE_DAWN = `'post_title' => 'قبل الفجر', 'post_status' => 'publish', 'post_date' => '2026-08-11 01:30:00'`
const EVENING = 'Mon, 10 Aug 2026 22:30:00 GMT'

const publish = (title: string) => posted(`'post_title' => '${title}', 'post_status' => 'publish'`)

const code = async (post: Post, statements: string) => {
  await php(`$id = ${post.id}; ${statements} return true;`)
  return post
}

const edit = (post: Post, title: string) =>
  code(post, `wp_update_post(array('ID' => $id, 'post_title' => '${title}'));`)

describe('a site with the plugin', () => {
  beforeAll(() => setAddress(khulasa.address))

  it.each([
    ['trashed', 'wp_trash_post($id);'],
    ['deleted', 'wp_delete_post($id, true);'],
    ['made private', `wp_update_post(array('ID' => $id, 'post_status' => 'private'));`],
  ])('a post is in the feed, changes with it, and is gone when it is %s', async (how, away) => {
    const post = await shows('published', 'قمة المناخ', () => publish('قمة المناخ'))
    await shows('edited', 'قمة المناخ في دبي', () => edit(post, 'قمة المناخ في دبي'))
    await shows(how, undefined, () => code(post, away))
  })

  it('a post that is brought back is there again', async () => {
    const post = await shows('published', 'خبر عاد', () => publish('خبر عاد'))
    await shows('trashed', undefined, () => code(post, 'wp_trash_post($id);'))
    const back = 'wp_untrash_post($id); wp_publish_post($id);'
    await shows('published again', 'خبر عاد', () => code(post, back))
  })

  it('a post of half past one in Riyadh is of the evening before in UTC', async () => {
    const post = await shows('published', 'قبل الفجر', () => posted(BEFORE_DAWN))
    expect(await pubDateOf(post)).toBe(EVENING)
  })

  it('a category that has no section here keeps its feed, and is led to the section once there is one', async () => {
    const term = `array('slug' => 'economy-news')`
    await php(`wp_insert_term('اقتصاد', 'category', ${term}); flush_rewrite_rules(); return true;`)
    const led = async () => {
      const { status, headers } = await get('/category/economy-news/feed/')
      return [status, headers.get('Location')]
    }
    expect(await led()).toEqual([200, null])
    expect((await fetch(`${khulasa.address}/category/economy-news/feed/`)).status).toBe(404)
    await putPublication([{ id: 'economy-news', name: 'المال والأعمال' }])
    // As after five minutes.
    await php(`
      global $wpdb;
      $wpdb->query("DELETE FROM $wpdb->options WHERE option_name LIKE '_transient%_khulasa_%'");
      return true;`)
    const section = `/sections/${encodeURIComponent('المال-والأعمال')}/rss.xml`
    expect(await led()).toEqual([301, khulasa.address + section])
    expect((await fetch(khulasa.address + section)).status).toBe(200)
  })

  it('its old address leads to the feed that has it', async () => {
    const { headers } = await get('/feed/')
    expect(headers.get('Location')).toBe(`${khulasa.address}/rss.xml`)
  })
})

describe('a site whose hook never comes', () => {
  beforeAll(() => setAddress(undefined))

  const andRun = async (change: Promise<Post>) => {
    const post = await change
    await run()
    return post
  }

  it('a post is there, changed and gone after a run by the clock', async () => {
    const other = await publish('خبر يبقى')
    const post = await publish('بلا خطاف')
    expect((await feed()).has(post.guid)).toBe(false)
    await shows('published, and a run', 'بلا خطاف', () => andRun(Promise.resolve(post)))
    await shows('edited, and a run', 'بلا خطاف ٢', () => andRun(edit(post, 'بلا خطاف ٢')))
    await shows('trashed, and a run', undefined, () => andRun(code(post, 'wp_trash_post($id);')))
    expect((await feed()).get(other.guid)).toBe('خبر يبقى')
  })

  it('a post of half past one in Riyadh is of the evening before in UTC', async () => {
    const post = await posted(BEFORE_DAWN)
    await shows('edited, and a run', 'قبل الفجر ٢', () => andRun(edit(post, 'قبل الفجر ٢')))
    expect(await pubDateOf(post)).toBe(EVENING)
  })

  it('guids are those of its own feed, to the letter', async () => {
    const strange = 'http://old.example/?a=1&b=%D8%A7&p=9'
    const posts = [
      await posted(`'post_status' => 'publish', 'guid' => '${strange}'`),
      await shows('published, and a run', 'أول', () => andRun(publish('أول'))),
    ]
    // In the database it is HTML.
    const guids = posts.map(({ guid }) => guid.replace(/&(?:#038|amp);/g, '&'))
    expect(guids).toContain(strange)
    for (const address of [`${SITE}/feed/`, `${khulasa.address}/rss.xml`]) {
      const found = await titlesAt(address)
      expect([address, guids.filter((guid) => !found.has(guid))]).toEqual([address, []])
    }
  })

  it('knows modified_after with a Z, and names posts by number', async () => {
    const { id } = await posted(`'post_status' => 'publish'`)
    const { modified } = (await php(
      `return array('modified' => get_post_modified_time('U', true, ${id}));`,
    )) as { modified: number }
    const listed = async (seconds: number) => {
      const moment = new Date((modified + seconds) * 1000).toISOString().replace('.000', '')
      const response = await get(`/wp-json/wp/v2/posts?modified_after=${moment}&_fields=id`)
      return (await response.json<{ id: number }[]>()).map((each) => each.id)
    }
    expect(await listed(-1)).toContain(id)
    expect(await listed(0)).not.toContain(id)
    const answer = await get('/wp-json/wp/v2/posts?orderby=id&order=desc&per_page=100&_fields=id')
    const ids = (await answer.json<{ id: number }[]>()).map((each) => each.id)
    expect(ids[0]).toBe(id)
    expect(ids).toEqual(ids.toSorted((a, b) => b - a))
  })
})
