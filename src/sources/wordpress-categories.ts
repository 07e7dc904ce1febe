// Categories as sections. Their slugs are in any letters, ids of sections in small Latin ones.

import { sha256 } from '../article/digest.ts'
import { plainText } from '../text/markup.ts'
import type { FoundSection } from './imported.ts'
import { decodedSlug } from './wordpress-slug.ts'

/** A category of WordPress, by its slug as it is in the database. */
export interface Category {
  slug: string
  /** May hold HTML entities. */
  name: string
  /** Of its term in the database. */
  number?: string
  /** Slug of the category that includes this one. */
  parent?: string | undefined
}

/** The id of a category's section: its slug where that can be one, else a name made from it. */
export async function sectionId(slug: string): Promise<string> {
  if (/^[a-z0-9][a-z0-9-]{0,99}$/.test(slug)) return slug
  return `category-${(await sha256(slug.toLowerCase())).slice(0, 8)}`
}

/**
 * The sections of the categories that are used, with all that include them; the ones that include
 * others come first.
 */
export async function sectionsOf(
  categories: Iterable<Category>,
  used: Iterable<string>,
): Promise<FoundSection[]> {
  const bySlug = new Map([...categories].map((each) => [each.slug, each]))
  const found = new Map<string, FoundSection>()
  const above = new Set<string>()
  const add = async (slug: string): Promise<string | undefined> => {
    const category = bySlug.get(slug)
    // A plugin may have made a circle of parents.
    if (!category || above.has(slug)) return undefined
    const id = await sectionId(slug)
    if (found.has(slug)) return id
    above.add(slug)
    const parent = category.parent ? await add(category.parent) : undefined
    above.delete(slug)
    found.set(slug, { id, name: plainText(category.name), slug: decodedSlug(slug), parent })
    return id
  }
  for (const slug of used) await add(slug)
  return [...found.values()]
}
