// Article → item of a feed.

import type { Article, Image } from '../article/article.ts'
import type { Publication } from '../article/publication.ts'
import type { View } from './compose.ts'
import type { Category, Item } from './item.ts'
import { FOLDERS } from './paths.ts'

/**
 * The item of an article. Of the publication it says what its sections are called; of the view, it
 * goes by the address and by whether there is content.
 */
export function composeItem(
  article: Article,
  publication: Pick<Publication, 'sections'>,
  view: Pick<View, 'address' | 'content'>,
): Item {
  const { title, id, canonical = '', language, direction, summary, image } = article
  const date = new Date(article.updated)
  return {
    title,
    id,
    link: canonical,
    date,
    published: article.published === article.updated ? date : new Date(article.published),
    language,
    direction,
    summary,
    content: view.content === 'full' ? article.content || undefined : undefined,
    author: article.authors.map(({ name, url }) => ({ name, link: url })),
    category: categories(article, publication, view.address),
    image: image && imageOf(image),
    enclosures: article.enclosures.map(({ bytes, ...rest }) => ({ ...rest, length: bytes })),
    source: article.source,
    credit: article.credit?.text,
    correction: article.correction,
  }
}

function imageOf({ bytes, syndication, ...rest }: Image): Item['image'] {
  return syndication === 'none' ? undefined : { ...rest, length: bytes }
}

function categories(
  { sections, tags }: Article,
  publication: Pick<Publication, 'sections'>,
  address: string,
): Category[] {
  const ofSections = `${address}/${FOLDERS.section}/`
  const ofTags = `${address}/${FOLDERS.tag}/`
  const known = sections
    .map((id) => publication.sections.find((each) => each.id === id))
    .filter((section) => section !== undefined)
  return [
    ...known.map(({ id, name }) => category(name, id, ofSections)),
    ...tags.map((tag) => category(tag, tag, ofTags)),
  ]
}

function category(name: string, term: string, scheme: string): Category {
  return { name, term, scheme, domain: scheme }
}
