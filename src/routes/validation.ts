// What a schema has to say of a request, as fields of a problem document.

import type { z } from 'zod'
import { type ProblemField, pointer } from '../http/problem.ts'

/** One field for each thing that is wrong; an unknown key is named itself, not what holds it. */
export function fieldsOf(error: z.core.$ZodError): ProblemField[] {
  return error.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') {
      return [{ pointer: pointer(issue.path), detail: issue.message }]
    }
    return issue.keys.map((key) => ({
      pointer: pointer([...issue.path, key]),
      detail: 'there is no such field',
    }))
  })
}
