// Which feeds an article is in.

import type { Article } from './article.ts'
import { type Publication, sectionSlug } from './publication.ts'
import { key } from '../text/key.ts'
import { languageRanges } from '../text/language.ts'
import { slug } from '../text/slug.ts'

export type FeedKind = 'all' | 'section' | 'tag' | 'author' | 'language'

/** Which feed it is. */
export interface FeedIdentity {
  kind: FeedKind
  /** A section's id, a tag's or an author's key, a language tag; empty for the feed of everything. */
  key: string
  /** A tag or a name as it was first written. */
  title: string
  /** What it has in its address; as an article names it, what it would have if that were free. */
  slug: string
}

/**
 * The feeds that an article is in: the one of everything, its sections with all that include
 * them, its tags, its authors, its language and the wider ones (`ar-MA` is in `ar`); none where it
 * is not for syndication.
 */
export function memberships(article: Article, publication: Publication): FeedIdentity[] {
  if (article.syndication === 'none') return []
  const all: FeedIdentity = { kind: 'all', key: '', title: '', slug: '' }
  const languages = languageRanges(article.language).map((tag): FeedIdentity => ({
    kind: 'language',
    key: tag,
    title: tag,
    slug: tag,
  }))
  const tags = article.tags.map((tag) => named('tag', tag))
  const authors = article.authors.map(({ name }) => named('author', name))
  const found = [all, ...sectionsOf(article, publication), ...tags, ...authors, ...languages]
  return [...new Map(found.map((each) => [`${each.kind} ${each.key}`, each])).values()]
}

/** The feed of a section. */
export function sectionMembership(section: Publication['sections'][number]): FeedIdentity {
  const { id, name } = section
  return { kind: 'section', key: id, title: name, slug: sectionSlug(section) }
}

function sectionsOf(article: Article, { sections }: Publication): FeedIdentity[] {
  const byId = new Map(sections.map((section) => [section.id, section]))
  const found: FeedIdentity[] = []
  for (const id of article.sections) {
    for (let at = byId.get(id); at; at = at.parent ? byId.get(at.parent) : undefined) {
      found.push(sectionMembership(at))
    }
  }
  return found
}

function named(kind: FeedKind, title: string): FeedIdentity {
  // A name of signs only (🙂) has no slug of its own.
  return { kind, key: key(title), title, slug: slug(title) || kind }
}
