import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { caseColumns, riskContract } from '../../cases/contract.ts'
import type { RiskState } from '../../cases/index.ts'
import { line } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { instantOf } from '../../kernel/time.ts'
import type { ProductState } from '../../products/index.ts'
import type { Principal } from '../access/principal.ts'
import { downloadHeaders } from '../files/index.ts'
import { byteBody } from '../http/byte-body.ts'
import { actorOf, requirePrincipal, requireReader } from '../http/principals.ts'
import { sendRefusal } from '../http/problems.ts'
import { facetsIn } from '../http/record-routes.ts'
import type { Parts } from '../parts.ts'
import type { TableFormat, WrittenTable } from '../tables/table.ts'
import { writeCsv } from '../tables/write-csv.ts'
import { ofKind, type Typed } from '../wiring/records.ts'
import { caseRegister } from './cases.ts'
import { createTableImport, type ImportTable } from './import-table.ts'
import type { Register } from './register.ts'
import { riskTable } from './risk-table.ts'
import { riskRegister } from './risks.ts'

const exported = z.object({
  status: z.string().max(200).optional(),
  facet: z.string().max(500).optional(),
  search: z.string().max(limits.search.queryLength).optional(),
})

const formats = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const satisfies Record<TableFormat, string>

/** The risk register out and in, and cases of an earlier system in, as CSV and as workbooks. */
export const registerRegisters = (app: FastifyInstance, parts: Parts): void => {
  const importTable = createTableImport(parts)
  for (const format of ['csv', 'xlsx'] as const) {
    app.get(
      `/api/risks/export.${format}`,
      {
        config: { who: riskContract.readers },
        schema: {
          tags: ['risks'],
          summary: `The risk register as you may see it, as ${format.toUpperCase()}`,
          querystring: exported,
        },
      },
      async (request, reply) => {
        const principal = requireReader(request, riskContract)
        if (isRefusal(principal)) return sendRefusal(reply, principal)
        const table = await registerOf(parts, principal, exported.parse(request.query))
        if (isRefusal(table)) return sendRefusal(reply, table)
        const name = `risks-${instantOf(parts.clock()).slice(0, 10)}`
        return sendTable(parts, reply, table, format, name)
      },
    )
    app.get(
      `/api/cases/import-template.${format}`,
      {
        config: { who: caseRegister.permission },
        schema: { tags: ['cases'], summary: `Columns of cases to import, as ${format}` },
      },
      async (request, reply) => {
        const principal = permitted(request, caseRegister)
        if (isRefusal(principal)) return sendRefusal(reply, principal)
        const columns = Object.values(caseColumns).map(({ title }) => ({ title, width: 20 }))
        return sendTable(parts, reply, { name: 'Cases', columns, rows: [] }, format, 'cases')
      },
    )
  }
  app.get(
    '/api/risk-matrix',
    {
      config: { who: riskContract.readers },
      schema: { tags: ['risks'], summary: 'The risk matrix: levels, and what follows from them' },
    },
    (request, reply) => {
      const principal = requireReader(request, riskContract)
      return isRefusal(principal) ? sendRefusal(reply, principal) : parts.riskMatrix
    },
  )
  registerImport(app, 'risks', riskRegister, importTable)
  registerImport(app, 'cases', caseRegister, importTable)
}

const asked = z.object({
  name: z.string().min(1).max(1_000).default('file'),
  /** Answers what would happen, and writes nothing. */
  'dry-run': z.enum(['yes', 'no']).default('no'),
  system: line.default(''),
})

const registerImport = <Key extends string>(
  app: FastifyInstance,
  collection: 'risks' | 'cases',
  register: Register<Key>,
  importTable: ImportTable,
): void => {
  app.post(
    `/api/${collection}/import`,
    {
      bodyLimit: limits.tables.bytes,
      config: { who: register.permission },
      schema: {
        tags: [collection],
        summary:
          collection === 'risks'
            ? 'Import the risk register from CSV or XLSX; a dry run says what would happen'
            : 'Import cases of an earlier system from CSV or XLSX; a dry run says what would happen',
        description: `The file as application/octet-stream. Roles: ${register.permission.join(', ')}.`,
        querystring: asked,
      },
      validatorCompiler: () => (value) => ({ value }),
    },
    async (request, reply) => {
      const principal = permitted(request, register)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const query = asked.safeParse(request.query)
      if (!query.success)
        return sendRefusal(reply, refuse('input/invalid', z.prettifyError(query.error)))
      const { name, system } = query.data
      if (collection === 'cases' && system === '')
        return sendRefusal(
          reply,
          refuse('case/import-no-system', 'Name the system that the cases come from.'),
        )
      const bytes = await byteBody(
        request.body,
        limits.tables.bytes,
        `Send the file as application/octet-stream to /api/${collection}/import?name=NAME.`,
      )
      if (isRefusal(bytes)) return sendRefusal(reply, bytes)
      const done = await importTable(register as unknown as Register, {
        ...{ bytes, name, system, dryRun: query.data['dry-run'] === 'yes' },
        actor: actorOf(principal),
        requestId: request.id,
      })
      return isRefusal(done) ? sendRefusal(reply, done) : done
    },
  )
}

const permitted = (
  request: FastifyRequest,
  { permission }: Pick<Register, 'permission'>,
): Principal | Refusal => {
  const principal = requirePrincipal(request)
  if (isRefusal(principal)) return principal
  return permission.some((role) => principal.roles.includes(role))
    ? principal
    : refuse('access/not-permitted', `Ask one of: ${permission.join(', ')}.`)
}

const sendTable = async (
  { foreign }: Parts,
  reply: FastifyReply,
  table: WrittenTable,
  format: TableFormat,
  name: string,
) => {
  const bytes = format === 'csv' ? writeCsv(table) : await foreign.writeWorkbook(table)
  if (isRefusal(bytes)) return sendRefusal(reply, bytes)
  return reply
    .headers({ ...downloadHeaders(`${name}.${format}`), 'content-type': formats[format] })
    .send(Buffer.from(bytes))
}

const registerOf = async (
  { ledger, riskMatrix }: Parts,
  principal: Principal,
  { status, facet, search }: z.output<typeof exported>,
): Promise<WrittenTable | Refusal> => {
  const entries: Typed<RiskState>[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await ledger.list({
      kind: 'risk',
      person: actorOf(principal).id,
      status: status?.split(','),
      facets: facetsIn(facet),
      search,
      sort: 'opened',
      descending: false,
      limit: limits.page.max,
      cursor,
    })
    if (isRefusal(page)) return page
    const found = ofKind<RiskState>(await ledger.loadAll(page.items.map(({ id }) => id)), 'risk')
    const byId = new Map(found.map((one) => [one.stream, one]))
    entries.push(...page.items.flatMap(({ id }) => byId.get(id) ?? []))
    if (entries.length > limits.tables.exported)
      return refuse(
        'table/too-long',
        `The register has more than ${limits.tables.exported} entries. Narrow it by product or level.`,
      )
    if (page.next === null) break
    cursor = page.next
  }
  const named = [...new Set(entries.flatMap(({ state }) => state.product ?? []))]
  const products = ofKind<ProductState>(await ledger.loadAll(named), 'product')
  return riskTable({
    entries,
    products: new Map(products.map((one) => [one.stream, one])),
    matrix: riskMatrix,
  })
}
