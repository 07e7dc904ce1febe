// Members of JSON objects that stand twice: of those every parser takes another (RFC 8259 §4).

import { type JSONPath, visit } from 'jsonc-parser'

/**
 * The path to the first member of a JSON text whose key stands twice in its object; `undefined` where
 * there is none, or where the text is no JSON or nested too deeply to be looked into.
 */
export function repeatedKey(json: string): JSONPath | undefined {
  const open: Set<string>[] = []
  let found: JSONPath | undefined
  let isJson = true
  const visitor: Parameters<typeof visit>[1] = {
    onObjectBegin: () => {
      open.push(new Set())
    },
    onObjectProperty: (key, _offset, _length, _line, _character, pathOfObject) => {
      const keys = open.at(-1)
      if (!found && keys?.has(key)) found = [...pathOfObject(), key]
      keys?.add(key)
    },
    onObjectEnd: () => {
      open.pop()
    },
    onError: () => {
      isJson = false
    },
  }
  try {
    visit(json, visitor, { disallowComments: true })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return undefined
  }
  return isJson ? found : undefined
}
