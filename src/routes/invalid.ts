// What is wrong with a request, as a problem document says it.

import type { Issue } from '../article/issues.ts'
import { pointer, Problem } from '../http/problem.ts'

/** 422: the first three issues in words, all of them by JSON Pointer. */
export function invalid(issues: Issue[]): Problem {
  const errors = issues.map(({ path, message }) => ({ pointer: pointer(path), detail: message }))
  const first = errors.slice(0, 3).map(({ pointer: at, detail }) => `${at || 'body'}: ${detail}`)
  const more = errors.length > 3 ? ` (and ${errors.length - 3} more)` : ''
  return new Problem(422, first.join('; ') + more, { errors })
}
