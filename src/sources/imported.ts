// What a reader of another system's articles yields, whatever the system: the command `import`
// takes all of them in the same way.

import type { Draft } from '../article/draft.ts'

/** An article that can be published. */
export interface Imported {
  /** As the schema of drafts has read it. */
  draft: Draft
  /** What was guessed, recognised or taken away, in words for an editor. */
  notes: { field: string; detail: string }[]
  /** Place in the source: `item 12, line 340`. */
  where: string
}

/** One that is left out by a rule (a draft, something private), or that nothing could be made of. */
export interface Skipped {
  where: string
  id?: string
  reason: string
}

/** A section that the source knows; the sections of drafts name it by its id. */
export interface FoundSection {
  /** Small Latin letters, digits and hyphens. */
  id: string
  name: string
  /** In the source's own addresses; by it or by its name an existing section is known again. */
  slug?: string
  /** id of the section that includes it. */
  parent?: string
}

/** What the source says of the whole it comes from. */
export interface FoundPublication {
  title?: string
  description?: string
  /** Home page. */
  home?: string
  language?: string
}

/**
 * A publication and sections come before the articles that are in them. `skipped` is right as it
 * is; `failed` is a fault that somebody should mend.
 */
export type ImportedItem =
  | ({ kind: 'publication' } & FoundPublication)
  | ({ kind: 'section' } & FoundSection)
  | ({ kind: 'article' } & Imported)
  | ({ kind: 'skipped' | 'failed' } & Skipped)

/** What a reader is told of where the articles go and where they come from. */
export interface ReadOptions {
  /** The publication that they are for; left out where there is none yet. */
  publication?: { title: string; language: string; timeZone: string }
  /** Address that the source was fetched from: what is relative in it is relative to that. */
  address?: string
  /** What is dated later is not public yet. */
  now: Date
  /** Only what changed later is wanted; a reader that can ask its source for no more does. */
  since?: Date
}
