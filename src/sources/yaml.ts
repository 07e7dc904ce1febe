// YAML as editors write it: every value is the text that stands there, and every key knows its
// line. `title: 2030` is a title, `tags: [no, 5G]` are two tags.

import {
  type Document,
  type ErrorCode,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  visit,
} from 'yaml'
import type { Issue } from '../article/issues.ts'
import { inBrief } from '../text/quoted.ts'
import { SourceError, type SourceIssue } from './source-error.ts'

// The mistake that headlines invite.
const IN_OTHER_WORDS: Partial<Record<ErrorCode, string>> = {
  BLOCK_AS_IMPLICIT_KEY:
    "a text that holds a colon and a space stands in quotes: title: 'One: two'",
}

// Of what the parser says of a mistake, which may have all of a line in it.
const LONGEST = 200

/** YAML that was read. */
export interface Yaml {
  /** Maps, lists and texts; what was left empty is not there. */
  values: Record<string, unknown>
  /** Line of the key at a path, or of the nearest one above it that is there. */
  lineOf: (path: Issue['path']) => number
}

/**
 * Reads a YAML map.
 *
 * @param firstLine line of the file on which the text begins
 * @throws {SourceError} with the line, when it is not YAML or not a map
 */
export function readYaml(text: string, firstLine = 1): Yaml {
  const { document, lines } = parsed(text)
  const lineAt = (offset: number) => lines.linePos(offset).line + firstLine - 1
  const refuse = (line: number, message: string) => new SourceError([{ line, key: '', message }])
  // Of a tag, `!so`, there is a warning only, and `title: !so it is` would lose it.
  const [first] = [...document.errors, ...document.warnings]
  if (first) {
    const message = IN_OTHER_WORDS[first.code] ?? `not YAML: ${inBrief(first.message, LONGEST)}`
    throw refuse(lineAt(first.pos[0]), message)
  }
  const misreading = misreadingOf(document)
  if (misreading) throw refuse(lineAt(startOf(misreading.node)), misreading.message)
  const values: unknown = withoutEmpty(toValues(document, firstLine))
  if (values !== undefined && !isRecord(values)) {
    throw refuse(firstLine, 'expected lines of `key: value`')
  }
  return { values: values ?? {}, lineOf: (path) => lineIn(text, path) + firstLine - 1 }
}

function parsed(text: string): { document: Document; lines: LineCounter } {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    schema: 'failsafe',
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
  })
  return { document, lines }
}

// Of thousands of files few have a line that anybody asks for. To keep every document until then
// would take a hundred times the memory of its text.
function lineIn(text: string, path: Issue['path']): number {
  const { document, lines } = parsed(text)
  return lines.linePos(offsetOf(document, path)).line
}

/** The issues of a schema, with the lines of their keys, from the first line to the last. */
export function located(issues: Issue[], lineOf: Yaml['lineOf']): SourceIssue[] {
  return issues
    .map(({ path, message }) => ({ line: lineOf(path), key: path.join('.'), message }))
    .sort((one, other) => one.line - other.line)
}

function toValues(document: Document, firstLine: number): unknown {
  try {
    return document.toJS()
  } catch (error) {
    // Aliases that would grow into more than memory holds.
    const message = error instanceof Error ? error.message : String(error)
    throw new SourceError([{ line: firstLine, key: '', message: `not YAML: ${message}` }])
  }
}

interface Misreading {
  node: Node
  message: string
}

/** The first text that YAML takes for something else, because it stands in no quotes. */
function misreadingOf(document: Document): Misreading | undefined {
  const anchors = new Set<string>()
  let found: Misreading | undefined
  visit(document, (_, node, above) => {
    if (isAlias(node)) {
      const isInside = above.some((each) => isCollection(each) && each.anchor === node.source)
      if (isInside) found = { node, message: ENDLESS }
      else if (!anchors.has(node.source)) found = { node, message: STARRED }
    }
    if (isScalar(node) && isCutShort(node)) found = { node, message: HASHED }
    if (isScalar(node) || isCollection(node)) anchors.add(node.anchor ?? '')
    return found && visit.BREAK
  })
  return found
}

const STARRED = "* repeats what & named, and nothing is: a text stands in quotes: title: '*one'"
const ENDLESS = 'not YAML: * repeats what it stands in, without an end'
const HASHED = "# begins a comment: a text that holds one stands in quotes: title: '#one'"

// `title: Reading with #one` would lose its end without a word. A comment that is meant has a
// space after its sign.
function isCutShort({ type, comment }: Scalar): boolean {
  return type === 'PLAIN' && /^\S/.test(comment ?? '')
}

// `hub:` with nothing after it says the same as no such line.
function withoutEmpty(value: unknown): unknown {
  if (value === '' || value === null) return undefined
  if (Array.isArray(value)) return value.map(withoutEmpty).filter(isThere)
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, each]) => [key, withoutEmpty(each)] as const)
      .filter(([, each]) => isThere(each)),
  )
}

function isThere(value: unknown): boolean {
  return value !== undefined
}

/** Whether a value is a map. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function offsetOf({ contents }: Document, path: Issue['path']): number {
  let node: unknown = contents
  let offset = startOf(contents)
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === step)
      if (!pair) return offset
      offset = startOf(pair.key) || offset
      node = pair.value
    } else if (isCollection(node)) {
      node = node.items.filter((item) => !isEmpty(item))[Number(step)]
      offset = startOf(node) || offset
    } else return offset
  }
  return offset
}

function isEmpty(node: unknown): boolean {
  return isScalar(node) && (node.value === '' || node.value === null)
}

function startOf(node: unknown): number {
  return isNode(node) ? ((node as Node).range?.[0] ?? 0) : 0
}
