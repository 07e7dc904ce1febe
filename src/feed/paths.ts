// The addresses of feeds, under the publication's public address.

import type { FeedKind } from '../article/memberships.ts'
import { addressSegment } from '../text/address.ts'
import { FORMATS, type Format } from './formats.ts'

export const FOLDERS = {
  section: 'sections',
  tag: 'tags',
  author: 'authors',
  language: 'languages',
} as const

/** The folder in which a feed's three documents are: `''`, or `/tags/5g`; percent-encoded. */
export function feedFolder(kind: FeedKind, slug: string): string {
  return kind === 'all' ? '' : `/${FOLDERS[kind]}/${addressSegment(slug)}`
}

/** The path of one document of a feed. */
export function feedPath(kind: FeedKind, slug: string, format: Format): string {
  return `${feedFolder(kind, slug)}/${FORMATS[format].file}`
}
