// The description of an item: its summary as HTML.

import type { Marks } from '../text/direction.ts'
import { type Item, shown } from './item.ts'
import { escaped } from './xml.ts'

/**
 * The description: as it was given, else made of the summary. Without a parser, since a plain text is
 * one paragraph: it is what markup would make of it.
 */
export function descriptionOf(item: Item, marks: Marks): string | undefined {
  const { description, summary, language, direction } = item
  if (description !== undefined || !summary) return description
  const dir = direction ?? 'auto'
  const lang =
    language === undefined ? '' : ` lang="${escaped(language).replaceAll('"', '&quot;')}"`
  const text = escaped(shown(summary, { direction, marks }))
  return `<div dir="${dir}"${lang}><p dir="${dir}">${text}</p></div>`
}
