// Characters that no document of ours may hold, whoever wrote them.

// Char of XML 1.0 §2.2, the other way round. Lone surrogates stand apart: only the flag u tells
// them from pairs.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu

// Without the flag u, and so with whole pairs too: most texts hold none, and a look without the
// flag is the cheaper one (npm run bench).
const SUSPECT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/

/**
 * The text without the characters that XML 1.0 §2.2 forbids and without lone surrogates: one of
 * them, and a strict parser rejects the whole document.
 */
export function allowed(text: string): string {
  return SUSPECT.test(text) ? text.replace(FORBIDDEN, '') : text
}
