// JSON with the place of everything in it.

import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import { type Position, positions } from '../text/position.ts'
import type { Mistyped, Value } from './feed.ts'
import { type Finding, finding, type Stumble } from './finding.ts'
import { Forbidden } from './forbidden.ts'

/** An object of JSON. */
export interface JsonObject {
  at: Position
  members: Map<string, { at: Position; node: Node }>
  place: (node: Node) => Position
  /** Of objects below it. */
  object: (node: Node) => JsonObject | undefined
}

export interface JsonDocument {
  /** None where the document is no JSON, or no object. */
  root?: JsonObject
  findings: Finding[]
}

/** Reads JSON (RFC 8259). Only the first place that is wrong is reported. */
export function readJson(text: string): JsonDocument {
  const at = positions(text)
  const errors: ParseError[] = []
  let tree: Node | undefined
  try {
    tree = parseTree(text, errors, { disallowComments: true })
  } catch (error) {
    // This parser calls itself for each level.
    if (!(error instanceof RangeError)) throw error
    return { findings: [finding('not-well-formed', at(0), { reason: 'too-deep' })] }
  }
  if (!isJson(text)) {
    const [first] = errors
    const stumble: Stumble = { reason: 'json', expected: first ? expected(first) : 'json' }
    return { findings: [finding('not-well-formed', at(first?.offset ?? 0), stumble)] }
  }
  const object = (node: Node): JsonObject | undefined => {
    if (node.type !== 'object') return undefined
    const members = new Map<string, { at: Position; node: Node }>()
    for (const property of node.children ?? []) {
      const [name, value] = property.children ?? []
      if (name && value) members.set(String(name.value), { at: at(name.offset), node: value })
    }
    return { at: at(node.offset), members, place: ({ offset }) => at(offset), object }
  }
  return { root: tree && object(tree), findings: tree ? forbiddenIn(tree, at) : [] }
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

// By what the parser calls them.
const EXPECTED: Record<string, (Stumble & { reason: 'json' })['expected']> = {
  CommaExpected: 'comma',
  ValueExpected: 'value',
  PropertyNameExpected: 'name',
  ColonExpected: 'colon',
  CloseBraceExpected: 'end',
  CloseBracketExpected: 'end',
  UnexpectedEndOfString: 'string',
  InvalidUnicode: 'string',
  InvalidEscapeCharacter: 'string',
  InvalidCharacter: 'string',
}

function expected({ error }: ParseError) {
  return EXPECTED[printParseErrorCode(error)] ?? 'json'
}

function forbiddenIn(tree: Node, at: (offset: number) => Position): Finding[] {
  const forbidden = new Forbidden()
  const left: Node[] = [tree]
  for (let node = left.pop(); node; node = left.pop()) {
    const { offset } = node
    if (node.type === 'string') forbidden.replaced(String(node.value), () => at(offset))
    for (const child of (node.children ?? []).toReversed()) left.push(child)
  }
  return forbidden.findings
}

/** A member that is a text with something in it; numbers too where they may stand for one. */
export function textMember(
  object: JsonObject,
  name: string,
  numbers: 'numbers' | 'no numbers' = 'no numbers',
): Value | undefined {
  const member = object.members.get(name)
  const value: unknown = member?.node.value
  const isText = typeof value === 'string' || (numbers === 'numbers' && typeof value === 'number')
  if (!member || !isText || String(value).trim() === '') return undefined
  return { name, value: String(value), at: member.at }
}

/** The objects of a member that is an array; a single object counts as one. */
export function objectsOf(object: JsonObject, name: string): JsonObject[] {
  const node = object.members.get(name)?.node
  const nodes = node?.type === 'array' ? (node.children ?? []) : node ? [node] : []
  return nodes.flatMap((each) => object.object(each) ?? [])
}

const ELEMENTS: Partial<Record<Mistyped['expected'], string>> = {
  strings: 'string',
  objects: 'object',
}

/** The members that are not of these types; of an array, the first one in it that is not. */
export function mistyped(
  object: JsonObject,
  types: Record<string, Mistyped['expected']>,
): Mistyped[] {
  return Object.entries(types).flatMap(([name, expected]) => {
    const member = object.members.get(name)
    if (!member) return []
    const { at, node } = member
    const wanted = ELEMENTS[expected]
    if (node.type !== (wanted ? 'array' : expected)) {
      return [{ name, at, expected, found: node.type, count: 1 }]
    }
    const wrong = wanted ? (node.children ?? []).filter(({ type }) => type !== wanted) : []
    const [first] = wrong
    if (!first) return []
    return [{ name, at: object.place(first), expected, found: first.type, count: wrong.length }]
  })
}

/** Whether a member is an array. */
export function hasArray(object: JsonObject, name: string): boolean {
  return object.members.get(name)?.node.type === 'array'
}
