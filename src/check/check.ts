// The checker: a document, and how it was served, against every rule.

import { isCompressed } from '../text/encoding.ts'
import { missingSelfLink, relativeAddress, scriptAddress, unencodedAddress } from './addresses.ts'
import { presentationForms, unbalancedControls } from './characters.ts'
import { wrongDate } from './dates.ts'
import {
  type Answer,
  charsetOf,
  type Delivery,
  failedPoll,
  missingCharset,
  noCompression,
  noConditional,
  noValidator,
  type Polled,
  unstableValidator,
  wrongMediaType,
  wrongSelfLink,
} from './delivery.ts'
import {
  bodyDirection,
  dirAttribute,
  htmlDirection,
  textDirection,
  titleDirection,
} from './directions.ts'
import {
  bareAuthor,
  duplicateElement,
  incompleteEnclosure,
  missingElement,
  wrongType,
} from './elements.ts'
import { decode } from './encoding.ts'
import { BEGINNING, type ParsedFeed } from './feed.ts'
import { type Finding, finding } from './finding.ts'
import { duplicateId, guidNotAddress, missingId } from './identity.ts'
import { malformedLanguage, missingLanguage, wrongLanguage } from './languages.ts'
import { doubleEscaping, markupInTitle } from './markup.ts'
import { isNot, read } from './read.ts'

const RULES: ((feed: ParsedFeed) => Finding[])[] = [
  missingElement,
  duplicateElement,
  wrongType,
  missingId,
  duplicateId,
  guidNotAddress,
  bareAuthor,
  incompleteEnclosure,
  wrongDate,
  missingLanguage,
  wrongLanguage,
  malformedLanguage,
  titleDirection,
  textDirection,
  htmlDirection,
  bodyDirection,
  dirAttribute,
  presentationForms,
  unbalancedControls,
  unencodedAddress,
  relativeAddress,
  scriptAddress,
  missingSelfLink,
  markupInTitle,
  doubleEscaping,
]

const DELIVERY_RULES: ((polled: Polled) => Finding[])[] = [
  wrongMediaType,
  missingCharset,
  wrongSelfLink,
  noValidator,
  unstableValidator,
  failedPoll,
  noConditional,
  noCompression,
]

/**
 * What is wrong with a document, in the order in which it stands there. Throws for no document.
 *
 * @example checkText('<rss version="2.0"><channel>…') // [{ rule: 'missing-language', … }]
 */
export function checkText(text: string): Finding[] {
  const { feed, findings } = read(text)
  return inOrder([...findings, ...(feed ? RULES.flatMap((rule) => rule(feed)) : [])])
}

/** The same of bytes, whose encoding is checked too. */
export function checkBytes(bytes: Uint8Array, charset?: string): Finding[] {
  if (isCompressed(bytes)) return isNot('compressed').findings
  const { text, findings } = decoded(bytes, charset)
  const own = checkText(text)
  // What is no text is in no encoding.
  if (own.some(({ rule, data }) => rule === 'not-a-feed' && data.looksLike === 'binary')) return own
  return inOrder([...findings, ...own])
}

/** The same of a feed that was polled, with how it is served. */
export function checkDelivery(delivery: Delivery): Finding[] {
  const { first, second } = delivery
  const findings = checkBytes(first.body, charsetOf(first))
  const feed = feedOf(first)
  if (!feed) return findings
  const later = second?.status === 200 ? feedOf(second) : feed
  const polled = { ...delivery, feed, later }
  return inOrder([...findings, ...DELIVERY_RULES.flatMap((rule) => rule(polled))])
}

function feedOf(answer: Answer): ParsedFeed | undefined {
  return read(decode(answer.body, charsetOf(answer)).text).feed
}

function decoded(bytes: Uint8Array, charset: string | undefined) {
  const { text, hasMark, findings } = decode(bytes, charset)
  // RFC 8259 §8.1.
  const isJson = /^\s*[{[]/.test(text)
  const mark = hasMark && isJson ? [finding('byte-order-mark', BEGINNING, undefined)] : []
  return { text, findings: [...findings, ...mark] }
}

/** As they stand in the document. */
export function inOrder(findings: Finding[]): Finding[] {
  return findings.toSorted(
    ({ at: one }, { at: other }) => one.line - other.line || one.column - other.column,
  )
}
