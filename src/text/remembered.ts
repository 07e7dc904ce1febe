// Answers that are asked for with every article, and are the same for the few languages of a newsroom
// or for the tags that it uses most.

// So many that no newsroom's are forgotten, so few that a sender of strange ones fills no memory.
const LANGUAGES = 100

/**
 * The same function, which works out no answer that it still knows. All is forgotten after so
 * many answers.
 *
 * @param answer pure: of a text, always the same
 */
export function remembered<T>(
  answer: (of: string) => T,
  most: number = LANGUAGES,
): (of: string) => T {
  const known = new Map<string, T>()
  return (of) => {
    const found = known.get(of)
    if (found !== undefined) return found
    if (known.size >= most) known.clear()
    const worked = answer(of)
    known.set(of, worked)
    return worked
  }
}
