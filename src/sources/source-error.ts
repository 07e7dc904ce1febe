// What is wrong with a source file, and on which line.

/** One thing that is wrong. */
export interface SourceIssue {
  /** From 1. */
  line: number
  /** Dotted: `authors.0.name`; empty where it is about the file. */
  key: string
  message: string
}

/** A source file that no draft can be made of. */
export class SourceError extends Error {
  override name = 'SourceError'
  readonly issues: SourceIssue[]

  constructor(issues: SourceIssue[]) {
    super(issues.map(({ line, key, message }) => `${line}: ${key}: ${message}`).join('; '))
    this.issues = issues
  }
}
