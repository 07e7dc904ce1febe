// How much of its text an article has at a partner, and what stands below it.

import render from 'dom-serializer'
import { type ChildNode, type Element, isTag, Text } from 'domhandler'
import { appendChild, findAll, textContent } from 'domutils'
import type { Article } from '../article/article.ts'
import type { BodyPolicy } from '../article/profile.ts'
import { summaryOfPart } from '../article/summary.ts'
import { mark } from '../text/direction.ts'
import { markup, readHtml } from '../text/markup.ts'
import { attributionLine, paragraph } from './attribution.ts'
import { firstParagraphs } from './first-paragraphs.ts'
import type { Recipient } from './partner-form.ts'
import { imageAddress } from './partner-image.ts'
import { escaped } from './xml.ts'

/** The text of an article, and what is said of it in short. */
export type PartnerText = Pick<Article, 'content' | 'summary'>

/**
 * The text of an article as the partner has it: as much as both its terms and its profile allow, with
 * the attribution at its end, empty where there is none of either; and a summary that says no more
 * than that, unless an editor wrote it.
 */
export function partnerText(article: Article, to: Recipient): PartnerText {
  const { content, summary } = article
  const { partner, profile } = to
  const policy = stricter(partner.body, profile.body)
  const isAsItIs = policy === 'full' && !partner.images && !partner.attribution
  if (isAsItIs) return { content, summary }
  if (typeof policy === 'object') return shortened(article, policy.paragraphs, to)
  const html = policy === 'full' ? content : summaryAsText(article, to)
  return { content: finished(readHtml(html).children, article, to), summary }
}

function shortened(article: Article, count: number, to: Recipient): PartnerText {
  const children = firstParagraphs(readHtml(article.content).children, count)
  const summary = summaryOfPart(article, { children })
  return { content: finished(corrected(children, article), article, to), summary }
}

/** With images by way of the partner's service, and the attribution. */
function finished(nodes: ChildNode[], article: Article, to: Recipient): string {
  for (const image of imagesIn(nodes)) resize(image, to)
  const line = attributionLine(article, to)
  const [around] = nodes
  if (!line) return written(nodes)
  if (!around || !isTag(around)) return written([line])
  appendChild(around, line)
  return written(nodes)
}

/** The one of which less goes out. */
function stricter(one: BodyPolicy, other: BodyPolicy): BodyPolicy {
  return most(one) <= most(other) ? one : other
}

function most(policy: BodyPolicy): number {
  if (policy === 'summary') return 0
  return policy === 'full' ? Number.POSITIVE_INFINITY : policy.paragraphs
}

/** The summary where the profile or an attribution wants a text; as publish marks up a content. */
function summaryAsText({ summary, language, direction }: Article, to: Recipient): string {
  const { partner, profile, publication } = to
  const isWanted = profile.item.required.includes('content:encoded') || partner.attribution
  if (!isWanted || !summary) return ''
  const { marks } = publication
  return markup(`<p>${escaped(summary)}</p>`, { language, direction, marks })
}

/** A correction is said whatever else is cut: it is the last paragraph of a content. */
function corrected(kept: ChildNode[], article: Article): ChildNode[] {
  const { correction, language, direction } = article
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
