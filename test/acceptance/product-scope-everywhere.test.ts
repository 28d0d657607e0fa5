import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { CommandDeclaration } from '../../src/kernel/command.ts'
import { orThrow } from '../../src/kernel/result.ts'
import { roles } from '../../src/kernel/roles.ts'
import { instantOf } from '../../src/kernel/time.ts'
import type { Found } from '../../src/ledger/index.ts'
import { concernOf } from '../../src/server/commands/product-scope.ts'
import {
  demoClock,
  demoEnvironment,
  fillDemo,
  readSettings,
  type Server,
  startServer,
} from '../../src/server/index.ts'
import { sharedProcesses } from '../support/processes.ts'

// Every command of every kind, on the records of an invented maker's four months: whoever is limited
// to a product that none of them concerns gets nothing done, whatever they send.

/** An arbitrary input of a command, from the schema that its form is made from. */
const inputOf = (schema: JsonSchema, ids: readonly string[]): fc.Arbitrary<unknown> => {
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((one) => inputOf(one, ids)))
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  switch (schema.type) {
    case 'object':
      // A local time is checked by more than its schema says.
      if (schema.properties?.['zone'] !== undefined)
        return fc.constant({ at: '2026-03-02T10:00', zone: 'UTC' })
      return fc.record(
        Object.fromEntries(
          Object.entries(schema.properties ?? {}).map(([name, one]) => [name, inputOf(one, ids)]),
        ),
        { requiredKeys: [...(schema.required ?? [])] },
      )
    case 'array':
      return fc.uniqueArray(inputOf(schema.items ?? {}, ids), {
        minLength: Math.max(1, schema.minItems ?? 0),
        maxLength: Math.max(2, schema.minItems ?? 0),
      })
    case 'boolean':
      return fc.boolean()
    case 'integer':
    case 'number':
      return fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 9, 9) })
    default:
      return textOf(schema, ids)
  }
}

const textOf = ({ format, pattern }: JsonSchema, ids: readonly string[]): fc.Arbitrary<string> => {
  if (format === 'uuid') return fc.constantFrom(...ids)
  if (format === 'date') return fc.constant('2026-03-02')
  if (format === 'date-time') return fc.constantFrom('2026-03-02T10:00', '2026-03-02T10:00:00.000Z')
  if (format === 'email') return fc.constant('ada@example.org')
  if (format === 'uri') return fc.constant('https://example.org/')
  return pattern === undefined
    ? fc.constantFrom('A word.', '2.4.0', 'UTC', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N')
    : fc.stringMatching(new RegExp(pattern, 'u'))
}

const inputsOf = ({ input }: CommandDeclaration, ids: readonly string[]): fc.Arbitrary<unknown> =>
  inputOf(
    // Zod's own type of a JSON schema is wider than what is read of it here.
    z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as unknown as JsonSchema,
    ids,
  )

interface JsonSchema {
  readonly type?: string
  readonly format?: string
  readonly pattern?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
}

describe('whoever is limited to a product', () => {
  let folder: string
  let server: Server
  const concerned: Found[] = []
  /** The product of nobody else's records. */
  const own = '01900000-0000-7000-8000-00000000cafe'

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scope-'))
    const settings = { ...demoEnvironment, DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent' }
    server = orThrow(
      await startServer(orThrow(readSettings(settings)), {
        clock: demoClock(),
        ...sharedProcesses(),
      }),
    )
    orThrow(await fillDemo(server))
    const { ledger } = server.parts
    const rows = await ledger.database.reader.selectFrom('stream').select('stream').execute()
    const perKind = new Map<string, number>()
    for (const found of await ledger.loadAll(rows.map(({ stream }) => stream))) {
      const kind = ledger.kinds.get(found.kind)
      if (kind === undefined || (perKind.get(found.kind) ?? 0) >= 6) continue
      if ((await concernOf(ledger, kind, found.stream, found.state)).products.size === 0) continue
      perKind.set(found.kind, (perKind.get(found.kind) ?? 0) + 1)
      concerned.push(found)
    }
  }, 180_000)
  afterAll(async () => {
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const tries = (
    { kind, stream }: { readonly kind: string; readonly stream?: string },
    { name, signature: meaning }: CommandDeclaration,
    input: unknown,
  ) =>
    server.parts.dispatch({
      kind,
      command: name,
      ...(stream === undefined ? {} : { id: stream }),
      input,
      actor: { id: 'person:01900000-0000-7000-8000-00000000face', roles, products: [own] },
      requestId: 'property',
      ...(meaning === undefined
        ? {}
        : { signature: { name: 'Sven', at: instantOf(server.parts.clock()), meaning } }),
    })

  test('does nothing to a record of another, by any command of any kind', async () => {
    const { ledger } = server.parts
    const kinds = [...ledger.kinds.values()]
    const ids = [own, ...concerned.map(({ stream }) => stream)]
    const pairs = concerned.flatMap((found) =>
      kinds
        .filter(({ contract }) => contract.kind === found.kind)
        .flatMap(({ contract }) =>
          contract.commands
            .filter(({ internal, creates }) => internal !== true && !creates)
            .map((declaration) => ({ found, declaration })),
        ),
    )
    /** Commands whose arbitrary input was good enough to get as far as the limit. */
    const reached = new Set<string>()
    const before = new Map(concerned.map(({ stream, version }) => [stream, version]))
    for (const { found, declaration } of pairs) {
      const inputs = inputsOf(declaration, ids)
      await fc.assert(
        fc.asyncProperty(inputs, async (input) => {
          const done = await tries(found, declaration, input)
          const code = 'refused' in done ? done.code : 'done'
          if (code === 'access/product-scope') reached.add(`${found.kind} ${declaration.name}`)
          // Not to be seen under an embargo, or not an input at all: refused before.
          const before = ['access/product-scope', 'input/invalid', 'record/not-found']
          if (declaration.elsewhere === true) expect(code).not.toBe('done')
          else expect(before).toContain(code)
        }),
        { numRuns: 8 },
      )
    }
    for (const { stream, version } of await ledger.loadAll([...before.keys()]))
      expect(version).toBe(before.get(stream))
    const all = new Set(pairs.map(({ found, declaration }) => `${found.kind} ${declaration.name}`))
    expect([...all].filter((one) => !reached.has(one))).toEqual([])
    // The demo has a record of nearly every kind that concerns a product.
    expect(new Set(concerned.map((found) => found.kind)).size).toBeGreaterThan(8)
  }, 120_000)

  test('makes no record of another', async () => {
    const { ledger } = server.parts
    const ids = concerned.map(({ stream }) => stream)
    for (const kind of ledger.kinds.values())
      for (const declaration of kind.contract.commands) {
        if (!declaration.creates || declaration.internal === true) continue
        await fc.assert(
          fc.asyncProperty(inputsOf(declaration, ids), async (input) => {
            const done = await tries({ kind: kind.contract.kind }, declaration, input)
            if ('refused' in done) return
            const made = await ledger.load(done.id)
            // A case without impact, say: it concerns no product yet.
            expect((await concernOf(ledger, kind, done.id, made?.state)).products.size).toBe(0)
          }),
          { numRuns: 10 },
        )
      }
  }, 120_000)
})
