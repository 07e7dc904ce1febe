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

/**
 * The number of a post that stands in its guid: `https://site.example/?p=123`, as WordPress makes it
 * for whatever was a draft at first. Not the one that a post of another site has, in a folder beside
 * this one or where the site once was.
 */
export function numberIn(guid: string, site: string): number | undefined {
  if (!URL.canParse(guid)) return undefined
  const address = new URL(guid)
  if (placeOf(address) !== placeOf(new URL(site))) return undefined
  const [, digits] = /^\?p=([1-9]\d{0,14})$/.exec(address.search) ?? []
  return digits === undefined ? undefined : Number(digits)
}

// Sites move to https, and to and from `www`, and keep their guids.
function placeOf({ host, pathname }: URL): string {
  return host.replace(/^www\./, '') + pathname.replace(/\/*$/, '/')
}
