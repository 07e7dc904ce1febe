// ninjs 3.1 (IPTC): a feed is a composite item with the articles as its associations. The schema
// allows no member besides its own, so the direction of a text is said in its HTML, and by a mark
// before those that are plain (rules 15 and 19).

import type { Article } from '../article/article.ts'
import type { Partner } from '../article/partner.ts'
import { isOwnText } from '../article/rights.ts'
import { encodedAddress, uriOf } from '../text/address.ts'
import { primaryLanguage } from '../text/language.ts'
import { rfc3339 } from '../text/wire-dates.ts'
import { atomId } from './ids.ts'
import { type Shown, shown, shownText, some } from './item.ts'
import { cleanJson } from './json.ts'
import { ninjsMedia } from './ninjs-media.ts'
import { feedLanguage, type PartnerForm, type Recipient, type Taken } from './partner-form.ts'
import { FOLDERS } from './paths.ts'
import type { Piece } from './utf8.ts'

const STANDARD = {
  name: 'ninjs',
  version: '3.1',
  schema: 'http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#',
}

export const ninjs: PartnerForm = {
  entry: (article, to) => piece(cleanJson(item(article, to))),
  removal: (taken, to) => piece(cleanJson(removal(taken, to))),
  frame: (_, to, updated) => ({
    // The associations are its last member.
    head: piece(`${cleanJson(collection(to, updated)).slice(0, -1)},"associations":[`),
    between: piece(','),
    tail: piece(']}'),
  }),
}

function piece(json: string): Piece {
  return { writeTo: (to) => to.add(json) }
}

function collection(to: Recipient, updated: Date | undefined) {
  const { publication, partner } = to
  const moment = updated && rfc3339(updated)
  return {
    uri: uriOf(`${publication.id}/partners/${partner.id}`),
    standard: STANDARD,
    type: 'composite',
    version: moment,
    versionCreated: moment,
    pubStatus: 'usable',
    language: languageOf(feedLanguage(to)),
    title: publication.title,
    copyrightHolder: publication.title,
    ...rights(to),
  }
}

function item(article: Article, to: Recipient) {
  const { id, title, language, published, updated, visibleFrom, summary, correction } = article
  const how: Shown = { direction: article.direction, marks: to.publication.marks }
  const short = shownText(summary, how)
  return {
    name: title,
    uri: uriOfArticle(id, to),
    rel: 'member',
    type: 'text',
    representationType: to.partner.body === 'full' ? 'full' : 'partial',
    version: updated,
    firstCreated: published,
    versionCreated: updated,
    // It says of an article that may be had until when none might have it.
    embargoedUntil: visibleFrom > published ? visibleFrom : undefined,
    pubStatus: 'usable',
    language: languageOf(language),
    copyrightHolder: article.credit?.text ?? article.source?.name ?? to.publication.title,
    ...(isOwnText(article, to.partner, to.publication) ? rights(to) : given(to.partner.licence)),
    edNote: correction,
    title,
    headlines: [{ role: 'main', contentType: 'text/plain', value: shown(title, how) }],
    by: some(article.authors.map(({ name }) => name))?.join(', '),
    people: some(
      article.authors.map(({ name, url }) => ({
        name,
        rel: 'author',
        uri: url && encodedAddress(url),
      })),
    ),
    descriptions: short && [{ role: 'summary', contentType: 'text/plain', value: short }],
    bodies: article.content
      ? [{ role: 'main', contentType: 'text/html', value: article.content }]
      : undefined,
    infoSources: some(infoSources(article)),
    subjects: some(subjects(article, to)),
    altIds: [{ role: 'id', value: id }],
    renditions: article.canonical && [
      { name: 'web', href: encodedAddress(article.canonical), contentType: 'text/html' },
    ],
    associations: some(ninjsMedia(article, how)),
  }
}

function removal({ id, language, direction, title, removed, isWithheld }: Taken, to: Recipient) {
  const moment = rfc3339(removed)
  const how: Shown = { direction, marks: to.publication.marks }
  return {
    name: title,
    uri: uriOfArticle(id, to),
    rel: 'member',
    type: 'text',
    version: moment,
    versionCreated: moment,
    pubStatus: isWithheld ? 'withheld' : 'canceled',
    language: languageOf(language),
    title,
    headlines: [{ role: 'main', contentType: 'text/plain', value: shown(title, how) }],
    altIds: [{ role: 'id', value: id }],
  }
}

function uriOfArticle(id: string, { publication }: Recipient): string {
  return uriOf(atomId(id, publication.id))
}

function languageOf(tag: string): string | undefined {
  return primaryLanguage(tag) === 'und' ? undefined : tag
}

/** The licence of the publication is none for what others wrote. */
function rights({ publication, partner }: Recipient) {
  return given(partner.licence ?? publication.licence)
}

function given(terms: Partner['licence']) {
  if (!terms) return {}
  const { name, url } = terms
  const rightsInfo = url ? { linkedRights: encodedAddress(url) } : { encodedRights: name }
  return { usageTerms: name, rightsInfo }
}

function infoSources({ credit, source }: Article) {
  return [
    ...(credit ? [{ name: credit.text, role: 'credit', literal: credit.agency }] : []),
    ...(source ? [{ name: source.name, role: 'source' }] : []),
  ]
}

function subjects({ sections, tags }: Article, { publication, address }: Recipient) {
  const known = sections.flatMap((id) => publication.sections.find((each) => each.id === id) ?? [])
  return [
    ...known.map(({ id, name }) => ({
      name,
      rel: 'section',
      uri: encodedAddress(`${address}/${FOLDERS.section}/${id}`),
      literal: id,
    })),
    ...tags.map((name) => ({ name, rel: 'tag' })),
  ]
}
