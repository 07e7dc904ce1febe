// Telling a page from the feeds and texts that it is mistaken for.

const BEGINNING = 2000

/** Whether a text is an HTML page, with or without an XML declaration, as XHTML has it. */
export function isPage(text: string): boolean {
  return /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)?<(?:!doctype html|html)\b/i.test(
    text.slice(0, BEGINNING),
  )
}
