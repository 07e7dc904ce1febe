// The judge of every ninjs document that a test makes: the schema of the IPTC.

import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { readFileSync } from 'node:fs'
import path from 'node:path'

const file = path.resolve(import.meta.dirname, 'iptc/ninjs-schema_3.1.json')

// Its keywords stand beside $ref, and among its definitions is one that is none.
const ajv = new Ajv2020({ strict: false, allErrors: true })
formats.default(ajv)
// It refers to the schema of places, which we have none of.
ajv.addSchema({ $id: 'https://geojson.org/schema/GeoJSON.json#', type: 'object' })
const isNinjs = ajv.compile(JSON.parse(readFileSync(file, 'utf8')))

/** What the schema has against a document; nothing where it is ninjs 3.1. */
export function faultsOf(document: string): string[] {
  isNinjs(JSON.parse(document))
  return (isNinjs.errors ?? []).map(
    ({ instancePath, message }) => `${instancePath} ${message ?? ''}`,
  )
}
