import { describe, expect, it } from 'vitest'
import { mediaTypeByName } from '../../src/text/media-type.ts'

const FOLDER = 'https://cdn.example/2026.08/'

describe('mediaTypeByName', () => {
  it.each([
    ['a.jpg', 'image/jpeg'],
    ['برج.JPEG', 'image/jpeg'],
    ['a.webp?w=1.png', 'image/webp'],
    ['a.svg#b.png', 'image/svg+xml'],
    ['a.mp3', 'audio/mpeg'],
    ['a.ogg', 'audio/ogg'],
    ['a.mov', 'video/quicktime'],
    ['a.b.pdf', 'application/pdf'],
    ['a.xyz', undefined],
    ['a.constructor', undefined],
    ['a.', undefined],
    ['a', undefined],
    ['', undefined],
  ])('%s is %s', (name, type) => {
    expect(mediaTypeByName(FOLDER + name)).toBe(type)
  })

  it.each([
    ['a.mp4', 'audio', 'audio/mp4'],
    ['a.mp4', 'video', 'video/mp4'],
    ['a.ogg', 'video', 'video/ogg'],
    ['a.WAV', 'audio', 'audio/wav'],
    ['a.heic', 'image', 'image/heic'],
    ['a', 'image', undefined],
  ] as const)('%s, which is %s, is %s', (name, kind, type) => {
    expect(mediaTypeByName(FOLDER + name, kind)).toBe(type)
  })

  it('refuses what is no address', () => {
    expect(() => mediaTypeByName('a.jpg')).toThrow(TypeError)
  })
})
