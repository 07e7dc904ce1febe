// Texts that break feeds.

import fc from 'fast-check'

/** Each with a name, since most cannot be seen, and what may be left of it. */
export const HARD_TEXTS: [name: string, text: string, left: string][] = [
  [']]> twice', 'أ ]]> ب ]]> ج', 'أ ]]> ب ]]> ج'],
  ['U+0000 to U+001F', `أ${controls()}ب`, 'أ\t\n\rب'],
  ['U+FFFE and U+FFFF', 'أ\ufffeب\uffffج', 'أبج'],
  ['lone surrogates', 'أ\ud83dب\ude00ج', 'أبج'],
  ['a pair of surrogates', 'أ 😀 ب', 'أ 😀 ب'],
  ['<script>', '<script>alert("أ" && \'ب\')</script>', '<script>alert("أ" && \'ب\')</script>'],
  ['markup in Arabic', 'أ ‹ ب <b>', 'أ ‹ ب <b>'],
  ['character references', 'أ &amp; ب &#1575; &', 'أ &amp; ب &#1575; &'],
  ['line ends', 'أ\r\nب\rج\nد', 'أ\r\nب\rج\nد'],
  ['a comment and an instruction', 'أ <!-- ب --> <?php ج ?>', 'أ <!-- ب --> <?php ج ?>'],
]

function controls(): string {
  return Array.from({ length: 0x20 }, (_, code) => String.fromCharCode(code)).join('')
}

/** Any string whatever, most of them made of what breaks feeds. */
export const anyText = fc.oneof(
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  {
    weight: 3,
    arbitrary: fc
      .array(
        fc.oneof(
          fc.constantFrom(...HARD_TEXTS.map(([, text]) => text)),
          fc.constantFrom('5G', 'قمة', ' ', '\t', '"', '\u200f', '\u200e', '\u2028', '\ufeff', '«'),
          fc.nat(0xffff).map((unit) => String.fromCharCode(unit)),
        ),
        { maxLength: 6 },
      )
      .map((parts) => parts.join('')),
  },
)
