// Drafts → articles in the publication that is kept, for every request that publishes some.

import { digest } from '../article/digest.ts'
import type { Draft } from '../article/draft.ts'
import type { Issue } from '../article/issues.ts'
import { DraftError, type Note, processingHash, publish } from '../article/publish.ts'
import { Problem } from '../http/problem.ts'
import type { AuditContext } from '../store/audit.ts'
import { readPublication, type StoredPublication } from '../store/publication.ts'
import type { Incoming } from '../store/revising.ts'
import type { Written } from '../store/writing.ts'
import { invalid } from './invalid.ts'

/** What is said of an article that was published. */
export type Result = Written & { notes: Note[] }

/** Articles to be kept, and what is to be said when they are: also what cleaning did. */
export interface PublishedDrafts {
  incoming: Incoming[]
  answerOf: (written: Written[]) => Result[]
}

/**
 * Makes articles of drafts.
 *
 * @param path of a draft in the body, for what is wrong with it
 * @throws {Problem} 422 with everything that is wrong with any of them
 */
export async function publishDrafts(
  drafts: Draft[],
  publication: StoredPublication,
  path: (index: number) => Issue['path'],
): Promise<PublishedDrafts> {
  const issues: Issue[] = []
  const notes: Note[][] = []
  const incoming: Incoming[] = []
  for (const [index, each] of drafts.entries()) {
    try {
      const published = publish(each, publication)
      notes.push(published.notes)
      incoming.push({ draft: each, article: published.article, digest: await digest(each) })
    } catch (error) {
      if (!(error instanceof DraftError)) throw error
      for (const issue of error.issues) {
        issues.push({ ...issue, path: [...path(index), ...issue.path] })
      }
    }
  }
  if (issues.length > 0) throw invalid(issues)
  const answerOf = (written: Written[]) =>
    written.map((each, index) => ({ ...each, notes: notes[index] ?? [] }))
  return { incoming, answerOf }
}

/**
 * The publication.
 *
 * @throws {Problem} 409 before there is one
 */
export async function keptPublication(db: D1Database): Promise<StoredPublication> {
  const kept = await readPublication(db)
  if (!kept) throw noPublication()
  return kept
}

/** What a write needs to know that is the newsroom's. */
export async function newsroomContext(publication: StoredPublication, audit: AuditContext) {
  const processing = await processingHash(publication)
  return { publication, processing, by: 'newsroom', ...audit } as const
}

/** What is to be done before anything else. */
export function noPublication(): Problem {
  return new Problem(409, 'There is no publication yet: PUT /api/publication first.')
}
