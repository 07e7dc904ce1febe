// Which language and direction the texts of a feed have, by what it says and by what can be read.

import { detect } from 'tinyld'
import { STRONG_LEFT, STRONG_RIGHT } from '../text/bidi-class.ts'
import { type Direction, scriptDirection } from '../text/direction.ts'
import { canonicalLanguage, primaryLanguage } from '../text/language.ts'
import type { Described, ParsedFeed, ParsedItem, Text } from './feed.ts'
import { readHtml } from './html.ts'

const RIGHT = new RegExp(`[${STRONG_RIGHT}]`, 'gu')
const LEFT = new RegExp(`[${STRONG_LEFT}]`, 'gu')

// Fewer letters than this may be names.
const FEWEST_LETTERS = 40
// To tell one language from another that is written in the same script.
const FEWEST_FOR_LANGUAGE = 200
const MAJORITY = 0.8
const LONGEST_SAMPLE = 20_000

// Those that the detector knows well enough to contradict someone.
const KNOWN = new Set(['ar', 'fa', 'ur', 'he', 'en', 'fr', 'es', 'de', 'it', 'nl', 'tr'])

/** The feed with `direction` and `readsLike` filled in, on itself and on its items. */
export function understood(feed: ParsedFeed): ParsedFeed {
  const unsaid = feed.items.filter(({ language }) => language === undefined)
  const sample = [feed, ...unsaid].map(sampleOf).join('\n').slice(0, LONGEST_SAMPLE)
  const said = directionOfTag(feed.language?.value)
  const readsLike = contradiction(sample, feed.language?.value) ?? sameScript(sample, feed)
  const seen = readsLike === undefined ? said : majority(sample)
  const direction = feed.saidDirection ?? seen ?? majority(sample)
  return {
    ...feed,
    direction,
    readsLike: feed.language ? readsLike : detected(sample),
    items: feed.items.map((item) => understoodItem(item, feed, direction)),
  }
}

function understoodItem(
  item: ParsedItem,
  feed: ParsedFeed,
  inherited: Direction | undefined,
): ParsedItem {
  const tag = item.language?.value ?? feed.language?.value
  const sample = sampleOf(item).slice(0, LONGEST_SAMPLE)
  const said = item.language ? directionOfTag(item.language.value) : undefined
  const expected = said ?? inherited
  const opposes = expected !== undefined && majority(sample) === opposite(expected)
  const readsLike = opposes && tag !== undefined ? (detected(sample) ?? 'und') : undefined
  const seen = opposes ? majority(sample) : expected
  return { ...item, direction: item.saidDirection ?? seen ?? majority(sample), readsLike }
}

/** The text of a field as a reader sees it. */
export function visibleText({ kind, value }: Text): string {
  return kind === 'html' ? readHtml(value).text : value
}

/** All titles and texts of a feed, each with what it belongs to. */
export function textsOf(feed: ParsedFeed): { text: Text; owner: Described; isTitle: boolean }[] {
  return [feed, ...feed.items].flatMap((owner) => [
    ...(owner.title ? [{ text: owner.title, owner, isTitle: true }] : []),
    ...owner.texts.map((text) => ({ text, owner, isTitle: false })),
  ])
}

function sampleOf({ title, texts }: Described): string {
  return [...(title ? [title] : []), ...texts].map(prose).join('\n')
}

function prose({ kind, value }: Text): string {
  return kind === 'html' ? readHtml(value).prose : value
}

function opposite(direction: Direction): Direction {
  return direction === 'rtl' ? 'ltr' : 'rtl'
}

/** Which of the two most strong characters have; unknown where there are few or they are mixed. */
export function majority(text: string, fewest = FEWEST_LETTERS): Direction | undefined {
  const right = text.match(RIGHT)?.length ?? 0
  const left = text.match(LEFT)?.length ?? 0
  if (right + left < fewest) return undefined
  if (right / (right + left) >= MAJORITY) return 'rtl'
  return left / (right + left) >= MAJORITY ? 'ltr' : undefined
}

/** Whether a text has a letter that runs this way. */
export function hasLetter(text: string, direction: Direction): boolean {
  return text.search(direction === 'rtl' ? RIGHT : LEFT) >= 0
}

/** The direction of a tag's script; unknown for one that is malformed. */
function directionOfTag(tag: string | undefined): Direction | undefined {
  if (tag === undefined) return undefined
  try {
    return scriptDirection(canonicalLanguage(tag))
  } catch {
    return undefined
  }
}

function detected(text: string): string | undefined {
  if (majority(text) === undefined) return undefined
  return detect(text) || undefined
}

function contradiction(sample: string, tag: string | undefined): string | undefined {
  const said = directionOfTag(tag)
  const opposes = said !== undefined && majority(sample) === opposite(said)
  return opposes ? (detected(sample) ?? 'und') : undefined
}

function sameScript(sample: string, { language, items }: ParsedFeed): string | undefined {
  if (language === undefined || majority(sample, FEWEST_FOR_LANGUAGE) === undefined)
    return undefined
  const seen = detect(sample)
  const said = primary(language.value)
  if (items.length === 0 || !KNOWN.has(said) || !KNOWN.has(seen) || said === seen) return undefined
  return seen
}

function primary(tag: string): string {
  try {
    return primaryLanguage(canonicalLanguage(tag))
  } catch {
    return ''
  }
}
