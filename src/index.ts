// The library: feeds with the language and direction of every text right, and the pieces that
// they are made of. No I/O, no clock, nothing of the service.

export { Feed } from './feed/feed.ts'
export type { Category, FeedOptions, Image, Item, Source } from './feed/item.ts'
export type { Author, Enclosure, Extension } from 'feed'

export { clean, cleanLine, type Cleaned, type Cleaning } from './text/clean.ts'
export {
  type Direction,
  firstStrong,
  mark,
  MARKS,
  type Marks,
  resolveDirection,
  scriptDirection,
} from './text/direction.ts'
export { key } from './text/key.ts'
export { canonicalLanguage, LanguageTagError, rssLanguage } from './text/language.ts'
export { markup, type MarkupOptions, plainText } from './text/markup.ts'
export { type Digits, formatDay, formatMoment } from './text/people-dates.ts'
export { slug } from './text/slug.ts'
export { truncate } from './text/truncate.ts'
