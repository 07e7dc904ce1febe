// What can be imported: how each kind is recognised, and how it is read.

import { readFeed } from '../sources/feed.ts'
import { ORIGIN as FEED_ORIGIN } from '../sources/feed-draft.ts'
import type { ImportedItem, ReadOptions } from '../sources/imported.ts'
import { ORIGIN as NINJS_ORIGIN, readNinjs } from '../sources/ninjs.ts'
import { readWordPress } from '../sources/wordpress.ts'
import { readWordPressApi } from '../sources/wordpress-api.ts'
import { WORDPRESS as WORDPRESS_ORIGIN } from '../sources/wordpress-origin.ts'
import { surveyWordPress } from '../sources/wordpress-survey.ts'
import { isPage } from '../text/html-page.ts'
import { CommandError } from './command-error.ts'
import { followPages, type PagesOptions } from './feed-pages.ts'
import type { Source } from './import-source.ts'
import { askWordPress, wordPressApi } from './import-wordpress-api.ts'

export type KindOptions = ReadOptions & PagesOptions & { charset?: string | undefined }

/** One kind of source, and its reader. */
export interface Kind {
  /** As --as has it. */
  name: string
  /** Of the articles that come from it. */
  origin: string
  recognises: (source: Source) => boolean
  /** How often a source is read from its beginning to its end. */
  passes: number
  read: (source: Source, options: KindOptions) => AsyncIterable<ImportedItem>
}

const WORDPRESS: Kind = {
  name: 'wordpress',
  origin: WORDPRESS_ORIGIN,
  recognises: ({ head }) => head.includes('http://wordpress.org/export/'),
  passes: 2,
  read: readExport,
}

const WORDPRESS_API: Kind = {
  name: 'wordpress-api',
  origin: WORDPRESS_ORIGIN,
  recognises: (source) => wordPressApi(source) !== undefined,
  passes: 0,
  read: readApi,
}

const FEED: Kind = {
  name: 'feed',
  origin: FEED_ORIGIN,
  recognises: ({ head }) =>
    /<(?:!DOCTYPE\s+)?(?:rss|feed|(?:\w+:)?RDF)[\s>]/.test(head) ||
    /^\s*\{[^]*jsonfeed\.org\\?\/version/.test(head),
  passes: 1,
  read: (source, options) =>
    source.address === undefined
      ? readFeed(source.read(), options)
      : followPages({ ...source, address: source.address }, options, options),
}

const NINJS: Kind = {
  name: 'ninjs',
  origin: NINJS_ORIGIN,
  recognises: ({ head }) => /^\s*[[{]/.test(head) && /"uri"\s*:/.test(head),
  passes: 1,
  read: (source, options) => readNinjs(source.read(), options),
}

const PAGE: Kind = {
  name: 'page',
  origin: 'page',
  recognises: ({ head }) => isPage(head),
  passes: 1,
  read: readSavedPage,
}

/** In the order in which they are recognised; what none of them recognises is a copied text. */
export const KINDS: Kind[] = [WORDPRESS, WORDPRESS_API, FEED, NINJS, PAGE]

/** The name of the kind that makes an article file out of a text that was copied off a page. */
export const TEXT = 'text'

/**
 * The kind of a source; `undefined` for a copied text.
 *
 * @param as the name that was given for it
 * @throws {CommandError} when there is no such kind, or it is none of them
 */
export function kindOf(source: Source, as: string | undefined): Kind | undefined {
  const named = KINDS.find(({ name }) => name === as)
  if (named) return named
  const names = [...KINDS.map(({ name }) => name), TEXT].join(', ')
  if (as !== undefined && as !== TEXT)
    throw new CommandError(`--as: there is no kind "${as}"; there are ${names}`, 2)
  const recognised = as === TEXT ? undefined : KINDS.find(({ recognises }) => recognises(source))
  if (recognised) return recognised
  if (NO_TEXT.test(source.head)) {
    const message = 'is no text: unpack it where it is compressed, or save it as UTF-8'
    throw new CommandError(`${source.name} ${message}`, 2)
  }
  if (as === TEXT || source.address === undefined) return undefined
  throw new CommandError(
    `${source.name} is nothing that is recognised: say --as, one of ${names}`,
    2,
  )
}

// What editors and browsers leave in a text is none of these.
const NO_TEXT = /[\0-\x08\x0e-\x1f]/

async function* readExport(source: Source, options: ReadOptions): AsyncGenerator<ImportedItem> {
  if (source.isStream) {
    throw new CommandError(
      'a WordPress export is read twice, because images stand behind the posts that show them: ' +
        'save it in a file first',
      2,
    )
  }
  const survey = await surveyWordPress(source.read(), options.now)
  yield* readWordPress(source.read(), survey, options)
}

// What it needs takes longer to load than all the rest of the command line.
async function* readSavedPage(source: Source, options: KindOptions): AsyncGenerator<ImportedItem> {
  const { readPage } = await import('../sources/page.ts')
  yield* readPage(source.read(), options)
}

async function* readApi(source: Source, options: KindOptions): AsyncGenerator<ImportedItem> {
  const api = wordPressApi(source)
  await source.close()
  if (api !== undefined) return yield* readWordPressApi(askWordPress(api, options), options)
  throw new CommandError(`${source.name} does not say where its REST API is`, 2)
}
