import { SourceError } from '../../src/sources/source-error.ts'

/** What reading a source finds wrong, as `line: key: message`; nothing where it is well. */
export function wrongWith(read: () => unknown): string[] {
  try {
    read()
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    return error.issues.map(({ line, key, message }) => `${line}: ${key}: ${message}`)
  }
  return []
}
