import { describe, expect, it } from 'vitest'
import { preferredType } from '../../src/http/negotiation.ts'

const TYPES = ['text/plain', 'text/html', 'application/json'] as const

describe('preferredType', () => {
  it.each<[string | undefined, (typeof TYPES)[number] | undefined]>([
    [undefined, undefined],
    ['', undefined],
    ['image/png', undefined],
    ['*/*;q=0', undefined],
    ['*/*', 'text/plain'],
    ['text/*', 'text/plain'],
    ['text/html, text/plain', 'text/html'],
    ['text/html;q=0.9, text/plain', 'text/plain'],
    ['text/*;q=0.5, text/html', 'text/html'],
    ['text/*, text/plain;q=0.1', 'text/html'],
    ['text/*;q=0.3, */*;q=0.7', 'application/json'],
    ['*/*, text/*;q=0, application/json;q=0.1', 'application/json'],
    ['TEXT/HTML', 'text/html'],
    ['text/html;level=1;q=0.2, application/json;q=0.3', 'application/json'],
  ])('of %j is %j', (accept, expected) => {
    expect(preferredType(accept, TYPES)).toBe(expected)
  })
})
