// What articles that come from WordPress say of where they come from.

/** Their `origin`. */
export const WORDPRESS = 'wordpress'
