// Posts as the REST API of WordPress answers them.

/** A category as `_embed=wp:term` has it. */
export function category(id: number, slug: string, name: string) {
  return { id, slug, name, taxonomy: 'category', link: `https://site.example/category/${slug}/` }
}

interface Changes {
  /** In UTC, as WordPress writes it: without an offset. */
  published?: string
  modified?: string
  title?: string
  content?: string
  categories?: ReturnType<typeof category>[]
}

/** A public post with this number, whose guid has it too. */
export function apiPost(id: number, changes: Changes = {}) {
  const { published = '2026-08-20T12:00:00', modified = published, categories = [] } = changes
  const { title = `خبر ${id}`, content = `<p>نص الخبر ${id}.</p>\n` } = changes
  return {
    id,
    date: published,
    date_gmt: published,
    guid: { rendered: `https://site.example/?p=${id}` },
    modified,
    modified_gmt: modified,
    slug: String(id),
    status: 'publish',
    type: 'post',
    link: `https://site.example/${id}/`,
    title: { rendered: title },
    content: { rendered: content, protected: false },
    excerpt: { rendered: '<p>نص [&hellip;]</p>\n', protected: false },
    author: 1,
    featured_media: 0,
    categories: categories.map((each) => each.id),
    tags: [5],
    _links: { self: [{ href: `https://site.example/wp-json/wp/v2/posts/${id}` }] },
    _embedded: {
      author: [{ id: 1, name: 'سميرة', url: '', slug: 'samira' }],
      'wp:term': [categories, [{ id: 5, taxonomy: 'post_tag', name: 'بحر &amp; بر', slug: 'sea' }]],
    },
  }
}
