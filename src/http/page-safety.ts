// What keeps pages safe: hono/secure-headers, with what ours load and who may frame them.

import { secureHeaders } from 'hono/secure-headers'

const CONTENT_SECURITY_POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  manifestSrc: ["'self'"],
  // Pictures, sounds and films of articles are where the newsroom has them.
  imgSrc: ["'self'", 'https:'],
  mediaSrc: ['https:'],
  baseUri: ["'none'"],
  formAction: ["'self'"],
}

// Feeds are for everybody, from any page.
const crossOriginResourcePolicy = 'cross-origin'

/** For what nobody puts into a page. */
export const guarded = secureHeaders({
  crossOriginResourcePolicy,
  contentSecurityPolicy: { ...CONTENT_SECURITY_POLICY, frameAncestors: ["'none'"] },
})

/** For what others may put into their pages. */
export const framed = secureHeaders({
  crossOriginResourcePolicy,
  xFrameOptions: false,
  contentSecurityPolicy: { ...CONTENT_SECURITY_POLICY, frameAncestors: ['*'] },
})
