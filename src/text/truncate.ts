// Truncation that breaks nothing (rule 33).

import { withPairedIsolates } from './clean.ts'

const SENTENCE_END = /[.!?؟۔…](?:["'”’»)\]]*)$/

/**
 * The text's beginning, of at most `longest` grapheme clusters: up to the end of a sentence where
 * one ends in the second half of it, else of a word, with `…` after it. A text that fits is
 * returned as it is. No cluster, surrogate pair or isolate is broken; white space at the ends
 * goes.
 *
 * @param longest number of grapheme clusters, the ellipsis included; at least 2
 * @param language canonical BCP 47 tag, for the segmentation
 */
export function truncate(text: string, longest: number, language?: string): string {
  const whole = text.trim()
  if (whole.length <= longest) return whole
  const graphemes = new Intl.Segmenter(language, { granularity: 'grapheme' })
  let end = 0
  let count = 0
  for (const { index } of graphemes.segment(whole)) {
    count += 1
    if (count === longest) end = index
    if (count > longest) break
  }
  if (count <= longest) return whole
  const beginning = whole.slice(0, end)
  const sentence = lastSentence(beginning, language)
  if (sentence) return withPairedIsolates(closed(sentence))
  return `${closed(words(beginning, whole, language))}…`
}

function lastSentence(text: string, language?: string): string | undefined {
  let end = 0
  for (const { index, segment } of new Intl.Segmenter(language, {
    granularity: 'sentence',
  }).segment(text)) {
    if (SENTENCE_END.test(segment.trimEnd())) end = index + segment.trimEnd().length
  }
  return end >= text.length / 2 ? text.slice(0, end) : undefined
}

function words(beginning: string, whole: string, language?: string): string {
  if (/^\s/.test(whole.slice(beginning.length))) return beginning.trimEnd()
  let end = 0
  for (const { index, isWordLike } of new Intl.Segmenter(language, {
    granularity: 'word',
  }).segment(beginning)) {
    if (!isWordLike && index > 0) end = index
  }
  return end === 0 ? beginning : beginning.slice(0, end).trimEnd()
}

/** Isolates that the cut left open are closed. */
function closed(text: string): string {
  const open = (text.match(/[\u2066-\u2068]/g) ?? []).length
  const close = (text.match(/\u2069/g) ?? []).length
  return open > close ? text + '\u2069'.repeat(open - close) : text
}
