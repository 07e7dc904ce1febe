// Identities of entries and feeds.

const IRI = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/

/**
 * The Atom id of an entry (RFC 4287 §4.2.6 wants an IRI): the id itself where it is one, else one
 * made from it and the `tag:` URI (RFC 4151) of the publication. RSS and JSON Feed keep the id.
 *
 * @example atomId('2026-08-22-خبر', 'tag:news.example,2026:feeds')
 * // 'tag:news.example,2026:feeds/articles/2026-08-22-%D8%AE%D8%A8%D8%B1'
 */
export function atomId(id: string, tag: string): string {
  return IRI.test(id) ? id : `${tag}/articles/${encodeURIComponent(id.toWellFormed())}`
}
