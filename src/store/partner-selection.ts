// What a partner's feed is chosen from: the public entries of the feeds that its terms name, merged,
// newest first. Of what it may have of them, this knows nothing.

import { languageRanges } from '../text/language.ts'
import { key } from '../text/key.ts'
import { type Cursor, type Entry, PUBLIC } from './selection.ts'

/** What its terms say of which articles it takes. */
export interface Choice {
  /** Identifiers. */
  sections: readonly string[]
  /** As they are written. */
  tags: readonly string[]
  languages: readonly string[]
}

/** Where its articles stand: feeds, each in one language or, with `null`, in any. */
export type Places = [feed: number, language: string | null][]

const EVERYTHING = 1

export const CHOSEN_FEEDS = `
  SELECT f.number, f.kind, f.key FROM feeds f
  WHERE (f.kind = 'section' AND f.key IN (SELECT value FROM json_each(?1)))
    OR (f.kind = 'tag' AND f.key IN (SELECT value FROM json_each(?2)))
    OR (f.kind = 'language' AND ?3 > 0)`

/**
 * The places of a choice; none where no feed is any of those that it names.
 *
 * A feed of a language has all languages that are in it; so those of an article in a section are
 * looked up one by one, which an index is for.
 */
export async function readPlaces(db: D1Database, choice: Choice): Promise<Places> {
  const { sections, tags, languages } = choice
  const hasParts = sections.length > 0 || tags.length > 0
  if (!hasParts && languages.length === 0) return [[EVERYTHING, null]]
  const { results } = await db
    .prepare(CHOSEN_FEEDS)
    .bind(JSON.stringify(sections), JSON.stringify(tags.map(key)), languages.length)
    .all<{ number: number; kind: 'section' | 'tag' | 'language'; key: string }>()
  const ofLanguages = results.filter(({ kind }) => kind === 'language')
  if (!hasParts) {
    const taken = ofLanguages.filter((feed) => languages.includes(feed.key))
    return taken.map(({ number }) => [number, null])
  }
  const parts = results.filter(({ kind }) => kind !== 'language').map(({ number }) => number)
  if (languages.length === 0) return parts.map((number) => [number, null])
  const spoken = ofLanguages.map((feed) => feed.key).filter((tag) => isTaken(tag, choice))
  return parts.flatMap((number) => spoken.map((tag): Places[number] => [number, tag]))
}

/** Whether articles in a language are taken. */
export function isTaken(language: string, { languages }: Pick<Choice, 'languages'>): boolean {
  if (languages.length === 0) return true
  return languageRanges(language).some((range) => languages.includes(range))
}

// Of each place, the first entry that does not come into the window; nothing older than the newest of
// them does.
const floor = (index: string, language: string) => `
  SELECT max(coalesce((SELECT e.visible_from FROM entries e ${index}
    WHERE e.feed = j.value ->> 0 ${language} AND ${PUBLIC} AND (e.visible_from, e.rank) < (?3, ?4)
    ORDER BY e.visible_from DESC LIMIT 1 OFFSET ?5), -9e15)) AS oldest FROM json_each(?2) j`

const chosen = (index: string, language: string) => `
  WITH floor AS MATERIALIZED (${floor(index, language)})
  SELECT e.article, max(e.version) AS version, e.visible_from AS visibleFrom, e.rank
  FROM floor CROSS JOIN json_each(?2) j CROSS JOIN entries e ${index}
  WHERE e.feed = j.value ->> 0 ${language} AND ${PUBLIC} AND e.visible_from >= floor.oldest
    AND (e.visible_from, e.rank) < (?3, ?4)
  GROUP BY e.visible_from, e.rank, e.article
  ORDER BY e.visible_from DESC, e.rank DESC, e.article DESC LIMIT ?5`

const BY_LANGUAGE = ['INDEXED BY entries_by_language', 'AND e.language = j.value ->> 1'] as const
export const CHOSEN_WINDOW = chosen('', '')
export const CHOSEN_WINDOW_BY_LANGUAGE = chosen(...BY_LANGUAGE)

const upcoming = (index: string, language: string) => `
  SELECT min((SELECT e.visible_from FROM entries e ${index}
    WHERE e.feed = j.value ->> 0 ${language} AND e.visible_from > ?1
    ORDER BY e.visible_from LIMIT 1)) AS next FROM json_each(?2) j`

export const CHOSEN_NEXT = upcoming('', '')
export const CHOSEN_NEXT_BY_LANGUAGE = upcoming(...BY_LANGUAGE)

/** An entry of a partner's feed. */
export type ChosenEntry = Omit<Entry, 'change'>

/**
 * The newest entries in any of these places, none twice.
 *
 * @param until ms since 1970: what was visible then
 * @param limit how many at most
 * @param before only those that come after this place
 */
export async function readChosen(
  db: D1Database,
  places: Places,
  until: number,
  limit: number,
  before: Cursor = { visibleFrom: Number.MAX_SAFE_INTEGER, rank: 0 },
): Promise<ChosenEntry[]> {
  if (places.length === 0) return []
  const sql = isByLanguage(places) ? CHOSEN_WINDOW_BY_LANGUAGE : CHOSEN_WINDOW
  const { results } = await db
    .prepare(sql)
    .bind(until, JSON.stringify(places), before.visibleFrom, before.rank, limit)
    .all<ChosenEntry>()
  return results
}

/** When the next entry in any of these places becomes visible after a moment, ms since 1970. */
export async function readNextChosen(
  db: D1Database,
  places: Places,
  until: number,
): Promise<number | undefined> {
  if (places.length === 0) return undefined
  const sql = isByLanguage(places) ? CHOSEN_NEXT_BY_LANGUAGE : CHOSEN_NEXT
  const next = await db.prepare(sql).bind(until, JSON.stringify(places)).first<number>('next')
  return next ?? undefined
}

function isByLanguage(places: Places): boolean {
  return places.some(([, language]) => language !== null)
}
