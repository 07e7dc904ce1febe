// WordPress exports to test with, written as WordPress writes them.

const NAMESPACES =
  'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" ' +
  'xmlns:content="http://purl.org/rss/1.0/modules/content/" ' +
  'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"'

/** One item; what is left out is as a published post of Thursday noon has it. */
export interface ItemFields {
  number?: number
  title?: string
  link?: string
  guid?: string
  creator?: string
  content?: string
  excerpt?: string
  /** UTC, then local. */
  dates?: [string, string]
  modified?: [string, string]
  name?: string
  status?: string
  type?: string
  password?: string
  /** Taxonomy, slug and name. */
  terms?: [string, string, string][]
  meta?: Record<string, string>
  /** XML that stands at its end as it is. */
  more?: string
}

const cdata = (text: string) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
const attribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')

/** An item of an export, on ten lines and one for each term and key. */
export function itemOf(fields: ItemFields = {}): string {
  const { number = 1, title = 'خبر', creator = 'samira', content = '<p>نص.</p>' } = fields
  const { link = `https://site.example/?p=${number}`, guid = link } = fields
  const { dates = ['2026-08-20 12:00:00', '2026-08-20 13:00:00'], modified = dates } = fields
  const { status = 'publish', type = 'post', password = '', name = `post-${number}` } = fields
  const terms = (fields.terms ?? []).map(
    ([domain, slug, term]) =>
      `<category domain="${domain}" nicename="${attribute(slug)}">${cdata(term)}</category>`,
  )
  const meta = Object.entries(fields.meta ?? {}).map(
    ([key, value]) =>
      `<wp:postmeta><wp:meta_key>${cdata(key)}</wp:meta_key><wp:meta_value>${cdata(value)}</wp:meta_value></wp:postmeta>`,
  )
  return `<item>
<title>${cdata(title)}</title><link>${attribute(link)}</link>
<dc:creator>${cdata(creator)}</dc:creator><guid isPermaLink="false">${attribute(guid)}</guid>
<content:encoded>${cdata(content)}</content:encoded><excerpt:encoded>${cdata(fields.excerpt ?? '')}</excerpt:encoded>
<wp:post_id>${number}</wp:post_id><wp:post_name>${cdata(name)}</wp:post_name>
<wp:post_date>${cdata(dates[1])}</wp:post_date><wp:post_date_gmt>${cdata(dates[0])}</wp:post_date_gmt>
<wp:post_modified>${cdata(modified[1])}</wp:post_modified><wp:post_modified_gmt>${cdata(modified[0])}</wp:post_modified_gmt>
<wp:status>${cdata(status)}</wp:status><wp:post_type>${cdata(type)}</wp:post_type>
<wp:post_password>${cdata(password)}</wp:post_password>${[...terms, ...meta].map((each) => `\n${each}`).join('')}${fields.more ?? ''}
</item>
`
}

/** A picture in the media library. */
export function attachmentOf(number: number, url: string, meta: Record<string, string>): string {
  const more = `<wp:attachment_url>${cdata(url)}</wp:attachment_url>`
  return itemOf({ number, title: 'picture', status: 'inherit', type: 'attachment', meta, more })
}

export const CATEGORIES = `<wp:category><wp:term_id>3</wp:term_id><wp:category_nicename>${cdata('%d8%aa%d9%82%d9%86%d9%8a%d8%a9')}</wp:category_nicename><wp:category_parent></wp:category_parent><wp:cat_name>${cdata('تقنية')}</wp:cat_name></wp:category>
<wp:category><wp:term_id>4</wp:term_id><wp:category_nicename>security</wp:category_nicename><wp:category_parent>${cdata('%d8%aa%d9%82%d9%86%d9%8a%d8%a9')}</wp:category_parent><wp:cat_name>${cdata('أمن &amp; بيانات')}</wp:cat_name></wp:category>
<wp:category><wp:term_id>5</wp:term_id><wp:category_nicename>sport</wp:category_nicename><wp:category_parent></wp:category_parent><wp:cat_name>${cdata('رياضة')}</wp:cat_name></wp:category>
`

/** An export; its first item begins on line 15. */
export function exportOf(items: string, language = 'en-US'): string {
  return `<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.1.9" created="2026-08-21 10:00" -->
<rss version="2.0" ${NAMESPACES}>
<channel>
<title>صحيفة الميناء</title>
<link>https://site.example</link>
<description>أخبار الموانئ</description>
<language>${language}</language>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_blog_url>https://site.example</wp:base_blog_url>
<wp:author><wp:author_id>2</wp:author_id><wp:author_login>${cdata('samira')}</wp:author_login><wp:author_display_name>${cdata('سميرة &amp; الفريق')}</wp:author_display_name></wp:author>
${CATEGORIES}${items}</channel>
</rss>
`
}

/** A text in pieces of so many bytes, as a file is read. */
export async function* chunksOf(text: string, size = 64_000): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** Everything that is yielded. */
export async function allOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}
