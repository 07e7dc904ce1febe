import { describe, expect, it } from 'vitest'
import { enclosuresOf, imageOf } from '../../src/feed/media.ts'
import { itemOf } from './documents.ts'

describe('imageOf', () => {
  it.each([
    ['https://a.example/برج.JPG', 'https://a.example/%D8%A8%D8%B1%D8%AC.JPG', 'image/jpeg'],
    ['https://a.example/a.png?w=1', 'https://a.example/a.png?w=1', 'image/png'],
    ['https://a.example/a.webp', 'https://a.example/a.webp', 'image/webp'],
    ['https://a.example/a.svg#x', 'https://a.example/a.svg#x', 'image/svg+xml'],
    ['https://a.example/a', 'https://a.example/a', undefined],
    ['https://a.example/constructor', 'https://a.example/constructor', undefined],
  ])('%s', (image, url, type) => {
    expect(imageOf(itemOf({ image }))).toEqual({ url, type })
  })

  it('keeps what is known of it, its type before its name', () => {
    const image = {
      url: 'https://a.example/a.jpg',
      type: 'image/avif',
      length: 9,
      width: 2,
      height: 1,
      alt: 'برج',
      credit: 'ياسين',
    }
    expect(imageOf(itemOf({ image }))).toEqual(image)
  })

  it('is nothing where there is none', () => {
    expect(imageOf(itemOf())).toBeUndefined()
  })
})

describe('enclosuresOf', () => {
  it('lists enclosure, audio, video and the others in this order, not the image', () => {
    const item = itemOf({
      image: 'https://a.example/0.png',
      enclosures: [{ url: 'https://a.example/4.pdf', title: 'نص' }],
      video: { url: 'https://a.example/3.mp4', duration: 5 },
      audio: 'https://a.example/صوت.mp3',
      enclosure: { url: 'https://a.example/1', type: 'application/zip', length: 7 },
    })
    expect(enclosuresOf(item)).toEqual([
      { url: 'https://a.example/1', type: 'application/zip', length: 7 },
      { url: 'https://a.example/%D8%B5%D9%88%D8%AA.mp3', type: 'audio/mpeg' },
      { url: 'https://a.example/3.mp4', type: 'video/mp4', duration: 5 },
      { url: 'https://a.example/4.pdf', type: 'application/pdf', title: 'نص' },
    ])
  })

  it.each([
    ['audio', 'https://a.example/a.mp4', 'audio/mp4'],
    ['audio', 'https://a.example/a.ogg', 'audio/ogg'],
    ['video', 'https://a.example/a.MOV', 'video/quicktime'],
    ['video', 'https://a.example/a', 'application/octet-stream'],
  ])('%s %s is %s', (kind, url, type) => {
    expect(enclosuresOf(itemOf({ [kind]: url }))).toEqual([{ url, type }])
  })

  it('has a type for each: the one given, that of its name, or that of unknown bytes', () => {
    const enclosures = [
      { url: 'https://a.example/a.mp3', type: 'audio/x-mine' },
      { url: 'https://a.example/a.mp3' },
      { url: 'https://a.example/a.xyz' },
    ]
    expect(enclosuresOf(itemOf({ enclosures })).map(({ type }) => type)).toEqual([
      'audio/x-mine',
      'audio/mpeg',
      'application/octet-stream',
    ])
  })
})
