// A partner's documents of a newsroom, each through its judge.

import type { Article } from '../../src/article/article.ts'
import { profileOf } from '../../src/article/profiles.ts'
import { partner, type Partner, type PartnerInput } from '../../src/article/partner.ts'
import {
  partnerDocument,
  partnerEntry,
  type PartnerSurroundings,
  type Taken,
} from '../../src/feed/partner-document.ts'
import { decoded } from '../../src/feed/utf8.ts'
import { strict, type StrictElement } from '../strict.ts'
import { PUBLICATION } from './mixed.ts'

export const UPDATED = new Date('2026-08-22T09:30:00Z')

/** Taken back a day after it was published. */
export const TAKEN: Taken = {
  id: 'tag:news.example,2026:4',
  canonical: 'https://news.example/2026/08/سد',
  language: 'ar',
  direction: 'rtl',
  title: 'HD: صور السد الجديد من الجو كما لم تر من قبل',
  removed: new Date('2026-08-21T09:00:00Z'),
}

export function partnerOf(input: Partial<PartnerInput> = {}): Partner {
  return partner.parse({ id: 'nabd', name: 'نبض', ...input })
}

export function surroundingsOf(
  input: Partial<PartnerInput> = {},
  changes: Partial<PartnerSurroundings['publication']> = {},
): PartnerSurroundings {
  return {
    publication: { ...PUBLICATION, ...changes },
    partner: partnerOf(input),
    address: 'https://feeds.news.example',
  }
}

/** A file of a partner, its main one unless another is said, with these articles. */
export function fileOf(
  surroundings: PartnerSurroundings,
  articles: Article[],
  taken: Taken[] = [],
  file = profileOf(surroundings.partner.profile).files[0].file,
): string {
  const entries = articles.flatMap((each) => partnerEntry(file, each, surroundings) ?? [])
  return decoded(partnerDocument(file, entries, taken, surroundings, UPDATED).bytes)
}

/** The channel of a partner's RSS. */
export function channelOf(
  input: Partial<PartnerInput>,
  articles: Article[],
  taken: Taken[] = [],
): StrictElement {
  return strict(fileOf(surroundingsOf(input), articles, taken)).the('channel')
}
