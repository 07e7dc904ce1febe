// What is refused because an article is killed: nothing brings it back but an explicit word.

/** Articles that are killed, and stay so. */
export class KilledError extends Error {
  override name = 'KilledError'
  readonly killed: { id: string; reason: string }[]

  constructor(killed: { id: string; reason: string | null }[]) {
    super(killed.map(({ id }) => `${id} is killed`).join('; '))
    this.killed = killed.map(({ id, reason }) => ({ id, reason: reason ?? '' }))
  }
}
