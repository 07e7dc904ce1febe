// Members of JSON objects that stand twice: of those every parser takes another (RFC 8259 §4).

/** An object or a list that is open. */
interface Open {
  /** The keys that an object has had; nothing of a list. */
  keys: Set<string> | undefined
  /** The key or the index that is being read. */
  step: string | number
}

/**
 * The path to the first member of a JSON text whose key stands twice in its object; `undefined` where
 * there is none, or where the text is no JSON. It looks at no character of a text inside it.
 */
export function repeatedKey(json: string): (string | number)[] | undefined {
  const open: Open[] = []
  for (let at = 0; at < json.length; at += 1) {
    const character = json[at]
    const inside = open.at(-1)
    if (character === '{') open.push({ keys: new Set(), step: '' })
    else if (character === '[') open.push({ keys: undefined, step: 0 })
    else if (character === '}' || character === ']') open.pop()
    else if (character === ',' && typeof inside?.step === 'number') inside.step += 1
    else if (character === '"') {
      const end = endOfText(json, at)
      if (end === undefined) return undefined
      if (inside?.keys && isKey(json, end + 1)) {
        const key = keyOf(json.slice(at, end + 1))
        if (key === undefined) return undefined
        inside.step = key
        if (inside.keys.has(key)) return open.map(({ step }) => step)
        inside.keys.add(key)
      }
      at = end
    }
  }
  return undefined
}

/** Where the quotation mark is that closes a text. */
function endOfText(json: string, start: number): number | undefined {
  for (let end = json.indexOf('"', start + 1); end !== -1; end = json.indexOf('"', end + 1)) {
    let first = end
    while (json[first - 1] === '\\') first -= 1
    if ((end - first) % 2 === 0) return end
  }
  return undefined
}

function isKey(json: string, after: number): boolean {
  let at = after
  while (' \t\n\r'.includes(json[at] ?? ':')) at += 1
  return json[at] === ':'
}

function keyOf(text: string): string | undefined {
  if (!text.includes('\\')) return text.slice(1, -1)
  try {
    return String(JSON.parse(text))
  } catch {
    return undefined
  }
}
