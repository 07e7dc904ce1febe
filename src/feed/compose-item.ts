// Article → item of a feed.

import type { Article, Image } from '../article/article.ts'
import type { Publication } from '../article/publication.ts'
import type { Marks } from '../text/direction.ts'
import type { View } from './compose.ts'
import { type Category, type Item, shown } from './item.ts'
import { FOLDERS } from './paths.ts'
import { escaped } from './xml.ts'

/**
 * The item of an article. Of the publication it says what its sections are called, and goes by its
 * marks; of the view, by the address and by whether there is content.
 */
export function composeItem(
  article: Article,
  publication: Pick<Publication, 'sections' | 'marks'>,
  view: Pick<View, 'address' | 'content'>,
): Item {
  const { title, id, canonical = '', language, direction, summary, image } = article
  return {
    title,
    id,
    link: canonical,
    date: new Date(article.updated),
    published: new Date(article.published),
    language,
    direction,
    summary,
    // Made when it is asked for: of what has content, only RSS says it.
    get description() {
      return summary && summaryHtml(summary, article, publication.marks)
    },
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

// Made without a parser, since a plain text is one paragraph: what markup would make of it.
function summaryHtml(summary: string, { language, direction }: Article, marks: Marks): string {
  const dir = direction ?? 'auto'
  const text = shown(summary, { direction, marks })
  return `<div dir="${dir}" lang="${language}"><p dir="${dir}">${escaped(text)}</p></div>`
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
