// The documents of partners as bytes: from the memory of the isolate, or made. No cache that others
// share has them.

import { partnerDocument, type PartnerDocument, type Taken } from '../feed/partner-document.ts'
import { type Coding, encoded } from '../http/encodings.ts'
import type { TakenBack } from '../store/partner-deliveries.ts'
import { readArticles } from '../store/selection.ts'
import type { Means } from './feed-document.ts'
import type { RenderedEntry } from './memory.ts'
import { changing, entryName, entryOf, type PlacedEntry, type Wanted } from './partner-choice.ts'
import type { PartnerState } from './partner-state.ts'

/** The bytes of a document in a coding; kept in those codings only in which they are asked for. */
export async function partnerBytes(
  coding: Coding,
  wanted: Wanted,
  state: PartnerState,
  means: Means,
): Promise<Uint8Array> {
  const { documents } = means.memory
  const name = `partner ${coding} ${wanted.partner.id} ${state.etag}`
  const known = documents.get(name)
  if (known) return known
  const document = await made(wanted, state, means)
  state.kept = document.kept
  const bytes = await encoded(document.bytes, coding)
  documents.set(name, bytes)
  return bytes
}

/** What a document says. */
type Contents = Pick<PartnerState, 'entries' | 'taken'>

/** The entries that stand in the document: as many of the newest as its profile has bytes for. */
export async function keptOf(
  wanted: Wanted,
  state: Contents & Pick<PartnerState, 'kept'>,
  means: Means,
): Promise<PlacedEntry[]> {
  state.kept ??= (await made(wanted, state, means)).kept
  return state.entries.slice(0, state.kept)
}

async function made(wanted: Wanted, state: Contents, means: Means): Promise<PartnerDocument> {
  const entries = await entriesOf(wanted, state, means)
  const taken = state.taken.map(told)
  const moments = [
    ...entries.map(({ updated }) => updated),
    ...taken.map(({ removed }) => removed.getTime()),
  ]
  const updated = moments.length > 0 ? new Date(Math.max(...moments)) : undefined
  const bytes = entries.map((entry) => entry.bytes)
  return partnerDocument(wanted.file.file, bytes, taken, wanted, updated)
}

async function entriesOf(
  wanted: Wanted,
  { entries }: Pick<Contents, 'entries'>,
  { db, memory }: Means,
): Promise<RenderedEntry[]> {
  const known = entries.map((each) => memory.entries.get(entryName(wanted, each)))
  const articles = await readArticles(
    db,
    entries.filter((_, at) => !known[at]),
  )
  return entries.map((each, at) => {
    const read = articles.get(each.article)
    const entry = known[at] ?? (read && entryOf(read, wanted, each.returned))
    if (!entry) throw changing()
    memory.entries.set(entryName(wanted, each), entry)
    return entry
  })
}

function told({ id, canonical, language, direction, title, state, removed }: TakenBack): Taken {
  const isWithheld = state === 'withheld'
  return { id, canonical, language, direction, title, isWithheld, removed: new Date(removed) }
}
