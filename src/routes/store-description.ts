// What the API says of the store as a whole: its rows, to be kept elsewhere and put back.

import { createRoute, z } from '@hono/zod-openapi'
import { expected } from '../article/issues.ts'
import { body, bodyRefusals, json, problem, refusals, scope } from './description.ts'
import { readExportCursor } from './cursors.ts'

const security = scope('admin')

const whole = z.int(expected('a whole number')).min(0, 'cannot be negative')
const number = whole.min(1, 'is at least 1')
const moment = z.int(expected('a moment in ms since 1970'))
const text = z.string(expected('a text'))
const document = text.refine(isObject, 'is no JSON object')

const STATES = ['published', 'withheld', 'deleted', 'killed'] as const
const KINDS = ['all', 'section', 'tag', 'author', 'language'] as const

const exportedArticle = z
  .strictObject(
    {
      number,
      id: text.min(1, 'is empty'),
      state: z.enum(STATES, expected(STATES.join(', '))),
      reason: text.nullable(),
      version: number,
      visible_from: moment,
      was_public: z.int().min(0).max(1),
      public_from: moment,
      document,
      origin: text,
      digest: text,
      processing: text,
      created: number,
      change: number,
      changed: moment,
      draft: document.nullable(),
      entries: z
        .array(z.tuple([number, moment, whole, text, number, whole]))
        .openapi({ description: 'Feed, moment, rank, language, version, change of the feed' }),
      removals: z
        .array(z.tuple([number, number, moment]))
        .openapi({ description: 'Feed, change of the feed, moment' }),
    },
    expected('an article as GET /api/store gives it'),
  )
  .openapi('ExportedArticle')

const exportedFeed = z
  .strictObject(
    {
      number,
      kind: z.enum(KINDS, expected(KINDS.join(', '))),
      key: text,
      title: text,
      slug: text,
      change: whole,
      changed: moment,
      slugs: z.array(text).openapi({ description: 'Every slug that leads to it' }),
      folders: z
        .array(text)
        .openapi({ description: 'Where its documents are: by its own slug first' }),
    },
    expected('a feed as GET /api/store gives it'),
  )
  .openapi('ExportedFeed')

const exportedPublication = z
  .strictObject(
    {
      document: document.refine(isIdentified, 'has no id'),
      change: number,
      changed: moment,
      store: text.regex(/^[0-9a-f]{8}$/, 'is not the name that a store has'),
      lastChange: whole,
      articles: whole.openapi({ description: 'How many there are' }),
      feeds: number.openapi({ description: 'How many there are' }),
    },
    expected('a publication as GET /api/store gives it'),
  )
  .openapi('ExportedPublication')

const rows = {
  articles: z.array(exportedArticle).max(100, 'holds more than 100').default([]),
  feeds: z.array(exportedFeed).max(500, 'holds more than 500').default([]),
  publication: exportedPublication.optional(),
}

export const getStore = createRoute({
  method: 'get',
  path: '/store',
  summary: 'Everything that is kept, in pages: to put it into another store',
  security,
  request: {
    query: z.object({
      after: z
        .string()
        .default('')
        .refine(
          (value) => readExportCursor(value) !== undefined,
          'expected `next` of an answer, as it was',
        )
        .openapi({ description: '`next` of the page before; left out: from the beginning' }),
    }),
  },
  responses: {
    200: json(
      z.object({ ...rows, next: z.string().optional() }),
      'Of rows with one number the last one counts; the publication stands in the last page',
    ),
    ...refusals,
    409: problem('There is no publication yet'),
    422: bodyRefusals[422],
  },
})

export const postStore = createRoute({
  method: 'post',
  path: '/store',
  summary: 'Put what GET /store gave into an empty store: all feeds, all articles, the publication',
  security,
  request: {
    body: body(
      z
        .strictObject(rows, expected('an object: feeds, articles, or at last publication'))
        .refine(
          ({ articles, feeds, publication }) =>
            publication === undefined || articles.length + feeds.length === 0,
          'the publication comes alone, when all articles and feeds are there',
        ),
    ),
  },
  responses: {
    204: { description: 'They are kept; with the publication, served too' },
    409: problem('The store is not empty, or not all rows are there'),
    ...bodyRefusals,
  },
})

function isObject(written: string): boolean {
  return objectIn(written) !== undefined
}

function isIdentified(written: string): boolean {
  const { id } = objectIn(written) ?? {}
  return typeof id === 'string' && id !== ''
}

function objectIn(written: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(written)
    const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isRecord ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
