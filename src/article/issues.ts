// What is wrong with a draft or a publication, in words for the person who wrote it. The same
// words in the API and on the command line.

import type { z } from 'zod'

/** One thing that is wrong, and where. */
export interface Issue {
  path: PropertyKey[]
  message: string
}

/**
 * The `error` of a schema for what is not there or is not what it should be: `is missing`,
 * `expected a text`. Everything else that may be wrong has a message of its own.
 */
export function expected(what: string) {
  return {
    error: ({ code, input }: { code?: string; input?: unknown }): string | undefined => {
      if (code === 'unrecognized_keys') return undefined
      return input === undefined ? 'is missing' : `expected ${what}`
    },
  }
}

/** One issue for each thing that is wrong; an unknown key is named itself, not what holds it. */
export function issuesOf(error: z.core.$ZodError): Issue[] {
  return error.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, message: issue.message }]
    const message = 'there is no such field'
    return issue.keys.map((key) => ({ path: [...issue.path, key], message }))
  })
}
