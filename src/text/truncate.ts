// Truncation that breaks nothing (rule 33).

import { withPairedIsolates } from './clean.ts'
import { remembered } from './remembered.ts'

const ISOLATE = /[\u2066-\u2069]/

const clustersIn = segmenter('grapheme')
const wordsIn = segmenter('word')
const sentencesIn = segmenter('sentence')

/** By language; the runtime's own where it is empty. */
function segmenter(granularity: 'grapheme' | 'word' | 'sentence') {
  return remembered((language) => new Intl.Segmenter(language || undefined, { granularity }))
}

const SENTENCE_END = /[.!?؟۔…](?:["'”’»)\]]*)$/

/**
 * The text's beginning, of at most `longest` grapheme clusters: up to the end of a sentence where
 * one ends in the second half of it, else of a word, with `…` after it. A text that fits is
 * returned as it is. No cluster, surrogate pair or isolate is broken; white space at the ends
 * goes. Isolates, which nobody sees, do not count.
 *
 * @param longest number of grapheme clusters, the ellipsis included; at least 2
 * @param language canonical BCP 47 tag, for the segmentation
 */
export function truncate(text: string, longest: number, language?: string): string {
  const whole = text.trim()
  if (whole.length <= longest) return whole
  const clusters = clustersIn(language ?? '').segment(whole)
  const end = endOf(whole, clusters, longest)
  if (end === undefined) return whole
  const beginning = whole.slice(0, end)
  const sentence = lastSentence(beginning, language)
  if (sentence) return closed(sentence)
  const isWhole = (index: number) => clusters.containing(index)?.index === index
  return `${closed(words(beginning, whole, isWhole, language))}…`
}

// Letters, digits and signs that are a cluster each, whatever stands beside them of the same.
const ONE_EACH = /^[\n -~«»،؛؟\u0621-\u063a\u0641-\u064a\u0660-\u0669–—‘-”…]*/

/** Where the last of so many clusters begins; nothing where there are no more than that. */
function endOf(whole: string, clusters: Intl.Segments, longest: number): number | undefined {
  const [plain = ''] = ONE_EACH.exec(whole) ?? []
  // What comes after it may belong to the last of them.
  if (plain.length > longest + 1) return longest - 1
  let end = 0
  let count = 0
  for (const { index, segment } of clusters) {
    if (ISOLATE.test(segment)) continue
    count += 1
    if (count === longest) end = index
    if (count > longest) return end
  }
  return undefined
}

function lastSentence(text: string, language?: string): string | undefined {
  let end = 0
  for (const { index, segment } of sentencesIn(language ?? '').segment(text)) {
    if (SENTENCE_END.test(segment.trimEnd())) end = index + segment.trimEnd().length
  }
  return end >= text.length / 2 ? text.slice(0, end) : undefined
}

function words(
  beginning: string,
  whole: string,
  isWhole: (end: number) => boolean,
  language?: string,
): string {
  if (/^\s/.test(whole.slice(beginning.length))) return beginning.trimEnd()
  let end = 0
  for (const { index, isWordLike } of wordsIn(language ?? '').segment(beginning)) {
    // A word ends inside a cluster after the signs that stand before a number, such as U+0600.
    if (!isWordLike && index > 0 && isWhole(index)) end = index
  }
  return end === 0 ? beginning : beginning.slice(0, end).trimEnd()
}

/** Isolates that the cut left open are closed; ends without a beginning go, and space after them. */
function closed(text: string): string {
  const opened = text.match(/[\u2066-\u2068]/g) ?? []
  return withPairedIsolates(text + '\u2069'.repeat(opened.length)).trim()
}
