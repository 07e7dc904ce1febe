// docs/wordpress/khulasa.php in a real WordPress: what it sends, where it leads, what it says.

import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  get,
  type Heard,
  php,
  type Post,
  posted,
  type Receiver,
  receiver,
  SECRET,
  setAddress,
  signatureOf,
  SITE,
} from './site.ts'

let khulasa: Receiver

beforeAll(async () => {
  khulasa = await receiver()
})

afterAll(() => khulasa.close())

const set = () => setAddress(khulasa.address)

const events = (heard: Heard[]) => heard.map(({ body }) => JSON.parse(body) as unknown)

const message = (event: string, { id, guid }: Post) => ({ event, post: id, guid })

/** What is heard while this happens. */
async function heardOf(code: string): Promise<unknown[]> {
  khulasa.heard()
  await php(code)
  return events(khulasa.heard())
}

/** The address of the dashboard as its administrator sees it. */
async function dashboard(where: string): Promise<string> {
  const login = await fetch(`${SITE}/wp-login.php`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Cookie: 'wordpress_test_cookie=WP%20Cookie%20check' },
    body: new URLSearchParams({ log: 'editor', pwd: 'editor-of-the-tests', testcookie: '1' }),
  })
  const Cookie = login.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  return (await get(where, { Cookie })).text()
}

describe('without an address', () => {
  beforeAll(() => setAddress(undefined))

  it('nothing is sent', async () => {
    khulasa.heard()
    await posted(`'post_status' => 'publish'`)
    expect(khulasa.heard()).toEqual([])
  })

  it('feeds and their links are those of WordPress', async () => {
    expect((await get('/feed/')).status).toBe(200)
    expect(await (await get('/')).text()).toContain(`href="${SITE}/feed/"`)
  })

  it('the dashboard says so', async () => {
    expect(await dashboard('/wp-admin/options-general.php?page=khulasa')).toContain(
      'Khulasa does nothing yet: it needs its address, one that begins with https://.',
    )
  })
})

describe('the settings', () => {
  it.each([
    ['https://feeds.news.example', 'https://feeds.news.example'],
    ['https://feeds.news.example/', 'https://feeds.news.example'],
    [' https://news.example/khulasa/ ', 'https://news.example/khulasa'],
    ['http://127.0.0.1:8787', 'http://127.0.0.1:8787'],
    ['http://feeds.news.example', ''],
    ['https://feeds.news.example/?a', ''],
    ['https://me@feeds.news.example/', ''],
    ['feeds.news.example', ''],
    ['javascript:alert(1)', ''],
  ])('the address %j is %j', async (given, kept) => {
    const code = `return khulasa_valid_address(${JSON.stringify(given)});`
    expect(await php(code)).toBe(kept)
  })

  it('a secret that is too short leaves the one there was', async () => {
    await set()
    const code = `
      khulasa_register_settings();
      update_option('khulasa_secret', 'short');
      return array(khulasa_secret(), array_column(get_settings_errors('khulasa_secret'), 'message'));`
    expect(await php(code)).toEqual([
      SECRET,
      ['The secret was not changed: it has to have 20 characters or more.'],
    ])
  })

  it('the page never shows the secret', async () => {
    await set()
    const page = await dashboard('/wp-admin/options-general.php?page=khulasa')
    expect(page).toContain(`value="${khulasa.address}"`)
    expect(page).toContain('There is one. Leave this empty to keep it.')
    expect(page).not.toContain(SECRET)
    expect(page).not.toContain('Khulasa does nothing yet')
  })
})

describe('what Khulasa is told', () => {
  beforeAll(set)
  beforeEach(() => khulasa.heard())

  it('a new post, signed', async () => {
    const { id, guid } = await posted(`'post_status' => 'publish'`)
    const heard = khulasa.heard()
    const [request] = heard
    if (!request) throw new Error('nothing was heard')
    expect(heard).toHaveLength(1)
    expect(request.method).toBe('POST')
    expect(request.path).toBe('/hooks/wordpress')
    expect(request.headers['content-type']).toBe('application/json')
    expect(request.body).toBe(`{"event":"publish","post":${id},"guid":"${guid}"}`)
    expect(request.headers['x-khulasa-signature']).toBe(signatureOf(request))
    const age = Date.now() / 1000 - Number(request.headers['x-khulasa-timestamp'])
    expect(Math.abs(age)).toBeLessThan(300)
  })

  it.each([
    ['edited', 'update', `wp_update_post(array('ID' => POST, 'post_title' => 'غيره'));`],
    [
      'edited three times in one request',
      'update',
      `foreach (array('a', 'b', 'c') as $t) wp_update_post(array('ID' => POST, 'post_title' => $t));`,
    ],
    ['trashed', 'remove', 'wp_trash_post(POST);'],
    ['deleted', 'remove', 'wp_delete_post(POST, true);'],
    ['made a draft', 'remove', `wp_update_post(array('ID' => POST, 'post_status' => 'draft'));`],
    ['made private', 'remove', `wp_update_post(array('ID' => POST, 'post_status' => 'private'));`],
    ['given a password', 'remove', `wp_update_post(array('ID' => POST, 'post_password' => 'x'));`],
  ])('a public post that is %s: %s, once', async (_, event, code) => {
    const post = await posted(`'post_status' => 'publish'`)
    const heard = await heardOf(`define('POST', ${post.id}); ${code} return true;`)
    expect(heard).toEqual([message(event, post)])
  })

  it.each([
    ['a draft', `'post_status' => 'draft'`],
    ['a private post', `'post_status' => 'private'`],
    ['a post with a password', `'post_status' => 'publish', 'post_password' => 'x'`],
    ['a post for tomorrow', `'post_status' => 'publish', 'post_date' => '2099-01-01 00:00:00'`],
    ['a page', `'post_status' => 'publish', 'post_type' => 'page'`],
  ])('%s sends nothing, not when it is edited and deleted either', async (_, fields) => {
    const { id } = await posted(fields)
    await php(`wp_update_post(array('ID' => ${id}, 'post_title' => 'غيره')); return true;`)
    await php(`wp_delete_post(${id}, true); return true;`)
    expect(khulasa.heard()).toEqual([])
  })

  it('a password that is taken away: publish', async () => {
    const post = await posted(`'post_status' => 'publish', 'post_password' => 'x'`)
    const code = `wp_update_post(array('ID' => ${post.id}, 'post_password' => '')); return true;`
    expect(await heardOf(code)).toEqual([message('publish', post)])
  })

  it('a scheduled post when its time comes, by WP-Cron', async () => {
    const post = await posted(`'post_status' => 'publish', 'post_date' => '2099-01-01 00:00:00'`)
    const { id } = post
    await php(`
      global $wpdb;
      $wpdb->update($wpdb->posts, array('post_date' => '2026-01-01 00:00:00', 'post_date_gmt' => '2026-01-01 00:00:00'), array('ID' => ${id}));
      wp_clear_scheduled_hook('publish_future_post', array(${id}));
      wp_schedule_single_event(time() - 1, 'publish_future_post', array(${id}));
      return true;`)
    await get('/wp-cron.php')
    expect(events(await arrived())).toEqual([message('publish', post)])
  })

  it('a post of the block editor, which does not wait for it', async () => {
    const password = String(
      await php(
        `return WP_Application_Passwords::create_new_application_password(1, array('name' => 'test' . wp_rand()))[0];`,
      ),
    )
    const response = await fetch(`${SITE}/index.php?rest_route=/wp/v2/posts`, {
      method: 'POST',
      headers: {
        Authorization: `Basic ${Buffer.from(`editor:${password}`).toString('base64')}`,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({ title: 'خبر', status: 'publish' }),
    })
    const { id, guid } = await response.json<{ id: number; guid: { raw: string } }>()
    const post = { id, guid: guid.raw }
    expect(response.status).toBe(201)
    expect(events(await arrived())).toEqual([message('publish', post)])
  })

  it('what fails is said in the dashboard and told again', async () => {
    khulasa.answers(401, '{"detail":"The timestamp is too old."}')
    const post = await posted(`'post_status' => 'publish'`)
    const { id, guid } = post
    khulasa.answers(202, '')
    expect(await dashboard('/wp-admin/')).toContain('401 The timestamp is too old.')
    const code = `
      $next = wp_next_scheduled('khulasa_tell', array('publish', ${id}, '${guid}', 1));
      do_action('khulasa_tell', 'publish', ${id}, '${guid}', 1);
      return array($next > time(), get_option('khulasa_trouble'));`
    khulasa.heard()
    expect(await php(code)).toEqual([true, false])
    expect(events(khulasa.heard())).toEqual([message('publish', post)])
  })

  it('what another attempt does not change is told once, and its notice stays until it is mended', async () => {
    khulasa.answers(409, '{"detail":"It is killed."}')
    const { id, guid } = await posted(`'post_status' => 'publish'`)
    const again = `wp_next_scheduled('khulasa_tell', array('publish', ${id}, '${guid}', 1))`
    const told = (post: number) =>
      php(`
        do_action('khulasa_tell', 'publish', ${post}, '${guid}', 0);
        $trouble = get_option('khulasa_trouble');
        return array(${again}, is_array($trouble) ? $trouble['post'] : null);`)
    expect(await told(id)).toEqual([false, id])
    khulasa.answers(202, '')
    expect(await told(id + 1)).toEqual([false, id])
    expect(await told(id)).toEqual([false, null])
  })
})

/** What comes, once something has. */
async function arrived(): Promise<Heard[]> {
  for (let left = 100; left > 0; left -= 1) {
    await sleep(100)
    const heard = khulasa.heard()
    if (heard.length > 0) return heard
  }
  throw new Error('never: a message')
}

describe('the addresses of WordPress', () => {
  beforeAll(async () => {
    await set()
    await php(`
      $world = wp_insert_term('العالم', 'category')['term_id'];
      $gulf = wp_insert_term('الخليج', 'category', array('slug' => 'gulf', 'parent' => $world))['term_id'];
      $user = wp_insert_user(array('user_login' => 'salma', 'user_pass' => wp_generate_password(), 'display_name' => 'سلمى بنعيسى', 'role' => 'author'));
      $id = wp_insert_post(array('post_title' => 'قمة', 'post_name' => 'summit', 'post_content' => 'نص', 'post_status' => 'publish', 'post_author' => $user, 'post_date' => '2026-08-22 10:00:00', 'post_category' => array($world, $gulf)));
      wp_set_post_tags($id, array('أمن سيبراني', '5G', 'R&D'));
      wp_insert_term('الذكاء الاصطناعي', 'post_tag', array('slug' => 'ai'));
      flush_rewrite_rules();
      return true;`)
  })

  const world = encodeURIComponent('العالم')
  const security = encodeURIComponent('أمن-سيبراني')
  const salma = encodeURIComponent('سلمى-بنعيسى')
  const cutSlug = '%d8%a7'.repeat(33)

  it.each([
    ['/feed/', '/rss.xml'],
    ['/feed', '/rss.xml'],
    ['/feed/rss2/', '/rss.xml'],
    ['/feed/rss/', '/rss.xml'],
    ['/feed/rdf/', '/rss.xml'],
    ['/feed/atom/', '/atom.xml'],
    ['/feed/atom', '/atom.xml'],
    ['/atom/', '/atom.xml'],
    ['/?feed=rss2', '/rss.xml'],
    ['/?feed=rss', '/rss.xml'],
    ['/?feed=rdf', '/rss.xml'],
    ['/?feed=atom', '/atom.xml'],
    ['/?feed=feed', '/rss.xml'],
    ['/feed/?paged=2', '/rss.xml'],
    [`/category/${world}/feed/`, `/sections/${world}/rss.xml`],
    [`/category/${world.toLowerCase()}/feed/atom/`, `/sections/${world}/atom.xml`],
    [`/category/${world}/gulf/feed/`, '/sections/gulf/rss.xml'],
    [`/?feed=rss2&category_name=${world}`, `/sections/${world}/rss.xml`],
    [`/tag/${security}/feed/`, `/tags/${security}/rss.xml`],
    [`/tag/${security}/feed/atom/`, `/tags/${security}/atom.xml`],
    [`/?feed=atom&tag=${security}`, `/tags/${security}/atom.xml`],
    ['/tag/rd/feed/', '/tags/R-D/rss.xml'],
    ['/tag/ai/feed/', `/tags/${encodeURIComponent('الذكاء-الاصطناعي')}/rss.xml`],
    ['/author/salma/feed/', `/authors/${salma}/rss.xml`],
    ['/author/salma/feed/atom/', `/authors/${salma}/atom.xml`],
    ['/?feed=rss2&author_name=salma', `/authors/${salma}/rss.xml`],
  ])('%s is at %s, for good', async (old, now) => {
    const response = await get(old)
    expect(response.status).toBe(301)
    expect(response.headers.get('Location')).toBe(khulasa.address + now)
    expect(response.headers.get('X-Redirect-By')).toBe('Khulasa')
  })

  it('so they are for a reader that has the feed already', async () => {
    const since = { 'If-Modified-Since': new Date(Date.now() + 3_600_000).toUTCString() }
    expect((await get('/feed/', since)).status).toBe(301)
  })

  it.each([
    ['/comments/feed/'],
    ['/comments/feed/atom/'],
    ['/?feed=comments-rss2'],
    ['/2026/08/summit/feed/'],
    ['/2026/08/summit/feed/atom/'],
  ])('%s is gone', async (old) => {
    expect((await get(old)).status).toBe(410)
  })

  it.each([
    ['a search', '/?s=x&feed=rss2'],
    ['a category that is not there', '/category/nowhere/feed/'],
    ['a month', '/2026/08/feed/'],
    ['two tags', `/tag/${security}+5g/feed/`],
    ['another type', '/?feed=rss2&post_type=podcast'],
  ])('the feed of %s stays that of WordPress', async (_, where) => {
    const response = await get(where)
    expect(response.status).toBe(200)
    expect(response.headers.get('Location')).toBeNull()
  })

  it('a category that Khulasa does not know keeps its feed, until it does', async () => {
    await php(`wp_insert_term('جديد', 'category', array('slug' => 'new')); return true;`)
    khulasa.instead.set('/category/new/feed/', { status: 404 })
    const own = await get('/category/new/feed/')
    expect([own.status, own.headers.get('Location')]).toEqual([200, null])
    expect(await own.text()).toContain('<rss version="2.0"')
    expect(await (await get('/category/new/')).text()).not.toContain('/sections/new/')
    khulasa.instead.clear()
    const later = async (code: string) => {
      await php(`${code} return true;`)
      const { status, headers } = await get('/category/new/feed/atom/')
      return [status, headers.get('Location')]
    }
    // Khulasa is asked again after five minutes, and not before.
    expect(await later('')).toEqual([200, null])
    const minutes = `
      global $wpdb;
      $wpdb->query("UPDATE $wpdb->options SET option_value = option_value - 301 WHERE option_name LIKE '_transient_timeout_khulasa_%'");`
    expect(await later(minutes)).toEqual([301, `${khulasa.address}/sections/new/atom.xml`])
    khulasa.instead.set('/category/new/feed/', { status: 404 })
    expect(await later(minutes)).toEqual([301, `${khulasa.address}/sections/new/atom.xml`])
  })

  it('a Khulasa that does not answer leaves the feed of a category as it is', async () => {
    await setAddress('http://127.0.0.1:1')
    const { status, headers } = await get(`/category/${world}/gulf/feed/`)
    expect([status, headers.get('Location')]).toEqual([200, null])
    expect((await get('/feed/')).status).toBe(301)
    await set()
  })

  it('a Khulasa that fails is not asked for five minutes, of whatever feed it is', async () => {
    khulasa.asked()
    khulasa.instead.set('/tag/failing/feed/', { status: 503 })
    const code = `
      $first = array(khulasa_folder('/tag/failing'), khulasa_folder('/tag/failing'), khulasa_folder('/tag/fine'));
      delete_transient(khulasa_transient('#down'));
      return array(...$first, khulasa_folder('/tag/fine'));`
    expect(await php(code)).toEqual(['', '', '', `${khulasa.address}/tags/fine`])
    expect(khulasa.asked()).toEqual(['/tag/failing/feed/', '/tag/fine/feed/'])
    khulasa.instead.clear()
  })

  it.each([
    ['the same path on another host', 301, 'https://new.example/tag/moved/feed/'],
    ['a portal', 301, 'https://portal.example/login?to=%2Ftag%2Fmoved%2Ffeed%2F'],
    ['a portal that names a feed', 301, 'https://portal.example/login?to=/rss.xml'],
    ['a path alone', 301, '/tags/moved/rss.xml'],
    ['a feed for the time being', 302, 'https://feeds.example/tags/moved/rss.xml'],
  ])(
    'leads nobody to where an answer leads that is no feed for good: %s',
    async (_, status, to) => {
      khulasa.instead.set('/tag/moved/feed/', { status, Location: to })
      const code = `
      delete_transient(khulasa_transient('/tag/moved'));
      return khulasa_folder('/tag/moved');`
      expect(await php(code)).toBe('')
      khulasa.instead.clear()
    },
  )

  it('a preview is led nowhere', async () => {
    const { headers } = await get('/?p=1&preview=true&feed=rss2')
    expect(headers.get('Location')).toBeNull()
  })

  it('a slug that WordPress has cut is without the half letter', async () => {
    const code = `return khulasa_segment(rawurldecode('${cutSlug}%d8'));`
    expect(await php(code)).toBe(encodeURIComponent('ا'.repeat(33)))
  })
})

describe('the head of a page', () => {
  beforeAll(set)

  /** The links to feeds. */
  async function links(where: string): Promise<string[]> {
    const page = await (await get(where)).text()
    return [
      ...page.matchAll(/<link rel="alternate" type="application\/(?:rss|atom|feed)[^>]*>/g),
    ].map(([link]) => link)
  }

  const link = (type: string, title: string, path: string) =>
    `<link rel="alternate" type="application/${type}" hreflang="ar" title="${title}" href="${khulasa.address}${path}">`

  const three = (title: string, folder: string) => [
    link('rss+xml', `${title} (RSS)`, `${folder}/rss.xml`),
    link('atom+xml', `${title} (Atom)`, `${folder}/atom.xml`),
    link('feed+json', `${title} (JSON Feed)`, `${folder}/feed.json`),
  ]

  it.each(['/', '/2026/08/summit/', '/?s=x'])('%s has everything', async (where) => {
    expect(await links(where)).toEqual(three('الحدث', ''))
  })

  it.each([
    ['/category/العالم/', 'العالم', `/sections/${encodeURIComponent('العالم')}`],
    ['/tag/rd/', 'R&amp;D', '/tags/R-D'],
    ['/author/salma/', 'سلمى بنعيسى', `/authors/${encodeURIComponent('سلمى-بنعيسى')}`],
  ])('%s has its own too, once WP-Cron has asked for it', async (where, name, folder) => {
    await php(`
      global $wpdb;
      $wpdb->query("DELETE FROM $wpdb->options WHERE option_name LIKE '_transient%_khulasa_%'");
      return true;`)
    khulasa.asked()
    const everything = three('الحدث', '')
    expect([await links(where), khulasa.asked()]).toEqual([everything, []])
    await ranCron()
    expect(khulasa.asked()).toHaveLength(1)
    expect(await links(where)).toEqual([...everything, ...three(`الحدث · ${name}`, folder)])
    expect(khulasa.asked()).toEqual([])
  })

  it('of five thousand tags has no more than twenty wait, and none while Khulasa does not answer', async () => {
    const waiting = `
      $waiting = 0;
      foreach (wp_get_ready_cron_jobs() as $hooks) $waiting += count($hooks['khulasa_ask'] ?? array());
      wp_unschedule_hook('khulasa_ask');`
    const code = `
      for ($tag = 0; $tag < 5000; $tag++) khulasa_ask_later("/tag/$tag");
      ${waiting}
      $all = $waiting;
      set_transient(khulasa_transient('#down'), 1, 300);
      khulasa_ask_later('/tag/0');
      ${waiting}
      delete_transient(khulasa_transient('#down'));
      return array($all, $waiting);`
    expect(await php(code)).toEqual([20, 0])
  })
})

/** WP-Cron, to the end of what is due; it answers before it has run. */
async function ranCron(): Promise<void> {
  await get('/wp-cron.php')
  const isLeft = `
    foreach (wp_get_ready_cron_jobs() as $hooks) if (isset($hooks['khulasa_ask'])) return true;
    return get_transient('doing_cron') !== false;`
  for (let left = 100; left > 0; left -= 1) {
    if (!(await php(isLeft))) return
    await sleep(100)
  }
  throw new Error('never: the end of WP-Cron')
}
