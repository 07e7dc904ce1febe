// People of a feed: what they are called, and where they can be written to.

import type { Author } from 'feed'
import { nonblank } from './item.ts'

/** What a person is called: by name, else by e-mail address. */
export function nameOf({ name, email }: Author): string | undefined {
  return nonblank(name) ?? nonblank(email)
}

const ADDR_SPEC = /^[!#-'*+\-./0-9=?A-Z^-~]+@[A-Za-z0-9.-]+$/

/** A person's e-mail address, where it is one (RFC 4287 §3.2.3, RSS 2.0 `author`). */
export function emailOf({ email }: Author): string | undefined {
  return email && ADDR_SPEC.test(email) ? email : undefined
}
