import { describe, expect, it } from 'vitest'
import { isProblemStatus, pointer, Problem, problemResponse } from '../../src/http/problem.ts'

describe('pointer', () => {
  it.each<[PropertyKey[], string]>([
    [[], ''],
    [['title'], '/title'],
    [['articles', 3, 'authors', 0, 'name'], '/articles/3/authors/0/name'],
    [['a/b', 'c~d', ''], '/a~1b/c~0d/'],
  ])('of %j is %j (RFC 6901)', (path, expected) => {
    expect(pointer(path)).toBe(expected)
  })
})

describe('problemResponse', () => {
  it('is a problem document (RFC 9457) that no cache keeps', async () => {
    const errors = [{ pointer: '/title', detail: 'is missing' }]
    const response = problemResponse(new Problem(422, '/title: is missing', { errors }))
    expect(response.status).toBe(422)
    expect(Object.fromEntries(response.headers)).toEqual({
      'cache-control': 'no-store',
      'content-type': 'application/problem+json',
      'content-security-policy':
        "default-src 'none'; style-src 'self'; img-src 'self' https:; base-uri 'none'; " +
        "form-action 'none'; frame-ancestors 'none'",
      'cross-origin-resource-policy': 'cross-origin',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=15552000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
    })
    expect(await response.json()).toEqual({
      type: 'about:blank',
      title: 'Unprocessable content',
      status: 422,
      detail: '/title: is missing',
      errors,
    })
  })

  it('has the headers of the problem', () => {
    const problem = new Problem(405, 'It takes GET.', { headers: { Allow: 'GET' } })
    expect(problemResponse(problem).headers.get('Allow')).toBe('GET')
  })
})

describe('isProblemStatus', () => {
  it('knows what there is a title for', () => {
    expect([400, 415, 500, 200, 418].map(isProblemStatus)).toEqual([true, true, true, false, false])
  })
})
