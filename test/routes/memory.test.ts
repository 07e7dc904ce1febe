import { describe, expect, it } from 'vitest'
import { Memory } from '../../src/routes/memory.ts'

describe('nameOf', () => {
  it('gives one name to a text, and never the name of another', () => {
    const memory = new Memory()
    const names = new Set<number>()
    for (let index = 0; index < 2500; index += 1) {
      const name = memory.nameOf(`${index}`)
      expect(memory.nameOf(`${index}`)).toBe(name)
      names.add(name)
    }
    // What was rendered for a text whose name is given up may still be put by under it.
    expect(names.size).toBe(2500)
  })
})
