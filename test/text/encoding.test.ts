import { describe, expect, it } from 'vitest'
import { decodeDocument, isCompressed } from '../../src/text/encoding.ts'

const bytes = (...codes: number[]) => new Uint8Array(codes)
const ascii = (text: string) => Array.from(text, (each) => each.charCodeAt(0))

// `الأخبار كلها`, `الأخبار كلها`, `כל החדשות`, `Überall dünn`, as each encoding writes them.
const ARABIC_1256 = bytes(0xc7, 0xe1, 0xc3, 0xce, 0xc8, 0xc7, 0xd1, 0x20, 0xdf, 0xe1, 0xe5, 0xc7)
const ARABIC_8859 = bytes(0xc7, 0xe4, 0xc3, 0xce, 0xc8, 0xc7, 0xd1, 0x20, 0xe3, 0xe4, 0xe7, 0xc7)
const HEBREW_1255 = bytes(0xeb, 0xec, 0x20, 0xe4, 0xe7, 0xe3, 0xf9, 0xe5, 0xfa)
const GERMAN_1252 = bytes(0xdc, ...ascii('berall d'), 0xfc, ...ascii('nn'))

describe('decodeDocument', () => {
  it.each([
    [ARABIC_1256, undefined, 'الأخبار كلها', 'UTF-8', 'windows-1256'],
    [ARABIC_1256, 'iso-8859-1', 'الأخبار كلها', 'iso-8859-1', 'windows-1256'],
    [ARABIC_1256, 'arabic-8', 'الأخبار كلها', 'arabic-8', 'windows-1256'],
    [ARABIC_8859, undefined, 'الأخبار كلها', 'UTF-8', 'iso-8859-6'],
    [HEBREW_1255, 'utf-8', 'כל החדשות', 'utf-8', 'windows-1255'],
    [GERMAN_1252, 'utf-8', '\ufffdberall d\ufffdnn', 'utf-8', undefined],
  ])('reads %j, said to be in %s', (given, charset, text, declared, real) => {
    expect(decodeDocument(given, charset)).toEqual({
      text,
      hasMark: false,
      mismatch: { declared, real },
    })
  })

  it('knows UTF-16 without a mark by its first sign', () => {
    expect(decodeDocument(bytes(0x3c, 0, 0x42, 0x06)).text).toBe('<ق')
    expect(decodeDocument(bytes(0, 0x3c, 0x06, 0x42), 'utf-8').text).toBe('<ق')
  })

  it.each([
    ['windows-1256', ARABIC_1256, 'الأخبار كلها'],
    ['iso-8859-6', ARABIC_8859, 'الأخبار كلها'],
    ['iso-8859-1', GERMAN_1252, 'Überall dünn'],
  ])('reads %s where it is said and true', (charset, given, text) => {
    expect(decodeDocument(given, charset)).toEqual({ text, hasMark: false })
  })

  it.each([
    '<?xml version="1.0" encoding="windows-1256"?>',
    '<!doctype html><html><head><meta charset=windows-1256>',
    '<html><meta http-equiv="Content-Type" content="text/html; charset=windows-1256">',
  ])('goes by the declaration where nothing else says an encoding: %s', (start) => {
    expect(decodeDocument(bytes(...ascii(start), ...ARABIC_1256))).toEqual({
      text: `${start}الأخبار كلها`,
      hasMark: false,
    })
  })
})

describe('isCompressed', () => {
  it('knows gzip and ZIP by their beginning', () => {
    expect(isCompressed(bytes(0x1f, 0x8b, 8))).toBe(true)
    expect(isCompressed(bytes(0x50, 0x4b, 3, 4))).toBe(true)
    expect(isCompressed(bytes(...ascii('<rss')))).toBe(false)
    expect(isCompressed(bytes())).toBe(false)
  })
})
