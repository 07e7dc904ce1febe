// Addresses of the REST API of WordPress, in both ways in which a site may have it.

/**
 * An address of the API.
 *
 * @param api its root: `https://site.example/wp-json/`, or `https://site.example/?rest_route=/`,
 *   which is there where the site's own addresses are plain
 * @param path below it: `wp/v2/posts`
 */
export function apiAddress(api: URL, path: string, query: Record<string, string>): string {
  const address = new URL(api)
  const route = address.searchParams.get('rest_route')
  if (route === null) address.pathname += path
  else address.searchParams.set('rest_route', route + path)
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value)
  return address.href
}
