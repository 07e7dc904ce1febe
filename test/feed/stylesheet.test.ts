import { describe, expect, it } from 'vitest'
import { stylesheet } from '../../src/feed/stylesheet.ts'
import { strict } from '../strict.ts'

describe('stylesheet', () => {
  it.each([
    ['/feed.xsl', '<?xml-stylesheet href="/feed.xsl" type="text/xsl"?>'],
    ['feed.css', '<?xml-stylesheet href="feed.css" type="text/css"?>'],
    ['/f.CSS?v=1&w=2', '<?xml-stylesheet href="/f.CSS?v=1&amp;w=2" type="text/css"?>'],
    ['/a"?>.xsl', '<?xml-stylesheet href="/a&quot;?&gt;.xsl" type="text/xsl"?>'],
  ])('%s', (href, instruction) => {
    const markup = stylesheet(href)?.markup
    expect(markup).toBe(`\n${instruction}`)
    strict(`<?xml version="1.0"?>${markup}<a/>`)
  })

  it.each([undefined, ''])('is left out where there is none: %j', (href) => {
    expect(stylesheet(href)).toBeUndefined()
  })
})
