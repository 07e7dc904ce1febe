// The sections that a source knows, and those of the publication.

import { type Section, sectionSlug } from '../article/publication.ts'
import { key } from '../text/key.ts'
import { slug } from '../text/slug.ts'
import type { FoundSection, Imported } from './imported.ts'

/** How the sections of a source become the publication's. */
export interface Matching {
  /** The publication's id of a section of the source. */
  ids: Map<string, string>
  /** Sections that the publication lacks. */
  added: Section[]
  /** Why articles are not in them, of those that are not added, by the source's id. */
  left: Map<string, string>
}

// What the schema of a publication takes.
const MOST = 200

/**
 * Finds the sections of a source among the publication's: by id, by slug, by name. Others are to
 * be added, as long as there is room.
 *
 * @param found those that include others come first
 */
export function matchSections(found: FoundSection[], present: Section[]): Matching {
  const matching: Matching = { ids: new Map(), added: [], left: new Map() }
  const slugs = new Set(present.map(sectionSlug))
  for (const each of found) {
    const same = sameSection(each, present)
    if (same) matching.ids.set(each.id, same.id)
    else if (present.length + matching.added.length >= MOST) {
      const reason = `no room for "${each.name}": a publication has at most ${MOST} sections`
      matching.left.set(each.id, reason)
    } else {
      const section = newSection(each, slugs, matching.ids)
      slugs.add(sectionSlug(section))
      matching.ids.set(each.id, section.id)
      matching.added.push(section)
    }
  }
  return matching
}

/** Finds them in the same way, and adds none. */
export function knownSections(found: FoundSection[], present: Section[]): Matching {
  const matching: Matching = { ids: new Map(), added: [], left: new Map() }
  for (const each of found) {
    const same = sameSection(each, present)
    if (same) matching.ids.set(each.id, same.id)
    else matching.left.set(each.id, `the publication has no section "${each.name}"`)
  }
  return matching
}

/** An article in the publication's sections; a note for each that it is not in. */
export function inSections(item: Imported, { ids, left }: Matching): Imported {
  const { sections = [] } = item.draft
  const reasons = sections.flatMap((id) => left.get(id) ?? [])
  const kept = sections.filter((id) => !left.has(id)).map((id) => ids.get(id) ?? id)
  const notes = reasons.map((detail) => ({ field: 'sections', detail }))
  const draft = { ...item.draft, sections: kept.length > 0 ? [...new Set(kept)] : undefined }
  return { ...item, draft, notes: [...item.notes, ...notes] }
}

/** The section of the publication that one of a source is: by id, by slug, by name. */
export function sameSection(found: FoundSection, present: Section[]): Section | undefined {
  const wanted = slug(found.slug ?? found.name)
  return (
    present.find(({ id }) => id === found.id) ??
    present.find((each) => wanted !== '' && sectionSlug(each) === wanted) ??
    present.find(({ name }) => key(name) === key(found.name))
  )
}

function newSection(found: FoundSection, slugs: Set<string>, ids: Map<string, string>): Section {
  const { id, name } = found
  const parent = found.parent === undefined ? undefined : ids.get(found.parent)
  const free = [found.slug ?? name, name, id].find((each) => isFree(each, slugs)) ?? id
  return {
    id,
    name,
    ...(slug(free) === slug(name) ? {} : { slug: free }),
    ...(parent === undefined ? {} : { parent }),
  }
}

function isFree(name: string, slugs: Set<string>): boolean {
  return slug(name) !== '' && !slugs.has(slug(name))
}
