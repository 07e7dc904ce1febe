// What Tools → Export of a real WordPress writes, imported: exactly what the site shows everybody.

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newProject, type Project, type Service } from '../cli/project.ts'
import { readArticleFile } from '../../src/sources/article-file.ts'
import { php } from './site.ts'

const POSTS = 60
const SECRET = 'لا يعرفه أحد'

/** A post as WordPress's own functions have it. */
interface Shown {
  guid: string
  title: string
  /** Empty of a post that nobody wrote. */
  author: string
  tags: string[]
  picture: { alt: string; width: number } | null
}

let folder: string
let file: string
let shown: Shown[]
let project: Project
let service: Service

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'khulasa-export-'))
  file = path.join(folder, 'export.xml')
  await php(`
    require '${import.meta.dirname}/newsroom.php';
    return make_newsroom(${POSTS});`)
  await php(`
    require_once ABSPATH . 'wp-admin/includes/export.php';
    ob_start();
    export_wp();
    return file_put_contents('${file}', ob_get_clean());`)
  // No filter that writes HTML: what is asked for is what is kept.
  shown = (await php(`
    $public = array('numberposts' => -1, 'post_status' => 'publish', 'has_password' => false);
    return array_map(function ($post) {
      $picture = get_post_thumbnail_id($post);
      return array(
        'guid' => $post->guid,
        'title' => $post->post_title,
        'author' => get_the_author_meta('display_name', $post->post_author),
        'tags' => wp_list_pluck(get_the_tags($post) ?: array(), 'name'),
        'picture' => $picture ? array(
          'alt' => get_post_meta($picture, '_wp_attachment_image_alt', true),
          'width' => wp_get_attachment_metadata($picture)['width'],
        ) : null,
      );
    }, get_posts($public));`)) as Shown[]
  project = await newProject()
  service = await project.start()
}, 300_000)

afterAll(async () => {
  await service.stop()
  await project.remove()
  await rm(folder, { recursive: true, force: true })
})

const decoded = (text: string) =>
  text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#039;', "'")

const wanted = () =>
  Object.fromEntries(
    shown.map(({ guid, title, author, tags, picture }) => [
      decoded(guid),
      {
        title: decoded(title),
        authors: author === '' ? [] : [decoded(author)],
        tags: tags.map(decoded).sort(),
        picture: picture && [picture.alt, picture.width],
      },
    ]),
  )

const imported = () => `${shown.length} imported, 0 updated, 0 unchanged, `

const unchanged = () => new RegExp(`^0 imported, 0 updated, ${shown.length} unchanged, `, 'm')

describe('an export of WordPress', { timeout: 300_000 }, () => {
  it('has all kinds of posts in it', () => {
    expect(shown.length).toBeGreaterThanOrEqual(POSTS)
    expect(shown.filter(({ picture }) => picture !== null).length).toBeGreaterThan(POSTS / 2)
  })

  it('becomes files of exactly the public posts, and the second time changes none', async () => {
    const out = path.join(folder, 'site')
    const first = await project.run(['import', file, '--out', out])
    expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining(imported()) })
    const names = (await readdir(out, { recursive: true })).filter((name) => name.endsWith('.html'))
    const texts = await Promise.all(names.map((name) => readFile(path.join(out, name), 'utf8')))
    const drafts = texts.map((text, at) => readArticleFile(names[at] ?? '', text, 'UTC').draft)
    const found = drafts.map(({ id, title, authors, tags, image }) => [
      id,
      {
        title,
        authors: (authors ?? []).map(({ name }) => name),
        tags: (tags ?? []).toSorted(),
        picture: image ? [image.alt, image.width] : null,
      },
    ])
    expect(Object.fromEntries(found)).toEqual(wanted())
    expect(texts.join()).not.toContain(SECRET)
    expect((await project.run(['import', file, '--out', out])).stdout).toMatch(unchanged())
    const again = await Promise.all(names.map((name) => readFile(path.join(out, name), 'utf8')))
    expect(again).toEqual(texts)
  })

  it('becomes feeds of exactly the public posts, and the second time changes none', async () => {
    const to = ['import', file, '--to', service.address]
    const first = await project.run(to)
    expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining(imported()) })
    const feed = await service.text('/feed.json?limit=200')
    const { items } = JSON.parse(feed) as { items: { id: string }[] }
    const guids = shown.map(({ guid }) => decoded(guid)).sort()
    expect(
      items
        .map(({ id }) => id)
        // Those of the folder are called after their files.
        .filter((id) => id.startsWith('http://'))
        .sort(),
    ).toEqual(guids)
    const rss = await service.text('/rss.xml?limit=200')
    for (const text of [feed, rss, await service.text('/atom.xml?limit=200')]) {
      expect(text).not.toContain(SECRET)
    }
    expect((await project.run(to)).stdout).toMatch(unchanged())
    expect(await service.text('/rss.xml?limit=200')).toBe(rss)
  })
})
