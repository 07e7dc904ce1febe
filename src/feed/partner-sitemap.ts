// Partners' news sitemap.

import { NEWS_HEAD, NEWS_TAIL, newsUrl } from './sitemap.ts'
import type { PartnerForm } from './partner-form.ts'
import { xml } from './xml.ts'

const FRAME = { head: NEWS_HEAD, between: xml``, tail: NEWS_TAIL }

/** Of articles that have a page. */
export const newsSitemap: PartnerForm = {
  entry: ({ title, language, published, canonical }, { publication }) =>
    canonical ? newsUrl({ title, language, published, canonical }, publication) : undefined,
  removal: () => undefined,
  frame: () => FRAME,
}
