// Files that wrangler takes into the worker as they are: see [[rules]] in wrangler.toml.

declare module '*.woff2' {
  const bytes: ArrayBuffer
  export default bytes
}

declare module '*.css' {
  const text: string
  export default text
}

declare module '*.svg' {
  const text: string
  export default text
}

// Only those of this folder: nothing else of ours is JavaScript.
declare module '*.js' {
  const text: string
  export default text
}
