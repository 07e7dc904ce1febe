// HTML that means harm, and a judge of what is left of it.

import fc from 'fast-check'

/**
 * What acts in HTML, of which there should be nothing. The platform's own parser judges: it reads
 * tags as the HTML standard does.
 */
export async function judged(html: string): Promise<string[]> {
  const faults: string[] = []
  const rewriter = new HTMLRewriter().on('*', {
    element({ tagName, attributes }) {
      if (FORBIDDEN.has(tagName)) faults.push(`<${tagName}>`)
      for (const [name = '', value = ''] of attributes) {
        if (/^(on|style$|srcdoc$|action$|formaction$)/i.test(name)) faults.push(name)
        const isAddress = /^(href|src|poster|cite)$/i.test(name)
        if (isAddress && !/^(https?:\/\/|mailto:|tel:)/.test(value)) faults.push(value)
        if (name === 'src' && tagName === 'iframe') faults.push(...foreign(value))
      }
    },
  })
  await rewriter.transform(new Response(html)).text()
  return faults
}

const FORBIDDEN = new Set(
  'script style form input button object embed base meta link svg math frame applet'.split(' '),
)

function foreign(address: string): string[] {
  return /^https?:\/\/(www\.youtube\.com|player\.vimeo\.com)(:\d+)?\//.test(address)
    ? []
    : [address]
}

const piece = fc.constantFrom(
  ...(
    '<|</|>|/>|<!--|-->|<![CDATA[|]]>|<script>|</script>|<svg>|</svg>|<math>|<style>|</style>|<p |' +
    '<a |<img |<iframe |<bdo |<video |<template>|<noscript>|</noscript>|<title>|</title>|<form>|' +
    '<textarea>|</textarea>|<plaintext>|<xmp>|onclick=|onerror=|href=|src=|srcdoc=|style=|dir=|' +
    'poster=|cite=|javascript:|java&Tab;script:|&#106;avascript:|data:text/html,|vbscript:|' +
    'https://www.youtube.com/|//evil.example|alert(1)|"|\'|`|=|/| |\t|\n|\u0000|&|&lt;|&quot;|&#0;|' +
    'خبر|a|\u200f|\ud800|\\'
  ).split('|'),
)
/** Pieces of attacks in any order, and any text. */
export const hostileHtml = fc.oneof(
  { weight: 6, arbitrary: fc.array(piece, { maxLength: 30 }).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
)
