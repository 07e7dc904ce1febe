// Files that an import writes: an article out of a draft, a publication out of what a source says of
// itself, more sections in a publication's file.

import { isSeq, parseDocument, stringify } from 'yaml'
import type { Draft } from '../article/draft.ts'
import type { PublicationInput, Section } from '../article/publication.ts'
import { newArticleFile } from './article-file.ts'
import type { FoundPublication } from './imported.ts'

/** The text of an article file in HTML which is read as this draft again. */
export function articleFileOf(draft: Draft): string {
  const { content, ...others } = draft
  const fields = Object.entries(others).filter(([name]) => name !== 'origin')
  return newArticleFile(Object.fromEntries(fields), [content])
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
    address: `https://feeds.${hostname.replace(/^www\./, '')}`,
    language,
    timeZone: 'UTC',
    ...(sections.length > 0 ? { sections } : {}),
  }
  return BEGINNING + stringify(fields, { lineWidth: 0 })
}

/** The text of a `publication.yaml` with more sections, its comments as they were. */
export function withSections(text: string, sections: Section[]): string {
  const document = parseDocument(text)
  const present = document.get('sections')
  if (isSeq(present)) for (const each of sections) present.add(document.createNode(each))
  else document.set('sections', document.createNode(sections))
  return document.toString({ lineWidth: 0, flowCollectionPadding: false })
}
