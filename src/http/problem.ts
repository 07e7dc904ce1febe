// Problem documents (RFC 9457): what went wrong, and what its sender can change.

import { SAFETY } from './safety.ts'

/** One thing that is wrong with a request's body. */
export interface ProblemField {
  /** JSON Pointer (RFC 6901) into the body. */
  pointer: string
  detail: string
}

const TITLES = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition failed',
  413: 'Content too large',
  415: 'Unsupported media type',
  422: 'Unprocessable content',
  429: 'Too many requests',
  500: 'Internal server error',
  502: 'Bad gateway',
  503: 'Service unavailable',
} as const

export type ProblemStatus = keyof typeof TITLES

/** Thrown by handlers; the app answers with it. */
export class Problem extends Error {
  override name = 'Problem'
  readonly status: ProblemStatus
  readonly errors: ProblemField[] | undefined
  readonly headers: Record<string, string>

  constructor(
    status: ProblemStatus,
    detail: string,
    { errors, headers = {} }: { errors?: ProblemField[]; headers?: Record<string, string> } = {},
  ) {
    super(detail)
    this.status = status
    this.errors = errors
    this.headers = headers
  }
}

/** The problem as an answer: `application/problem+json`, never kept by a cache. */
export function problemResponse({ status, message, errors, headers }: Problem): Response {
  const body = { type: 'about:blank', title: TITLES[status], status, detail: message, errors }
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      ...SAFETY,
      ...headers,
    },
  })
}

/** Whether there is a title for a status. */
export function isProblemStatus(status: number): status is ProblemStatus {
  return status in TITLES
}

/** A JSON Pointer (RFC 6901). */
export function pointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
