// What a parser of XML stumbles over, as reasons with their places.

/** Why a document is not well-formed, or is not read on. */
export type XmlStumble =
  | { reason: 'ampersand' | 'outside' | 'late-declaration' | 'reference' | 'too-deep' | 'too-many' }
  | { reason: 'entity' | 'external-entity' | 'unclosed' | 'prefix' | 'attribute'; name: string }
  | { reason: 'closing-tag'; name: string; open: string | undefined }
  | { reason: 'other'; parser: string }

/** Of a reference that is written as one should be but means a character that may not be. */
export function codeOf(reference: string): number | undefined {
  const [, hexadecimal, decimal] = /^&#(?:x([0-9a-f]+)|([0-9]+));$/i.exec(reference) ?? []
  const code = hexadecimal ? Number.parseInt(hexadecimal, 16) : Number(decimal)
  return Number.isNaN(code) || code > 0x10ffff ? undefined : code
}

/** What the parser says, as a reason with its place. */
export function stumbleOf(
  message: string,
  text: string,
  end: number,
  closed: string | undefined,
): { offset: number; stumble: XmlStumble } {
  const said = message.replace(/^(?:\d+:\d+: )/, '')
  const named =
    /^(unmatched closing tag|unclosed tag|unbound namespace prefix|duplicate attribute): "?(.*?)"?\.?$/.exec(
      said,
    )
  const [, what, name = ''] = named ?? []
  const before = (character: string) => Math.max(0, text.lastIndexOf(character, end - 1))
  if (said === 'undefined entity.') {
    const offset = before('&')
    return { offset, stumble: { reason: 'entity', name: text.slice(offset, end) } }
  }
  const raw = text.indexOf('&', text.lastIndexOf(';', end - 2) + 1)
  const isRaw = raw >= 0 && raw < end && !/^&#?\w+;/.test(text.slice(raw, end))
  if (/entity name|unexpected end|unclosed tag/.test(said) && isRaw) {
    return { offset: raw, stumble: { reason: 'ampersand' } }
  }
  if (what === 'unmatched closing tag' || said === 'unexpected close tag.') {
    const offset = before('<')
    const tag = text.slice(offset, end).replace(/^<\/|\s*>$/g, '')
    const open = what === undefined ? closed : undefined
    return { offset, stumble: { reason: 'closing-tag', name: tag, open } }
  }
  if (what === 'unclosed tag') return { offset: end, stumble: { reason: 'unclosed', name } }
  if (what === 'unbound namespace prefix') {
    return { offset: before('<'), stumble: { reason: 'prefix', name } }
  }
  if (what === 'duplicate attribute') {
    return { offset: before('<'), stumble: { reason: 'attribute', name } }
  }
  if (said.startsWith('malformed character entity')) {
    return { offset: before('&'), stumble: { reason: 'reference' } }
  }
  const offset = Math.max(0, end - 1)
  if (said.startsWith('documents may contain only one root')) {
    return { offset: before('<'), stumble: { reason: 'outside' } }
  }
  if (said.startsWith('text data outside')) {
    const from = text.lastIndexOf('>', offset - 1) + 1
    const spaces = /^\s*/.exec(text.slice(from, end))?.[0].length ?? 0
    return { offset: from + spaces, stumble: { reason: 'outside' } }
  }
  if (/XML declaration must (?:be at|appear at)/.test(said)) {
    return { offset: before('<'), stumble: { reason: 'late-declaration' } }
  }
  return { offset, stumble: { reason: 'other', parser: said } }
}
