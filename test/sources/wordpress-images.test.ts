import { describe, expect, it } from 'vitest'
import { Images, imageOf } from '../../src/sources/wordpress-images.ts'

describe('Images', () => {
  it('gives back every image, however many and however large', () => {
    const images = new Images()
    const all = Array.from({ length: 6000 }, (_, number) => ({
      url: `https://site.example/${number}.jpg`,
      alt: 'رصيف '.repeat(number === 3000 ? 300_000 : number % 90),
    }))
    for (const [number, image] of all.entries()) images.add(number, image)
    expect(all.every(({ alt }, number) => images.get(number)?.alt === alt)).toBe(true)
    expect(images.get(5999)).toEqual(all[5999])
    expect(images.get(6000)).toBeUndefined()
  })
})

describe('imageOf', () => {
  const url = 'https://site.example/a.jpg'

  it.each([
    ['nothing', undefined, {}],
    ['what is not serialised', 'width=1280', {}],
    ['what is cut', 'a:2:{s:5:"width";i:1280;', {}],
    ['a text', 's:1:"a";', {}],
    ['figures', 'a:2:{s:5:"width";i:1280;s:6:"height";s:3:"720";}', { width: 1280, height: 720 }],
    ['figures that are none', 'a:2:{s:5:"width";i:0;s:6:"height";d:7.5;}', {}],
    ['a credit', 'a:1:{s:10:"image_meta";a:1:{s:6:"credit";s:6:"Sara S";}}', { credit: 'Sara S' }],
  ])('takes what is known out of %s', (_, metadata, known) => {
    expect(imageOf(url, ' رصيف ', metadata)).toEqual({ url, alt: 'رصيف', ...known })
    expect(imageOf(url, ' ', metadata)).toEqual({ url, ...known })
  })
})
