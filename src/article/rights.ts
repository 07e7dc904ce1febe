// What others may have of an article: copy and pictures of agencies go to who has the right to them,
// text and picture apart. What nobody has said is closed.

import { readHtml } from '../text/markup.ts'
import type { Article } from './article.ts'
import { knownOwners, type Names, ownerNamed, ownersOf, ownLetters, peopleIn } from './credited.ts'
import { letters } from './credit.ts'
import type { Partner } from './partner.ts'
import { pictureName, type Remainder, withoutPictures } from './pictures.ts'
import type { CreditRule, Publication } from './publication.ts'
import { summaryOfPart } from './summary.ts'

type Medium = 'text' | 'photo'

/** Whether something of an owner may be had. */
type May = (owner: string, medium: Medium) => boolean

/** Of a publication, what rights go by. */
type Terms = Pick<Publication, 'title' | 'author' | 'home' | 'credit'>

/**
 * The article as a partner may have it: without the pictures and the files to which it has no right.
 * Nothing where it has none to the text, or where the article is in no feed.
 *
 * Whose the text is, its credit and its source say, and authors that are agencies. Who is neither
 * known as an agency nor the newsroom itself is an owner all the same, under their own words. A
 * picture without a credit is the newsroom's in a text of its own, else of those who own the text.
 */
export function permitted(
  article: Article,
  { rights }: Pick<Partner, 'rights'>,
  publication: Terms,
): Article | undefined {
  if (article.syndication === 'none') return undefined
  const { owners, names, may } = claimsOn(article, rights, publication)
  if (!owners.every((owner) => may(owner, 'text'))) return undefined
  // What stays out of the feeds for itself stays out of the text that partners get too.
  const { url, syndication } = article.image ?? {}
  const taken = url !== undefined && syndication === 'none' ? [url] : []
  const { image, ...rest } = withoutThose(article, { owners, names, may, taken })
  return image?.syndication === 'none' ? rest : { ...rest, image }
}

/** Who else a part of an article is of: owners, of whom a partner may not have it. */
export interface Refused {
  text: string[]
  /** Of its image. */
  photo: string[]
  /** What is said of its image elsewhere, where that takes it away: a caption, or a file's title. */
  caption: string | undefined
}

/** Whose rights keep an article, or its image, from a partner. */
export function refusedBy(
  article: Article,
  { rights }: Pick<Partner, 'rights'>,
  publication: Terms,
): Refused {
  const { owners, names, may } = claimsOn(article, rights, publication)
  const { image } = article
  const { taken } = shown(article, { owners, names, may, taken: [] })
  const ofImage = image ? imageOwners(article, image, owners, names) : []
  return {
    text: owners.filter((owner) => !may(owner, 'text')),
    photo: ofImage.filter((owner) => !may(owner, 'photo')),
    caption: image && taken.get(pictureName(image.url)),
  }
}

/** Whose the text is, and what a partner may have of whom. */
function claimsOn(article: Article, rights: Partner['rights'], publication: Terms) {
  const rules = rulesOf(publication)
  const held = {
    text: new Set(rights.text.map(ownerNamed)),
    photo: new Set(rights.photo.map(ownerNamed)),
  }
  const may: May = (owner, medium) => {
    const rule = rules.get(owner)?.[medium] ?? 'licensed'
    return rule === 'everyone' || (rule === 'licensed' && held[medium].has(owner))
  }
  const names = namesOf(publication, [...rights.text, ...rights.photo])
  return { owners: textOwners(article, names), names, may }
}

/** Whether a text is the newsroom's: whatever its licence is, it is no other's to give. */
export function isOwnText(
  article: Article,
  { rights }: Pick<Partner, 'rights'>,
  publication: Terms,
): boolean {
  return textOwners(article, namesOf(publication, rights.text)).length === 0
}

/**
 * The article without what a rule of the publication says is in no feed: marked as not for
 * syndication as a whole, or in its picture, and without the files and the pictures of its text.
 */
export function withoutNever(article: Article, publication: Terms): Article {
  if (whatIsNever(publication).length === 0) return article
  const rules = rulesOf(publication)
  const may: May = (owner, medium) => rules.get(owner)?.[medium] !== 'never'
  const names = namesOf(publication, [])
  const owners = textOwners(article, names)
  if (!owners.every((owner) => may(owner, 'text'))) return { ...article, syndication: 'none' }
  return withoutThose(article, { owners, names, may, taken: [] })
}

/** What its credit names beside agencies, and is taken for people, though no author bears the name. */
export function supposedPeople({ credit, authors }: Article, publication: Terms): string[] {
  if (!credit) return []
  const known = ownLetters(authors.map(({ name }) => name))
  const people = peopleIn(credit.text, namesOf(publication, []))
  return people.filter((name) => !known.has(letters(name)))
}

/** The rules by which something is in no feed, as far as they say so. */
export function whatIsNever({ credit = [] }: Pick<Publication, 'credit'>): string[][] {
  return credit.flatMap(({ agency, text, photo }) => {
    const media = [...(text === 'never' ? ['text'] : []), ...(photo === 'never' ? ['photo'] : [])]
    return media.length > 0 ? [[ownerNamed(agency), ...media]] : []
  })
}

interface Given {
  /** Of the text. */
  owners: string[]
  names: Names
  may: May
  /** Addresses of pictures that go in any case. */
  taken: string[]
}

function withoutThose(article: Article, given: Given): Article {
  const { image } = article
  const { content, taken } = shown(article, given)
  const isTaken = (url: string) => taken.has(pictureName(url))
  return {
    ...article,
    image: image && isTaken(image.url) ? { ...image, syndication: 'none' } : image,
    enclosures: article.enclosures.filter(({ url }) => !isTaken(url)),
    // A caption goes with its picture, wherever it stands.
    summary:
      content === article.content ? article.summary : summaryOfPart(article, readHtml(content)),
    content,
  }
}

/** What is left of the content, and which pictures are not to be shown anywhere. */
function shown(article: Article, { owners, names, may, taken: given }: Given): Remainder {
  const mayHave = (some: string[]) => some.every((owner) => may(owner, 'photo'))
  const isOpen = mayHave(owners)
  const says = (caption: string) => {
    const credited = knownOwners(caption, names)
    return credited.length > 0 ? mayHave(credited) : undefined
  }
  const { image } = article
  const named = new Map(given.map((url) => [pictureName(url), '']))
  if (image && !mayHave(imageOwners(article, image, owners, names))) {
    named.set(pictureName(image.url), image.credit ?? image.alt ?? '')
  }
  for (const { url, title = '' } of article.enclosures) {
    if (!(says(title) ?? isOpen)) named.set(pictureName(url), title)
  }
  return withoutPictures(article.content, { taken: named, says, isOpen })
}

function textOwners({ credit, source, authors }: Article, names: Names): string[] {
  const owners = [
    ...(credit ? ownersOf(credit.text, names) : []),
    ...(source ? ownersOf(source.name, names) : []),
    ...authors.flatMap(({ name }) => knownOwners(name, names)),
  ]
  return [...new Set(owners)]
}

/**
 * Whom the credit of the image names, and what is said in its place; whose the text is where neither
 * does. An author of a text of the newsroom's own is of the newsroom.
 */
function imageOwners(
  { authors }: Article,
  { credit, alt = '' }: NonNullable<Article['image']>,
  owners: string[],
  names: Names,
): string[] {
  const shown = knownOwners(alt, names)
  if (credit === undefined) return shown.length > 0 ? shown : owners
  const isOwnText = owners.length === 0
  const own = isOwnText ? ownLetters(authors.map(({ name }) => name)) : new Set<string>()
  return [...ownersOf(credit, { ...names, own: new Set([...names.own, ...own]) }), ...shown]
}

function rulesOf({ credit = [] }: Pick<Publication, 'credit'>): Map<string, CreditRule> {
  return new Map(credit.map((rule) => [ownerNamed(rule.agency), rule]))
}

function namesOf({ title, author, home, credit = [] }: Terms, others: string[]): Names {
  const named = [...credit.map(({ agency }) => agency), ...others]
  const host = new URL(home).hostname
  const own = [title, ...(author ? [author.name] : [])]
  return {
    owners: new Map(named.map((name) => [letters(name), ownerNamed(name)])),
    own: new Set([...ownLetters(own), letters(host), letters(host.replace(/^www\./, ''))]),
  }
}
