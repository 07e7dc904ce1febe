// Files that an import writes: an article out of a draft, a publication out of what a source says of
// itself, more sections in a publication's file.

import { isSeq, parseDocument, stringify } from 'yaml'
import type { Draft } from '../article/draft.ts'
import type { PublicationInput, Section } from '../article/publication.ts'
import { slug } from '../text/slug.ts'
import { newArticleFile } from './article-file.ts'
import type { FoundPublication } from './imported.ts'

/**
 * The text of an article file in HTML which is read as this draft again, but for its origin: from now
 * on that is the folder.
 */
export function articleFileOf({ content, ...fields }: Draft): string {
  return newArticleFile({ ...fields, origin: undefined }, [content])
}

/**
 * The same to the letter, with its origin: no line is added to the content, the article has no new
 * version, and pruning the folder takes away what came from it, and nothing else.
 */
export function exactArticleFileOf({ content, ...fields }: Draft): string {
  return `---\n${stringify(fields, { lineWidth: 0 })}---\n${content}`
}

/**
 * The name of a new article file, in a folder for its year: by its day and its title.
 *
 * @param taken names that are not free; the new one is added
 */
export function newFileName(
  { title, published }: Pick<Draft, 'title' | 'published'>,
  taken: Set<string>,
): string {
  const day = published.slice(0, 10)
  const stem = `${day.slice(0, 4)}/${day}-${slug(title) || 'article'}`
  let name = `${stem}.html`
  for (let number = 2; taken.has(name); number += 1) name = `${stem}-${number}.html`
  taken.add(name)
  return name
}

const BEGINNING = `# Whose feeds these are, as an import found it. Look it through before you publish: the address and
# the time zone are guessed. What else may stand here is said in the sample's publication.yaml.

`

/**
 * The text of a new `publication.yaml`.
 *
 * @param found with its home page
 */
export function publicationFileOf(
  found: FoundPublication & { home: string },
  sections: Section[],
): string {
  const { title, description, home, language = 'ar' } = found
  const { hostname } = new URL(home)
  const fields: PublicationInput = {
    title: title ?? hostname,
    description: description ?? title ?? hostname,
    home,
    address: addressFor(home),
    language,
    timeZone: 'UTC',
    ...(sections.length > 0 ? { sections } : {}),
  }
  return BEGINNING + stringify(fields, { lineWidth: 0 })
}

/** Beside the site; of a site without a name, whose address is figures, the site itself. */
function addressFor(home: string): string {
  const { hostname, host } = new URL(home)
  const beside = `https://feeds.${hostname.replace(/^www\./, '')}`
  return URL.canParse(beside) ? beside : `https://${host}`
}

/** The text of a `publication.yaml` with more sections, its comments as they were. */
export function withSections(text: string, sections: Section[]): string {
  const document = parseDocument(text)
  const present = document.get('sections')
  if (isSeq(present)) for (const each of sections) present.add(document.createNode(each))
  else document.set('sections', document.createNode(sections))
  return document.toString({ lineWidth: 0, flowCollectionPadding: false })
}
