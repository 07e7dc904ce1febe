// A text from outside, as an error shows it to who has to find it.

import { clean } from './clean.ts'

const LONGEST = 80

/**
 * The beginning of the text in quotation marks, on one line, and without what a terminal or a log
 * would take for something else.
 *
 * @example quoted('limit\n') // '"limit "'
 */
export function quoted(text: string): string {
  return `"${inBrief(text, LONGEST)}"`
}

/** The same without quotation marks, for a text that is no more than partly from outside. */
export function inBrief(text: string, longest: number): string {
  const shown = clean(text.slice(0, longest)).text.replace(/[\t\n\u007f-\u009f\u2028\u2029]/g, ' ')
  return text.length > longest ? `${shown}…` : shown
}
