// WordPress's own export (WXR 1.0 to 1.2): its public posts, and nothing of any other.

import type { Draft } from '../article/draft.ts'
import { plainText } from '../text/markup.ts'
import { ItemError } from './html-depth.ts'
import type { Imported, ImportedItem, ReadOptions } from './imported.ts'
import { sectionId, sectionsOf } from './wordpress-categories.ts'
import { articleOf, type Post } from './wordpress-post.ts'
import { type WxrElement, wxrElements } from './wordpress-elements.ts'
import { childText, metas, momentOf, type Term, terms, withheld } from './wordpress-fields.ts'
import { languageTag, type Survey } from './wordpress-survey.ts'

/**
 * Reads an export that was surveyed: the publication, the sections that its public posts are in,
 * and every item, as an article or with the reason why it is none.
 *
 * @throws {SourceError} with the line, when it cannot be read on
 */
export async function* readWordPress(
  chunks: AsyncIterable<Uint8Array>,
  survey: Survey,
  options: ReadOptions,
): AsyncGenerator<ImportedItem> {
  yield { kind: 'publication', ...survey.publication }
  for (const section of await sectionsOf(survey.categories.values(), survey.used)) {
    yield { kind: 'section', ...section }
  }
  const { title = '', language = 'und' } = survey.publication
  const reading = {
    ...options,
    publication: options.publication ?? { title, language, timeZone: 'UTC' },
  }
  let number = 0
  for await (const element of wxrElements(chunks)) {
    if (element.name !== 'item') continue
    number += 1
    const where = `item ${number}, line ${element.line}`
    const reason = element.fault ?? withheld(element, options.now)
    if (reason === undefined) yield await itemOf(element, where, survey, reading)
    else yield { kind: element.fault === undefined ? 'skipped' : 'failed', where, reason }
  }
}

type Reading = ReadOptions & { publication: NonNullable<ReadOptions['publication']> }

function itemOf(
  element: WxrElement,
  where: string,
  survey: Survey,
  reading: Reading,
): Promise<ImportedItem> {
  const guid = childText(element, 'guid').trim()
  const { timeZone } = reading.publication
  return articleOf(guid, where, reading, (notes) => postOf(element, guid, survey, timeZone, notes))
}

async function postOf(
  element: WxrElement,
  guid: string,
  survey: Survey,
  timeZone: string,
  notes: Imported['notes'],
): Promise<Post> {
  const published = momentOf(element, 'wp:post_date', timeZone)
  if (!published) throw new ItemError('wp:post_date_gmt and wp:post_date: neither is a date')
  if (published.isLocal) {
    const detail = `wp:post_date_gmt is empty: wp:post_date counts, in ${timeZone}`
    notes.push({ field: 'published', detail })
  }
  if (element.forbidden > 0) {
    notes.push({ field: 'content', detail: 'the item holds characters that XML forbids' })
  }
  return {
    guid,
    title: childText(element, 'title'),
    link: childText(element, 'link').trim(),
    published: published.moment,
    modified: momentOf(element, 'wp:post_modified', timeZone)?.moment,
    authors: authorsOf(element, survey, notes),
    sections: await Promise.all(
      withPrimaryFirst(element, survey).map(({ slug }) => sectionId(slug)),
    ),
    tags: terms(element, 'post_tag').map(({ name }) => plainText(name)),
    excerpt: childText(element, 'excerpt:encoded'),
    content: childText(element, 'content:encoded'),
    form: 'raw',
    image: imageOfPost(element, survey, notes),
    enclosures: metas(element, 'enclosure').flatMap(enclosureOf),
    // Polylang's; WPML keeps them where no export reaches.
    language: terms(element, 'language')
      .map(({ slug }) => languageTag(slug))
      .find((tag) => tag !== undefined),
    translationGroup: terms(element, 'post_translations')[0]?.slug,
  }
}

function authorsOf(element: WxrElement, { authors }: Survey, notes: Imported['notes']): string[] {
  const login = childText(element, 'dc:creator').trim()
  if (login === '') return []
  const name = authors.get(login)
  if (name !== undefined) return [name]
  notes.push({ field: 'authors', detail: `the export does not say what ${login} is called` })
  return [login]
}

const PRIMARY = ['_yoast_wpseo_primary_category', 'rank_math_primary_category']

/** The categories of a post, in the order of their names but for the one a plugin calls primary. */
function withPrimaryFirst(element: WxrElement, { categories }: Survey): Term[] {
  const all = terms(element, 'category')
  const primary = PRIMARY.flatMap((key) => metas(element, key))
  const isPrimary = ({ slug }: Term) => primary.includes(categories.get(slug)?.number ?? '-')
  return [...all.filter(isPrimary), ...all.filter((term) => !isPrimary(term))]
}

function imageOfPost(
  element: WxrElement,
  { images }: Survey,
  notes: Imported['notes'],
): Draft['image'] {
  const number = metas(element, '_thumbnail_id')[0]?.trim() ?? ''
  if (!/^[1-9]\d*$/.test(number)) return undefined
  const image = images.get(Number(number))
  if (image) return image
  const detail = `the featured image (attachment ${number}) is not in the export: export all content`
  notes.push({ field: 'image', detail })
  return undefined
}

/** WordPress keeps an address, a length and a media type, a line each. */
function enclosureOf(meta: string): Post['enclosures'] {
  const [url = '', length = '', type = ''] = meta.split('\n').map((line) => line.trim())
  if (url === '' || !type.includes('/')) return []
  return [{ url, type, ...(/^[1-9]\d*$/.test(length) ? { bytes: Number(length) } : {}) }]
}
