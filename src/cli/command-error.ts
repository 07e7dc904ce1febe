// What a command says before it gives up.

/** A message for the person at the keyboard, without a stack trace. */
export class CommandError extends Error {
  override name = 'CommandError'
  /** 1: it did not work; 2: it was called wrongly. */
  readonly exitCode: 1 | 2

  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message)
    this.exitCode = exitCode
  }
}

/** Whether an error of the file system is this one: `ENOENT`, `EEXIST`. */
export function isSystemError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
