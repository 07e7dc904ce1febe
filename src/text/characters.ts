// Characters that no document of ours may hold, whoever wrote them.

// Char of XML 1.0 §2.2, the other way round. Lone surrogates stand apart: only the flag u tells
// them from pairs.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu

/**
 * The text without the characters that XML 1.0 §2.2 forbids and without lone surrogates: one of
 * them, and a strict parser rejects the whole document.
 */
export function allowed(text: string): string {
  return text.replace(FORBIDDEN, '')
}
