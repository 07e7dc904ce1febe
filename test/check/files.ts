// The feeds of this folder, as text.

/// <reference types="vite/client" />

/** Every file of a kind by its name. */
function named(files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path.slice(path.lastIndexOf('/') + 1), text]),
  )
}

/** Feeds that have nothing wrong with them. */
export const CLEAN = named(
  import.meta.glob<string>('./clean/*', { query: '?raw', import: 'default', eager: true }),
)
/** Feeds with one fault each. */
export const FAULTY = named(
  import.meta.glob<string>('./faulty/*', { query: '?raw', import: 'default', eager: true }),
)
/** Feeds as common programs write them. */
export const STYLES = named(
  import.meta.glob<string>('./styles/*.xml', { query: '?raw', import: 'default', eager: true }),
)
/** What the checker says of those, in each language. */
export const REPORTS = named(
  import.meta.glob<string>('./styles/*.txt', { query: '?raw', import: 'default', eager: true }),
)
