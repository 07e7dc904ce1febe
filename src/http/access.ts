// Access: what a token may do, and who a request is from.

/** `publish` changes what is published, `changes` reads what has changed, `admin` does everything. */
export const SCOPES = ['publish', 'changes', 'admin'] as const

export type Scope = (typeof SCOPES)[number]

/** Who makes a request to the API, and what they may do. */
export interface Access {
  /** The name of a token, or PUBLISH_TOKEN; it stands in the audit record. */
  actor: string
  scopes: readonly string[]
}

export function may({ scopes }: Access, scope: Scope): boolean {
  return scopes.includes(scope) || scopes.includes('admin')
}
