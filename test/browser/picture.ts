// docs/readers.png: the same headlines in a feed reader, by `feed` and by Khulasa. Static HTML; the
// browser finds the direction of each headline, as it does in the readers.

import type { Browser } from 'playwright-core'
import { type Xml, xml } from '../../src/feed/xml.ts'
import type { Verdict } from './verdict.ts'
import type { Writer } from './writers.ts'

/** A headline as the reader got it, and how it reads. */
export interface Line {
  title: string
  verdict: Verdict
}

const STYLE = `
  * { box-sizing: border-box; margin: 0 }
  body { width: 1200px; padding: 38px 48px 0; background: #f3f1ec; color: #22262b }
  body { font: 16px/1.45 'Noto Sans', sans-serif }
  h1 { font-size: 27px; font-weight: 600; letter-spacing: -0.01em }
  header p { margin-top: 6px; color: #5d646d; font-size: 15.5px }
  main { display: grid; grid-template-columns: 1fr 1fr; gap: 28px; margin-top: 24px }
  article { background: #fff; border-radius: 12px; overflow: hidden; border: 1px solid #e0dcd3 }
  h2 { display: flex; justify-content: space-between; align-items: baseline; padding: 13px 20px }
  h2 { font-size: 17px; font-weight: 600; border-bottom: 1px solid #e0dcd3; background: #faf9f6 }
  h2 span { font-weight: 400; font-size: 14.5px; color: #5d646d }
  ul { list-style: none; padding: 0 }
  li { display: grid; grid-template-columns: 30px 1fr; align-items: center; min-height: 63px }
  li { padding: 6px 20px 6px 14px; border-top: 1px solid #efece5 }
  li:first-child { border-top: 0 }
  li.wrong { background: #fdf0ec }
  i { font-style: normal; font-size: 17px; color: #2f7d4f }
  .wrong i, footer i { color: #c23b22 }
  q { quotes: none; display: block; font: 600 21px/1.6 'Noto Sans Arabic', 'Noto Sans' }
  b { font-weight: inherit; color: #1f5fb4 }
  footer { margin-top: 18px; color: #5d646d; font-size: 14.5px }
  footer i { font-size: inherit }
`

// CSS pixels.
const SIZE = { width: 1200, height: 700 }

/** A picture (PNG) of two lists. */
export async function picture(
  browser: Browser,
  lines: Pick<Record<Writer, Line[]>, 'feed' | 'khulasa'>,
): Promise<Buffer> {
  const tab = await browser.newPage({ viewport: SIZE, deviceScaleFactor: 2 })
  try {
    await tab.setContent(page(lines))
    return await tab.screenshot()
  } finally {
    await tab.close()
  }
}

function page({ feed, khulasa }: Pick<Record<Writer, Line[]>, 'feed' | 'khulasa'>): string {
  return xml`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<style>${STYLE}</style>
<body>
<header>
<h1>The same headlines, in the same feed reader</h1>
<p>It shows each title in the direction of its first letter, as most do. What is <b>blue</b> comes first: at the right
in Arabic and Hebrew, at the left in French.</p>
</header>
<main>
${list('Written by feed', feed)}
${list('Written by Khulasa', khulasa)}
</main>
<footer><i>✗</i> words in the wrong order, and at the wrong side. Khulasa puts one invisible mark before the titles
that need it, and none before the others.</footer>
</body>
</html>`.markup
}

function list(name: string, lines: Line[]): Xml {
  const right = lines.filter(({ verdict }) => verdict === 'right').length
  return xml`<article>
<h2>${name}<span>${right} of ${lines.length} read as written</span></h2>
<ul>${lines.map(item)}</ul>
</article>`
}

function item({ title, verdict }: Line): Xml {
  // `iPhone 18:` stands together, whichever way the rest runs.
  const [first = ''] = /^\S+(?: \d+\S*)?/.exec(title) ?? []
  const rest = title.slice(first.length)
  const right = verdict === 'right'
  return xml`<li class="${right ? 'right' : 'wrong'}"><i>${right ? '✓' : '✗'}</i>
<q dir="auto"><b>${first}</b>${rest}</q></li>`
}
