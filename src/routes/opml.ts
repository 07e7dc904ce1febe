// The directory of feeds: /feeds.opml, and the two addresses at which some look for one.
//
// /.well-known/feeds is proposed in github.com/Dan-Q/well-known-feeds, and feed-menu.json in
// draft-nottingham-feed-menu. Both have readers and writers; neither is a standard.

import { type Context, Hono } from 'hono'
import type { FeedIdentity } from '../article/memberships.ts'
import type { Section } from '../article/publication.ts'
import { feedTitle } from '../feed/compose.ts'
import { type Directory, type Outline, writeOpml } from '../feed/opml.ts'
import { feedPath } from '../feed/paths.ts'
import type { Environment } from '../http/environment.ts'
import { listFeeds } from '../store/listing-feeds.ts'
import type { FeedState } from '../store/selection.ts'
import { allowed } from '../text/characters.ts'
import { publicAddress } from './address.ts'
import { meansOf, stateOfEverything } from './feed-state.ts'
import type { Memory } from './memory.ts'
import { ALL } from './pages-feeds.ts'
import { answer, type Said } from './site-answer.ts'
import { wordsIn } from './words.ts'

// As many sections as a publication can have, and more languages than any has.
const MOST = 200

/** The directory in its two forms. */
export function directories(memory: Memory): Hono<Environment> {
  return new Hono<Environment>()
    .get('/feeds.opml', (c) => opml(c, memory))
    .get('/.well-known/feeds', (c) => opml(c, memory))
    .get('/.well-known/feed-menu.json', (c) => feedMenu(c, memory))
}

async function opml(c: Context<Environment>, memory: Memory): Promise<Response> {
  const known = await stateOfEverything(meansOf(c, memory), c.get('now'))
  const { state } = known
  const said = saidIn(c, state, 'text/x-opml; charset=utf-8')
  return answer(c, memory, known, said, async () =>
    writeOpml(await readDirectory(c, state), new Date(state.changed)),
  )
}

async function feedMenu(c: Context<Environment>, memory: Memory): Promise<Response> {
  const known = await stateOfEverything(meansOf(c, memory), c.get('now'))
  const { state } = known
  return answer(c, memory, known, saidIn(c, state, 'application/json'), async () => {
    const directory = await readDirectory(c, state)
    const items = directory.outlines.map((each) => menuItem(each, directory))
    return allowed(JSON.stringify({ 'feed-menu': state.publication.title, items }))
  })
}

function saidIn(c: Context<Environment>, { publication }: FeedState, contentType: string): Said {
  const name = `${publicAddress(c.env, publication)} ${contentType}`
  return { contentType, language: publication.language, name }
}

/**
 * Everything, the sections as they include each other, and the languages where there are several.
 * Tags and authors are not in it: who imports it subscribes to all of it.
 */
async function readDirectory(c: Context<Environment>, state: FeedState): Promise<Directory> {
  const { publication } = state
  const [sections, languages] = await Promise.all([
    listFeeds(c.env.DB, 'section', c.get('now'), MOST),
    listFeeds(c.env.DB, 'language', c.get('now'), MOST),
  ])
  const { words } = wordsIn(publication.language)
  const byKey = new Map(sections.map((feed) => [feed.key, feed]))
  return {
    publication,
    address: publicAddress(c.env, publication),
    outlines: [
      { feed: ALL },
      ...folder(words.sections, outlinesOf(publication.sections, byKey, undefined)),
      ...(languages.length > 1
        ? folder(
            words.languages,
            languages.map((feed) => ({ feed })),
          )
        : []),
    ],
  }
}

function folder(name: string, outlines: Outline[]): Outline[] {
  return outlines.length > 0 ? [{ folder: name, outlines }] : []
}

/** A section that includes others is a folder, with its own feed as the first in it. */
function outlinesOf(
  sections: Section[],
  byKey: Map<string, FeedIdentity>,
  parent: string | undefined,
): Outline[] {
  return sections
    .filter((section) => section.parent === parent)
    .flatMap(({ id, name }) => {
      const feed = byKey.get(id)
      if (!feed) return []
      const inside = outlinesOf(sections, byKey, id)
      return inside.length > 0 ? folder(name, [{ feed }, ...inside]) : [{ feed }]
    })
}

function menuItem(each: Outline, directory: Directory): object {
  if ('folder' in each) {
    const items = each.outlines.map((one) => menuItem(one, directory))
    return { 'feed-menu': each.folder, items }
  }
  const { kind, slug } = each.feed
  const { publication, address } = directory
  return {
    'feed-title': feedTitle(publication, each.feed),
    rss: address + feedPath(kind, slug, 'rss'),
    atom: address + feedPath(kind, slug, 'atom'),
  }
}
