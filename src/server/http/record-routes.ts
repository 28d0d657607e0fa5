import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { KindContract } from '../../kernel/command.ts'
import type { StreamId } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, refuse } from '../../kernel/result.ts'
import type { Role } from '../../kernel/roles.ts'
import { severities } from '../../kernel/severity.ts'
import { instantOf } from '../../kernel/time.ts'
import { type Sort, sortColumns } from '../../ledger/index.ts'
import type { Principal } from '../access/principal.ts'
import { reportsAbout } from '../channels/silence/products.ts'
import { withReplaced } from '../erasure/index.ts'
import { documentsThat } from '../library/health.ts'
import type { Parts } from '../parts.ts'
import { askedRecord, recordParams } from './asked-record.ts'
import { actorOf, requireReader } from './principals.ts'
import { sendRefusal } from './problems.ts'

/** Roles that may see who reported something; everybody else sees "(sealed)". */
const seePersons: readonly Role[] = ['triager', 'engineer', 'privacy', 'administrator']

/** `overdue`: only what should have happened by now; `soon`: or is due within a month. */
const due = z.enum(['overdue', 'soon']).optional()
const soon = 30 * 86_400_000

const dueBefore = (asked: z.output<typeof due>, now: number) =>
  asked === undefined ? undefined : instantOf(asked === 'soon' ? now + soon : now)
const countQuery = z.object({
  due,
  severity: z.string().max(100).optional(),
  facet: z.string().max(500).optional(),
})

const listQuery = z.object({
  status: z.string().max(200).optional(),
  severity: z.string().max(100).optional(),
  owner: z.string().max(100).optional(),
  /** What whoever asks looks after, or what nobody does. */
  assigned: z.enum(['me', 'nobody']).optional(),
  /**
   * Of reports: those about a product, as the proof of silence counts them; `none`: about none of
   * ours. Of documents: a complaint, as the health of the library counts it.
   */
  about: z.string().max(100).optional(),
  search: z.string().max(limits.search.queryLength).optional(),
  sort: z.enum(Object.keys(sortColumns) as [Sort, ...Sort[]]).optional(),
  order: z.enum(['asc', 'desc']).optional(),
  limit: z.coerce.number().int().min(1).max(limits.page.max).optional(),
  cursor: z.string().max(500).optional(),
  /** `name:value`, several separated by commas. */
  facet: z.string().max(500).optional(),
  due,
})

// A comma within a value, `product:Pump, large`, separates nothing.
const nextFacet = /,(?=[a-z][a-z-]*:)/

const historyQuery = z.object({
  /** Facts before this version; without it, the newest. */
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(limits.page.max).optional(),
})

export const facetsIn = (text: string | undefined) =>
  text?.split(nextFacet).map((pair) => {
    const colon = pair.indexOf(':')
    return { name: pair.slice(0, Math.max(colon, 0)), value: pair.slice(colon + 1) }
  })

const severitiesIn = (text: string | undefined) =>
  text?.split(',').flatMap((word) => severities.filter((one) => one === word))

/** Lists, counts, one record and its history, for every kind by its contract. */
export const registerRecordRoutes = (app: FastifyInstance, parts: Parts): void => {
  for (const { contract } of parts.ledger.kinds.values()) {
    registerList(app, parts, contract)
    registerRecord(app, parts, contract)
  }
}

const registerList = (
  app: FastifyInstance,
  { ledger, clock, libraryRules }: Parts,
  contract: KindContract,
): void => {
  const tags = [contract.collection]
  const config = { who: contract.readers }
  app.get(
    `/api/${contract.collection}`,
    { config, schema: { tags, summary: `${contract.title}: list`, querystring: listQuery } },
    async (request, reply) => {
      const principal = requireReader(request, contract)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const query = listQuery.safeParse(request.query)
      if (!query.success)
        return sendRefusal(reply, refuse('list/bad-query', z.prettifyError(query.error)))
      const { status, severity, facet, order, due: asked, assigned, about, ...rest } = query.data
      const person = actorOf(principal).id
      const narrowed =
        about === undefined
          ? {}
          : contract.kind === 'report'
            ? await reportsAbout(ledger, person, about)
            : contract.kind === 'document'
              ? documentsThat(about, libraryRules, clock())
              : {}
      if (isRefusal(narrowed)) return sendRefusal(reply, narrowed)
      const page = await ledger.list({
        kind: contract.kind,
        person,
        status: status?.split(','),
        severity: severitiesIn(severity),
        dueBefore: dueBefore(asked, clock()),
        facets: facetsIn(facet),
        descending: order !== 'asc',
        showing: contract.listed,
        ...rest,
        ...(assigned === undefined ? {} : { owner: assigned === 'me' ? person : null }),
        ...narrowed,
      })
      return isRefusal(page) ? sendRefusal(reply, page) : page
    },
  )
  app.get(
    `/api/${contract.collection}/counts`,
    {
      config,
      schema: {
        tags,
        summary: `${contract.title}: how many in each status`,
        querystring: countQuery,
      },
    },
    async (request, reply) => {
      const principal = requireReader(request, contract)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const query = countQuery.safeParse(request.query)
      if (!query.success)
        return sendRefusal(reply, refuse('list/bad-query', z.prettifyError(query.error)))
      const { due: asked, severity, facet } = query.data
      return ledger.counts(contract.kind, actorOf(principal).id, {
        dueBefore: dueBefore(asked, clock()),
        severity: severitiesIn(severity),
        facets: facetsIn(facet),
      })
    },
  )
}

const registerRecord = (app: FastifyInstance, parts: Parts, contract: KindContract): void => {
  const tags = [contract.collection]
  const config = { who: contract.readers }
  app.get(
    `/api/${contract.collection}/:id`,
    { config, schema: { tags, summary: `${contract.title}: one record`, params: recordParams } },
    async (request, reply) => {
      const asked = await askedRecord(parts, request, contract)
      if (isRefusal(asked)) return sendRefusal(reply, asked)
      const { found, principal } = asked
      return reply.header('etag', `"${found.version}"`).send({
        id: found.stream,
        humanId: found.humanId,
        kind: found.kind,
        version: found.version,
        openedAt: found.openedAt,
        state: await withReplaced(
          parts.ledger.database.reader,
          await presentable(parts, principal, found.state),
        ),
      })
    },
  )
  app.get(
    `/api/${contract.collection}/:id/history`,
    {
      config,
      schema: {
        tags,
        summary: `${contract.title}: its facts, oldest first; with a limit the newest, or those before a version`,
        params: recordParams,
        querystring: historyQuery,
      },
    },
    async (request, reply) => {
      const asked = await askedRecord(parts, request, contract)
      if (isRefusal(asked)) return sendRefusal(reply, asked)
      const { found, principal } = asked
      const query = historyQuery.safeParse(request.query)
      if (!query.success)
        return sendRefusal(reply, refuse('list/bad-query', z.prettifyError(query.error)))
      const { limit, before = found.version + 1 } = query.data
      const from = limit === undefined ? 1 : Math.max(1, before - limit)
      const events = await parts.ledger.history(
        found.stream as StreamId,
        from,
        ...(limit === undefined ? [] : [before - from]),
      )
      const { reader } = parts.ledger.database
      return { events: await withReplaced(reader, await presentable(parts, principal, events)) }
    },
  )
}

/**
 * The same with what outsiders told, and who they are for those who may read that; "(sealed)" for all
 * others.
 */
export const presentable = async (
  { sealing }: Parts,
  principal: Principal,
  value: unknown,
): Promise<unknown> =>
  principal.roles.some((role) => seePersons.includes(role))
    ? sealing.openDeep(value)
    : sealing.maskDeep((await sealing.openWords([value]))[0])
