import { describe, expect, it } from 'vitest'
import { emailOf, nameOf } from '../../src/feed/people.ts'

describe('nameOf', () => {
  it.each([
    [{ name: 'فاطمة', email: 'f@news.example' }, 'فاطمة'],
    [{ email: 'f@news.example' }, 'f@news.example'],
    [{ name: ' \u0000', email: 'f@news.example' }, 'f@news.example'],
    [{ name: '', email: '' }, undefined],
    [{}, undefined],
  ])('%j is called %s', (who, name) => {
    expect(nameOf(who)).toBe(name)
  })
})

describe('emailOf', () => {
  it.each([
    ['f.alaoui+rss@news.example', 'f.alaoui+rss@news.example'],
    ['فاطمة', undefined],
    ['f@news.example (فاطمة)', undefined],
    ['Fatima <f@news.example>', undefined],
    ['a@b@c', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('of %s is %s', (email, address) => {
    expect(emailOf({ email })).toBe(address)
  })
})
