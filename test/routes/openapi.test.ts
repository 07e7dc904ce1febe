import { describe, expect, it } from 'vitest'
import { publishing } from '../../src/routes/publishing.ts'
import { openNewsroom } from '../newsroom.ts'

interface Operation {
  summary: string
  security: unknown
  parameters?: { name: string; in: string; required?: boolean; schema: object }[]
  requestBody?: { required: boolean; content: Record<string, { schema: object }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>
}

interface Description {
  openapi: string
  info: { title: string; version: string }
  servers: { url: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object>; securitySchemes: object }
}

async function described(): Promise<Description> {
  const newsroom = await openNewsroom(null)
  const response = await newsroom.get('/api/openapi.json')
  expect(response.status).toBe(200)
  expect(response.headers.get('Content-Type')).toBe('application/json')
  return response.json<Description>()
}

function operationsOf({ paths }: Description): [name: string, Operation][] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  )
}

/** Every `$ref` in a value. */
function references(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inside]) =>
    key === '$ref' ? [String(inside)] : references(inside),
  )
}

const OF_EVERY_REQUEST = ['401', '403', '429']
const OF_A_BODY = ['400', ...OF_EVERY_REQUEST, '413', '415', '422']

const RESPONSES: Record<string, string[]> = {
  'GET /changes': ['200', '304', '401', '403', '409', '422', '429'],
  'GET /publication': ['200', '409', ...OF_EVERY_REQUEST],
  'PUT /publication': ['200', '409', ...OF_A_BODY],
  'GET /articles': ['200', ...OF_EVERY_REQUEST, '422'],
  'POST /articles': ['200', '409', ...OF_A_BODY],
  'GET /articles/{id}': ['200', '404', ...OF_EVERY_REQUEST, '422'],
  'PUT /articles/{id}': ['200', '201', '409', '412', ...OF_A_BODY],
  'PUT /articles/{id}/status': ['200', '404', '409', '412', ...OF_A_BODY],
  'DELETE /articles/{id}': ['204', '400', '404', '409', '412', ...OF_EVERY_REQUEST, '422'],
  'POST /reprocess': ['200', '409', ...OF_EVERY_REQUEST],
  'GET /tokens': ['200', ...OF_EVERY_REQUEST, '422'],
  'POST /tokens': ['201', '409', ...OF_A_BODY],
  'POST /tokens/{name}/rotate': ['200', '404', ...OF_A_BODY],
  'DELETE /tokens/{name}': ['204', '404', ...OF_EVERY_REQUEST, '422'],
  'GET /partners': ['200', ...OF_EVERY_REQUEST, '422'],
  'GET /partners/{id}': ['200', '404', ...OF_EVERY_REQUEST, '422'],
  'PUT /partners/{id}': ['200', '201', '409', ...OF_A_BODY],
  'DELETE /partners/{id}': ['204', '404', ...OF_EVERY_REQUEST, '422'],
  'GET /partners/{id}/keys': ['200', '404', ...OF_EVERY_REQUEST, '422'],
  'POST /partners/{id}/keys': ['201', '404', '409', ...OF_A_BODY],
  'DELETE /partners/{id}/keys/{number}': ['204', '404', ...OF_EVERY_REQUEST, '422'],
  'GET /partners/{id}/usage': ['200', '404', ...OF_EVERY_REQUEST, '422'],
  'GET /partners/{id}/articles/{article}': ['200', '404', ...OF_EVERY_REQUEST, '422'],
  'GET /store': ['200', '409', ...OF_EVERY_REQUEST, '422'],
  'POST /store': ['204', '409', ...OF_A_BODY],
  'PUT /syncs/{origin}': ['204', ...OF_A_BODY],
  'GET /audit': ['200', ...OF_EVERY_REQUEST, '422'],
}

const TYPES: Record<string, string[]> = {
  'GET /partners/{id}/usage': ['application/json', 'text/csv'],
}

const ADMIN = /tokens|partners|audit|store/

describe('/api/openapi.json', () => {
  it('is OpenAPI 3.1 of everything under /api', async () => {
    const description = await described()
    expect(description.openapi).toBe('3.1.0')
    expect(description.info).toMatchObject({ title: 'Khulasa publishing API', version: '1' })
    expect(description.servers).toEqual([{ url: '/api' }])
    const served = publishing.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`)
    const names = operationsOf(description).map(([name]) => name)
    expect(names.toSorted()).toEqual(
      [...new Set(served)].filter((name) => name !== 'GET /openapi.json').toSorted(),
    )
  })

  it('says of every operation what it takes, the token, and every answer', async () => {
    const description = await described()
    expect(description.components.securitySchemes).toEqual({
      token: { type: 'http', scheme: 'bearer' },
    })
    for (const [name, operation] of operationsOf(description)) {
      expect(operation.summary).not.toBe('')
      const reads = name === 'GET /changes' ? 'changes' : 'publish'
      const scope = ADMIN.test(name) ? 'admin' : reads
      expect([name, operation.security]).toEqual([name, [{ token: [scope] }]])
      expect([name, ...Object.keys(operation.responses).toSorted()]).toEqual([
        name,
        ...(RESPONSES[name] ?? []).toSorted(),
      ])
      for (const [status, answer] of Object.entries(operation.responses)) {
        expect(answer.description).not.toBe('')
        const types = Object.keys(answer.content ?? {})
        if (status === '204' || status === '304') expect(types).toEqual([])
        else if (status < '300') expect(types).toEqual(TYPES[name] ?? ['application/json'])
        else {
          const problem = { $ref: '#/components/schemas/Problem' }
          expect(answer.content).toEqual({ 'application/problem+json': { schema: problem } })
        }
      }
    }
  })

  it('names the parameters of every address, and bodies that are required', async () => {
    for (const [name, operation] of operationsOf(await described())) {
      const inPath = Array.from(name.matchAll(/\{(\w+)\}/g), ([, parameter]) => parameter)
      const parameters = operation.parameters ?? []
      const declared = parameters.filter((each) => each.in === 'path')
      expect(declared.map((each) => each.name)).toEqual(inPath)
      expect(declared.every(({ required }) => required)).toBe(true)
      const hasBody = /^PUT|^POST \/(articles|tokens|partners|store)/.test(name)
      expect([name, operation.requestBody?.required]).toEqual([name, hasBody || undefined])
      if (hasBody) {
        expect(Object.keys(operation.requestBody?.content ?? {})).toEqual(['application/json'])
      }
    }
  })

  it('refers to nothing that is not there, and describes every field of an article', async () => {
    const description = await described()
    const { schemas } = description.components
    for (const reference of references(description)) {
      const name = /^#\/components\/schemas\/(\w+)$/.exec(reference)?.[1] ?? reference
      expect(schemas).toHaveProperty(name)
    }
    expect(Object.keys(schemas).toSorted()).toEqual([
      'AuditEntry',
      'Change',
      'Draft',
      'DraftFields',
      'ExportedArticle',
      'ExportedFeed',
      'ExportedPublication',
      'NewPartnerKey',
      'NewToken',
      'Partner',
      'PartnerArticle',
      'PartnerFields',
      'PartnerKey',
      'PartnerUsageDay',
      'Problem',
      'Publication',
      'Result',
      'Standing',
      'StatusChange',
      'StoredPartner',
      'SyncOutcome',
      'Token',
    ])
    expect(schemas.Draft).toMatchObject({
      type: 'object',
      required: ['id', 'title', 'published', 'content'],
      additionalProperties: false,
    })
    expect(schemas.DraftFields).toMatchObject({
      required: ['title', 'published', 'content'],
      additionalProperties: false,
    })
    expect(schemas.Publication).toMatchObject({
      required: ['title', 'description', 'home', 'address', 'language'],
      additionalProperties: false,
    })
  })

  it('is for everybody to read', async () => {
    const newsroom = await openNewsroom(null)
    newsroom.bindings = { DB: newsroom.bindings.DB }
    expect((await newsroom.get('/api/openapi.json')).status).toBe(200)
  })
})
