// JSON from outside: where it is broken, and members of the type that they should be.

import { type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import { positions } from '../text/position.ts'
import { SourceError } from './source-error.ts'
import { isRecord } from './yaml.ts'

type Values = Record<string, unknown>

/**
 * The value of a JSON text (RFC 8259).
 *
 * @throws {SourceError} with the line where it is no JSON
 */
export function readJsonText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw faultOf(text)
  }
}

function faultOf(text: string): SourceError {
  const errors: ParseError[] = []
  try {
    parseTree(text, errors, { disallowComments: true })
  } catch {
    // This parser calls itself for each level.
    return new SourceError([{ line: 1, key: '', message: 'nested too deeply to be read' }])
  }
  const [first] = errors
  const offset = first?.offset ?? 0
  const what = first ? printParseErrorCode(first.error) : 'InvalidCharacter'
  const isEnd = text.slice(offset).trim() === ''
  const message = isEnd
    ? 'not JSON: it is cut short'
    : `not JSON: ${EXPECTED[what] ?? 'this character may not stand here'}`
  return new SourceError([{ line: positions(text)(offset).line, key: '', message }])
}

// By what the parser calls them.
const EXPECTED: Record<string, string> = {
  CommaExpected: 'a comma is missing',
  ValueExpected: 'a value is missing',
  PropertyNameExpected: 'the name of a member is missing',
  ColonExpected: 'a colon is missing',
  UnexpectedEndOfString: 'a text is not closed',
  EndOfFileExpected: 'something stands after its end',
}

/** A member that is a text with something in it. */
export function textMember(values: Values, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

/** A member that is a number. */
export function numberMember(values: Values, name: string): number | undefined {
  const value = values[name]
  return typeof value === 'number' ? value : undefined
}

/** The objects of a member that is a list; a single object counts as one. */
export function objectMembers(values: Values, name: string): Values[] {
  return listOf(values[name]).filter(isRecord)
}

/** The texts of a member that is a list; a single text counts as one. */
export function textMembers(values: Values, name: string): string[] {
  return listOf(values[name]).filter(
    (each): each is string => typeof each === 'string' && each.trim() !== '',
  )
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value]
}

/** Which of these members are there and are of another type than is said: `title` of `{ title: 'string' }`. */
export function mistypedMembers(values: Values, types: Record<string, string>): string[] {
  return Object.entries(types).flatMap(([name, type]) => {
    const value = values[name]
    const found = Array.isArray(value) ? 'list' : typeof value
    return value === undefined || value === null || type.split(' ').includes(found) ? [] : [name]
  })
}
