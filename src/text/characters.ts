// Characters that no document of ours may hold, whoever wrote them.

/**
 * Char of XML 1.0 §2.2, the other way round, as inside of a character class. Lone surrogates stand
 * apart: only the flag u tells them from pairs.
 */
export const FORBIDDEN = '\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\ufffe\\uffff'

const REMOVED = new RegExp(`[${FORBIDDEN}]|\\p{Surrogate}`, 'gu')

// Without the flag u, and so with whole pairs too: most texts hold none, and a look without the
// flag is the cheaper one (npm run bench).
const SUSPECT = new RegExp(`[${FORBIDDEN}\\ud800-\\udfff]`)

/** `U+0008` */
export function codePoint(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}

/**
 * The text without the characters that XML 1.0 §2.2 forbids and without lone surrogates: one of
 * them, and a strict parser rejects the whole document.
 */
export function allowed(text: string): string {
  return SUSPECT.test(text) ? text.replace(REMOVED, '') : text
}
