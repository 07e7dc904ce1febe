// README in English and in Arabic: what they say to type, and where they lead, is the same.

import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { marked, type Token } from 'marked'
import { describe, expect, it } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '..')
const ENGLISH = 'README.md'
const ARABIC = 'docs/README.ar.md'

function tokensOf(file: string): Token[] {
  const tokens: Token[] = []
  void marked.walkTokens(marked.lexer(readFileSync(path.join(ROOT, file), 'utf8')), (token) => {
    tokens.push(token)
  })
  return tokens
}

/** The blocks of code of a file, with the language that each is in. */
function blocksIn(file: string): [language: string, text: string][] {
  return tokensOf(file).flatMap((token): [string, string][] =>
    token.type === 'code' ? [[String(token.lang), String(token.text)]] : [],
  )
}

/** Where the links and pictures of a file lead, from the root of ours, but for its twin. */
function targetsIn(file: string): string[] {
  const hrefs = tokensOf(file).flatMap((token) => {
    if (token.type === 'link' || token.type === 'image') return [String(token.href)]
    if (token.type !== 'html') return []
    return [...token.raw.matchAll(/\b(?:href|src)="([^"]*)"/g)].map(([, href = '']) => href)
  })
  return hrefs
    .map((href) => (/^[a-z]+:/.test(href) ? href : path.join(path.dirname(file), href)))
    .filter((target) => target !== ENGLISH && target !== ARABIC)
    .sort()
}

/** What a heading or a paragraph says in code, outside of blocks. */
function codesIn(file: string): string[] {
  return tokensOf(file).flatMap((token) => (token.type === 'codespan' ? [String(token.text)] : []))
}

describe('the two READMEs', () => {
  it('have the same blocks of code, in the same order', () => {
    expect(blocksIn(ENGLISH).length).toBeGreaterThan(3)
    expect(blocksIn(ARABIC)).toEqual(blocksIn(ENGLISH))
  })

  it('lead to the same places', () => {
    expect(targetsIn(ENGLISH).length).toBeGreaterThan(20)
    expect(targetsIn(ARABIC)).toEqual(targetsIn(ENGLISH))
  })

  it.each([ENGLISH, ARABIC])('%s leads nowhere where there is nothing', (file) => {
    const files = targetsIn(file).filter((target) => !/^[a-z]+:/.test(target))
    const missing = files.filter((each) => !existsSync(path.join(ROOT, each.replace(/#.*/, ''))))
    expect(missing).toEqual([])
  })

  it('lead to each other before anything else', () => {
    const [first] = tokensOf(ENGLISH).filter(({ type }) => type === 'link')
    const [back] = tokensOf(ARABIC).filter(({ type }) => type === 'link')
    expect([first?.type === 'link' && first.href, back?.type === 'link' && back.href]).toEqual([
      ARABIC,
      `../${ENGLISH}`,
    ])
  })
})

describe('the Arabic README', () => {
  const text = readFileSync(path.join(ROOT, ARABIC), 'utf8')

  it('is from right to left, and its blocks of code are from left to right', () => {
    expect(text.startsWith('<div dir="rtl" lang="ar">\n\n')).toBe(true)
    expect(text.endsWith('\n\n</div>\n')).toBe(true)
    const turned = [...text.matchAll(/^<div dir="ltr">\n\n```/gm)]
    expect(turned).toHaveLength(blocksIn(ARABIC).length)
  })

  it('has no code that its surroundings would turn around: `/rss.xml` would be seen as rss.xml/', () => {
    const turned = codesIn(ARABIC).filter((code) => !/^[\p{L}\p{N}].*[\p{L}\p{N}]$/su.test(code))
    expect(turned).toEqual([])
  })
})
