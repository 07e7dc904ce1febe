// Which of several media types a client would rather have (RFC 9110 §12.5.1).

import { type Accept, parseAccept } from 'hono/utils/accept'

/**
 * The type that a client likes best; of those it likes as well, the one that it names first, else
 * the one that stands first. `undefined` where it accepts none of them, or says nothing.
 *
 * @param accept the value of `Accept`
 * @example preferredType('text/*;q=0.5, text/html', ['text/plain', 'text/html']) // 'text/html'
 */
export function preferredType<T extends string>(
  accept: string | undefined,
  types: readonly T[],
): T | undefined {
  const ranges = parseAccept(accept ?? '')
  const [best] = types
    .flatMap((type) => {
      const range = mostSpecific(ranges, type)
      return range && range.q > 0 ? [{ type, q: range.q, place: ranges.indexOf(range) }] : []
    })
    .sort((a, b) => b.q - a.q || a.place - b.place)
  return best?.type
}

/** Only the most specific of the ranges that a type is in counts for it. */
function mostSpecific(ranges: Accept[], type: string): Accept | undefined {
  const [main] = type.split('/')
  return [type, `${main}/*`, '*/*']
    .map((wanted) => ranges.find((range) => range.type.toLowerCase() === wanted))
    .find((range) => range !== undefined)
}
