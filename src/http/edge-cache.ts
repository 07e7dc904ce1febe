// The Cache API of the platform: the cache of one data centre, behind the memory of an isolate.
// Nothing depends on it; it may be missing or keep nothing.

// A name that no host has (RFC 6761 §6.4).
const NAMES = 'https://documents.khulasa.invalid/'

/** Seconds. What is kept under a name never changes; this is for what nobody asks for any more. */
const KEPT = 24 * 60 * 60

/** The bytes that the data centre has under a name; `undefined` where it has none. */
export async function fromEdge(name: string): Promise<Uint8Array | undefined> {
  try {
    const found = await caches.default.match(NAMES + encodeURIComponent(name))
    return found && new Uint8Array(await found.arrayBuffer())
  } catch {
    return undefined
  }
}

/** Leaves bytes with the data centre. */
export async function toEdge(name: string, bytes: Uint8Array): Promise<void> {
  const headers = {
    'Content-Type': 'application/octet-stream',
    'Cache-Control': `public, max-age=${KEPT}`,
  }
  try {
    await caches.default.put(NAMES + encodeURIComponent(name), new Response(bytes, { headers }))
  } catch (error) {
    console.warn('the cache of the data centre did not take a document:', String(error))
  }
}
