// The summary of an article: an editor's, or the beginning of its text.

import type { Document } from 'domhandler'
import { cleanLine } from '../text/clean.ts'
import { plainTextOf, readHtml } from '../text/markup.ts'
import { truncate } from '../text/truncate.ts'
import type { Article } from './article.ts'

/** Grapheme clusters of a summary that is made from the text. */
const SUMMARY_LENGTH = 300

/** HTML that is read. */
type Content = Pick<Document, 'children'>

/** The summary that is made of a text: its beginning (rule 33); nothing where there is no text. */
export function madeSummary(content: Content, language: string): string | undefined {
  return beginningOf(textOf(content), language)
}

/**
 * The summary of an article of whose text only a part is left. One that was made of the text is made
 * again of that part, where it says more than the part does; an editor's stays. Whatever begins as the
 * text does counts as made.
 *
 * @param article with the whole of its text
 */
export function summaryOfPart(
  { summary, content, correction, language }: Article,
  part: Content,
): string | undefined {
  const left = textOf(part)
  if (summary === undefined || begins(left, summary)) return summary
  if (!begins(textOf(readHtml(content)), summary)) return summary
  // A summary says nothing of a correction, and has no mark (rule 19).
  const isCorrected = correction !== undefined && left.endsWith(correction)
  const text = isCorrected ? left.slice(0, -correction.length) : left
  return beginningOf(text.replace(/^[\u200e\u200f]+/, ''), language)
}

/** Cleaned again: what was in NFC on both sides of a tag may not be without the tag. */
function textOf(content: Content): string {
  return cleanLine(plainTextOf(content)).text
}

function beginningOf(text: string, language: string): string | undefined {
  return truncate(text, SUMMARY_LENGTH, language) || undefined
}

// What truncate, or another system before us, puts after what was cut.
const CUT_OFF = /[[\]().…]+$/

/** Whether a summary is the beginning of a text, as far as anybody sees. */
function begins(text: string, summary: string): boolean {
  return seen(text).startsWith(seen(summary).replace(CUT_OFF, ''))
}

function seen(text: string): string {
  return text.replaceAll(/[\s\p{Cf}]/gu, '')
}
