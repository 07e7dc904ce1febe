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

  /** Of a source as a whole. */
  static atStart(message: string): SourceError {
    return new SourceError([{ line: 1, key: '', message }])
  }

  constructor(issues: SourceIssue[]) {
    super(issues.map(written).join('; '))
    this.issues = issues
  }
}

/** `3: title: is missing` */
export function written({ line, key, message }: SourceIssue): string {
  return `${line}: ${key === '' ? '' : `${key}: `}${message}`
}
