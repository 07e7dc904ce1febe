// What the files of partners have in common: a document is a head, entries and a tail, and an
// article that was taken back may have an entry too.

import type { Article } from '../article/article.ts'
import type { Partner } from '../article/partner.ts'
import type { Profile } from '../article/profile.ts'
import type { Publication } from '../article/publication.ts'
import type { Direction } from '../text/direction.ts'
import { languageRanges } from '../text/language.ts'
import type { Piece } from './utf8.ts'

/** What a partner's document is made of besides entries. */
export interface PartnerSurroundings {
  publication: Publication & { id: string }
  partner: Partner
  /** The public address under which the feeds stand: for schemes of categories. No key is in it. */
  address: string
}

/** An article that the partner was delivered, and may have no longer. */
export interface Taken {
  id: string
  canonical?: string
  language: string
  direction?: Direction
  title: string
  removed: Date
  /** Whether it is only held back, and may come again. */
  isWithheld?: boolean
}

/** Surroundings, with the profile that they name. */
export interface Recipient extends PartnerSurroundings {
  profile: Profile
}

export interface Frame {
  head: Piece
  between: Piece
  tail: Piece
}

export interface PartnerForm {
  /** The entry of an article that went through `partnerArticle`; nothing where it cannot have one. */
  entry(article: Article, to: Recipient): Piece | undefined
  /** What stands in the place of one that was taken back; nothing where it is left out. */
  removal(taken: Taken, to: Recipient): Piece | undefined
  /** @param updated the newest moment that the document has to show */
  frame(taken: readonly Taken[], to: Recipient, updated: Date | undefined): Frame
}

/** The language of a partner's feed: the publication's, unless it takes none of that. */
export function feedLanguage({ publication, partner }: PartnerSurroundings): string {
  const ranges = languageRanges(publication.language)
  const [first = publication.language] = partner.languages
  return partner.languages.some((each) => ranges.includes(each)) ? publication.language : first
}
