// What a document says it was made by.

import { type Xml, xml } from './xml.ts'

/** The name this program goes by in documents, unless another is given or none is wanted. */
const GENERATOR = 'Khulasa'

/** RSS 2.0 `generator` and RFC 4287 §4.2.4, which are written alike; `false`: none is wanted. */
export function generator(given: string | false | undefined): Xml | undefined {
  return given === false ? undefined : xml`\n<generator>${given ?? GENERATOR}</generator>`
}
