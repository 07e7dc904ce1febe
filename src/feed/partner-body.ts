// How much of its text an article has at a partner, and what stands below it.

import render from 'dom-serializer'
import { type ChildNode, type Element, isTag, Text } from 'domhandler'
import { appendChild, findAll, textContent } from 'domutils'
import type { Article } from '../article/article.ts'
import type { BodyPolicy } from '../article/profile.ts'
import { mark } from '../text/direction.ts'
import { markup, readHtml } from '../text/markup.ts'
import { attributionLine, paragraph } from './attribution.ts'
import { firstParagraphs } from './first-paragraphs.ts'
import type { Recipient } from './partner-form.ts'
import { imageAddress } from './partner-image.ts'
import { escaped } from './xml.ts'

/**
 * The content of an article as the partner has it: as much as both its terms and its profile allow,
 * with the attribution at its end; empty where there is none of either.
 */
export function partnerBody(article: Article, to: Recipient): string {
  const { partner, profile } = to
  const policy = stricter(partner.body, profile.body)
  const isAsItIs = policy === 'full' && !partner.images && !partner.attribution
  if (isAsItIs) return article.content
  const isWanted = profile.item.required.includes('content:encoded') || partner.attribution
  if (policy === 'summary' && !isWanted) return ''
  const nodes = readHtml(policy === 'summary' ? summaryHtml(article, to) : article.content).children
  const kept = typeof policy === 'object' ? shortened(nodes, policy.paragraphs, article) : nodes
  for (const image of imagesIn(kept)) resize(image, to)
  const line = attributionLine(article, to)
  const [around] = kept
  if (!line) return written(kept)
  if (!around || !isTag(around)) return written([line])
  appendChild(around, line)
  return written(kept)
}

/** The one of which less goes out. */
function stricter(one: BodyPolicy, other: BodyPolicy): BodyPolicy {
  return most(one) <= most(other) ? one : other
}

function most(policy: BodyPolicy): number {
  if (policy === 'summary') return 0
  return policy === 'full' ? Number.POSITIVE_INFINITY : policy.paragraphs
}

// As publish marks up a content.
function summaryHtml(
  { summary, language, direction }: Article,
  { publication: { marks } }: Recipient,
): string {
  return summary ? markup(`<p>${escaped(summary)}</p>`, { language, direction, marks }) : ''
}

/** A correction is said whatever else is cut: it is the last paragraph of a content. */
function shortened(nodes: ChildNode[], count: number, article: Article): ChildNode[] {
  const { correction, language, direction } = article
  const kept = firstParagraphs(nodes, count)
  const [around] = kept
  if (!correction || !around || !isTag(around)) return kept
  if (textContent(around).includes(correction)) return kept
  appendChild(around, paragraph([new Text(mark(correction, direction))], language, direction))
  return kept
}

function imagesIn(nodes: ChildNode[]): Element[] {
  return findAll(({ name }) => name === 'img', nodes)
}

function resize(image: Element, to: Recipient): void {
  const { src, width } = image.attribs
  if (!src) return
  const pixels = /^\d{1,6}$/.test(width ?? '') ? Number(width) : undefined
  image.attribs.src = imageAddress(src, pixels, to)
}

function written(nodes: ChildNode[]): string {
  return render(nodes, { encodeEntities: 'utf8' })
}
