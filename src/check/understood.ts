// Which language and direction the texts of a feed have, by what it says and by what can be read.

import { detect } from 'tinyld'
import { STRONG_LEFT, STRONG_RIGHT } from '../text/bidi-class.ts'
import type { Direction } from '../text/direction.ts'
import { canonicalLanguage, primaryLanguage } from '../text/language.ts'
import { languageDirection } from './declared.ts'
import type { Described, ParsedFeed, ParsedItem, Text } from './feed.ts'
import { type Prose, readHtml } from './html.ts'

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

/**
 * The feed with `direction` and `readsLike` filled in, on itself and on its items. What contradicts
 * its language is its items: its own title may be in the language of the newsroom.
 */
export function understood(feed: ParsedFeed): ParsedFeed {
  const said = directionOfTag(feed.language?.value, feed)
  const unsaid = feed.items.filter(({ language }) => language === undefined)
  const sample = sampleOf(unsaid, said)
  const all = sampleOf([feed, ...unsaid], said)
  const readsLike = contradiction(sample, said, feed.language?.value) ?? sameScript(sample, feed)
  const seen = readsLike === undefined ? said : majority(sample)
  const direction = feed.saidDirection ?? seen ?? majority(all)
  const wording = wordingDirection(feed, direction)
  return {
    ...feed,
    title: feed.title && directed(feed.title, wording),
    texts: feed.texts.map((text) => directed(text, wording)),
    direction,
    readsLike: feed.language ? readsLike : detected(all),
    items: feed.items.map((item) => understoodItem(item, feed, direction)),
  }
}

/**
 * The direction of the feed's own title and description. Only Atom can say that they are in another
 * language than the items; in the other formats they are in the one that they look like.
 */
function wordingDirection(
  feed: ParsedFeed,
  direction: Direction | undefined,
): Direction | undefined {
  if (feed.format === 'atom' || direction === undefined) return direction
  return majority(sampleOf([feed], undefined), 1, 0.5) ?? direction
}

function understoodItem(
  item: ParsedItem,
  feed: ParsedFeed,
  inherited: Direction | undefined,
): ParsedItem {
  const tag = item.language?.value ?? feed.language?.value
  const expected = item.language ? directionOfTag(item.language.value, feed) : inherited
  const sample = sampleOf([item], expected)
  const opposes = runsAgainst(sample, expected)
  const direction = item.saidDirection ?? (opposes ? undefined : expected) ?? majority(sample)
  // Where the texts are not in the declared language, a title may be, and the other way round.
  const ofTitle = (title: Text) =>
    opposes && !item.saidDirection ? majority(visibleText(title), 1) : direction
  return {
    ...item,
    title: item.title && directed(item.title, ofTitle(item.title)),
    texts: item.texts.map((text) => directed(text, direction)),
    direction,
    readsLike: contradiction(sample, expected, tag),
  }
}

function directed(text: Text, direction: Direction | undefined): Text {
  return { ...text, direction: text.direction ?? direction }
}

/** The text of a field as a reader sees it. */
export function visibleText({ kind, value }: Text): string {
  return kind === 'html' ? readHtml(value).text : value
}

/** All titles and texts of a feed. */
export function textsOf(feed: ParsedFeed): { text: Text; isTitle: boolean }[] {
  return [feed, ...feed.items].flatMap(({ title, texts }) => [
    ...(title ? [{ text: title, isTitle: true }] : []),
    ...texts.map((text) => ({ text, isTitle: false })),
  ])
}

function sampleOf(all: Described[], expected: Direction | undefined): string {
  return all
    .map((each) => judged(each, expected))
    .join('\n')
    .slice(0, LONGEST_SAMPLE)
}

/**
 * What tells the language of a feed or an item: without what says to run the other way, such as a
 * long quotation, unless nothing is left that runs as expected: then it is no quotation.
 */
function judged({ title, texts }: Described, expected: Direction | undefined): string {
  const pieces = [...(title ? [title] : []), ...texts].flatMap(prose)
  const kept = joined(
    pieces.filter(({ direction }) => !expected || direction !== opposite(expected)),
  )
  const isOwn = expected && hasLetter(kept, expected) && !runsAgainst(kept, expected, 1)
  return isOwn ? kept : joined(pieces)
}

function prose({ kind, value, direction: own }: Text): Prose[] {
  const pieces: Prose[] =
    kind === 'html' ? readHtml(value).prose : [{ text: value, direction: undefined }]
  const end = { text: '\n', direction: undefined }
  return [...pieces.map(({ text, direction }) => ({ text, direction: direction ?? own })), end]
}

function joined(pieces: Prose[]): string {
  return pieces.map(({ text }) => text).join('')
}

function opposite(direction: Direction): Direction {
  return direction === 'rtl' ? 'ltr' : 'rtl'
}

/** Which of the two most strong characters have; unknown where there are few or they are mixed. */
export function majority(
  text: string,
  fewest = FEWEST_LETTERS,
  most = MAJORITY,
): Direction | undefined {
  const right = text.match(RIGHT)?.length ?? 0
  const left = text.match(LEFT)?.length ?? 0
  if (right + left < fewest) return undefined
  if (right / (right + left) >= most) return 'rtl'
  return left / (right + left) >= most ? 'ltr' : undefined
}

function runsAgainst(text: string, expected: Direction | undefined, fewest?: number): boolean {
  return expected !== undefined && majority(text, fewest) === opposite(expected)
}

/** Whether a text has a letter that runs this way. */
export function hasLetter(text: string, direction: Direction): boolean {
  return text.search(direction === 'rtl' ? RIGHT : LEFT) >= 0
}

// RSS has no other word for Sorani than `ku` (rule 5), which elsewhere is Kurdish in Latin letters.
function directionOfTag(tag: string | undefined, { format }: ParsedFeed): Direction | undefined {
  const isEither = format === 'rss' && tag !== undefined && withoutRegion(tag) === 'ku'
  return isEither ? undefined : languageDirection(tag)
}

function detected(text: string): string | undefined {
  if (majority(text) === undefined) return undefined
  return detect(text) || undefined
}

/** What a text reads like that is in the letters of another language than the one it is said to be. */
function contradiction(
  sample: string,
  said: Direction | undefined,
  tag: string | undefined,
): string | undefined {
  if (tag === undefined || !runsAgainst(sample, said)) return undefined
  const readsLike = detected(sample) ?? 'und'
  return readsLike === withoutRegion(tag) ? undefined : readsLike
}

function sameScript(sample: string, { language }: ParsedFeed): string | undefined {
  if (language === undefined) return undefined
  if (majority(sample, FEWEST_FOR_LANGUAGE) === undefined) return undefined
  const seen = detect(sample)
  const said = primary(language.value)
  return KNOWN.has(said) && KNOWN.has(seen) && said !== seen ? seen : undefined
}

function primary(tag: string): string {
  try {
    return primaryLanguage(canonicalLanguage(tag))
  } catch {
    return ''
  }
}

function withoutRegion(tag: string): string {
  try {
    const { language, script } = new Intl.Locale(canonicalLanguage(tag))
    return script ? `${language}-${script}` : language
  } catch {
    return tag
  }
}
