import { describe, expect, it } from 'vitest'
import {
  canonicalLanguage,
  LanguageTagError,
  languageRanges,
  primaryLanguage,
  rssLanguage,
  speaks,
} from '../../src/text/language.ts'

describe('canonicalLanguage', () => {
  it.each([
    ['AR_ma', 'ar-MA'],
    ['arb', 'ar'],
    ['iw', 'he'],
    ['ji', 'yi'],
    ['pes', 'fa'],
    ['prs', 'fa-AF'],
    ['ar', 'ar'],
    ['AR', 'ar'],
    ['ar-ma', 'ar-MA'],
    ['  fr ', 'fr'],
    ['ARY', 'ary'],
    ['az_arab_ir', 'az-Arab-IR'],
    ['AZ-ARAB', 'az-Arab'],
    ['ku-arab-iq', 'ku-Arab-IQ'],
    ['ckb', 'ckb'],
    ['dv', 'dv'],
    ['ar-latn', 'ar-Latn'],
    ['ar-001', 'ar-001'],
    ['ar-MA-u-nu-arab', 'ar-MA-u-nu-arab'],
    ['ca-es-valencia', 'ca-ES-valencia'],
    ['und', 'und'],
    ['und-arab', 'und-Arab'],
  ])('rule 4: %j is %s', (tag, canonical) => {
    expect(canonicalLanguage(tag)).toBe(canonical)
    expect(canonicalLanguage(canonical)).toBe(canonical)
  })

  it.each([
    'a',
    'عربي',
    'Arabic (Morocco)',
    'ar MA',
    'ar-',
    '-ar',
    'ar--MA',
    'ar-MA-MA',
    'ar_MA.UTF-8',
    'arabiclanguage',
    'ar,fr',
    'ar-u',
    '*',
    '\u200far',
  ])('rule 4: %j is refused, with the tag and the reason', (tag) => {
    expect(() => canonicalLanguage(tag)).toThrow(
      new LanguageTagError(
        `"${tag}" is not a well-formed language tag: expected BCP 47, such as ar, ar-MA or fr`,
      ),
    )
  })

  it.each(['', ' ', '\n'])('rule 4: %j is refused as empty', (tag) => {
    expect(() => canonicalLanguage(tag)).toThrow(
      new LanguageTagError('an empty text is not a language tag'),
    )
  })

  it('rule 4: the error has a name of its own', () => {
    expect(new LanguageTagError('').name).toBe('LanguageTagError')
  })
})

describe('primaryLanguage', () => {
  it.each([
    ['ar', 'ar'],
    ['ar-MA', 'ar'],
    ['az-Arab-IR', 'az'],
    ['ckb', 'ckb'],
    ['und', 'und'],
    ['und-Arab', 'und'],
    ['und-MA', 'und'],
  ])('of %s is %s, on every runtime', (tag, primary) => {
    expect(primaryLanguage(tag)).toBe(primary)
  })
})

describe('speaks', () => {
  it.each([
    ['fr', 'fr', true],
    ['fr', 'fr-MA', true],
    ['ar-MA', 'ary', true],
    ['ckb', 'ckb', true],
    ['en-US', 'ckb', false],
    ['en-US', 'und', false],
    ['ku', 'ckb', false],
    ['az', 'az-Arab', false],
    ['ar', 'ar-Latn', false],
  ])('a runtime that comes to %s for %s: %j', (resolved, tag, expected) => {
    expect(speaks(resolved, tag)).toBe(expected)
  })
})

describe('languageRanges', () => {
  it.each([
    ['ar', ['ar']],
    ['ar-MA', ['ar', 'ar-MA']],
    ['az-Arab-IR', ['az', 'az-Arab', 'az-Arab-IR']],
    ['ar-Latn', ['ar', 'ar-Latn']],
    ['ca-ES-valencia', ['ca', 'ca-ES', 'ca-ES-valencia']],
    ['ar-MA-u-nu-arab', ['ar', 'ar-MA', 'ar-MA-u-nu-arab']],
    ['ckb', ['ckb']],
    ['und', []],
    ['und-Arab', []],
  ])('a text in %s can be asked for by %j', (tag, ranges) => {
    expect(languageRanges(tag)).toEqual(ranges)
  })
})

describe('rssLanguage', () => {
  it.each([
    ['ary', 'ar-MA'],
    ['arz', 'ar-EG'],
    ['apc', 'ar-SY'],
    ['apc-LB', 'ar-LB'],
    ['ary-EH', 'ar-EH'],
    ['arq', 'ar-DZ'],
    ['aeb', 'ar-TN'],
    ['acm', 'ar-IQ'],
    ['afb', 'ar-KW'],
    ['ary-Arab', 'ar-MA'],
    ['ckb', 'ku'],
    ['ckb-IQ', 'ku'],
    ['ckb-IR', 'ku'],
  ])('rule 5: RSS says for %s %s', (tag, said) => {
    expect(rssLanguage(tag)).toBe(said)
  })

  it.each([
    'ar',
    'ar-MA',
    'ar-001',
    'ar-Latn',
    'fa',
    'fa-AF',
    'ur-PK',
    'he',
    'dv',
    'az-Arab',
    'ku',
    'ku-Arab',
    'fr',
    'fr-MA',
    'en-GB',
    'und',
  ])('rule 5: RSS says %s as it is', (tag) => {
    expect(rssLanguage(tag)).toBe(tag)
  })
})
