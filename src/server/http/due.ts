import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { caseContract } from '../../cases/contract.ts'
import { reportContract } from '../../intake/contract.ts'
import { isRefusal, refuse } from '../../kernel/result.ts'
import { listByValue } from '../../ledger/index.ts'
import type { Parts } from '../parts.ts'
import { actorOf, requirePrincipal } from './principals.ts'
import { sendRefusal } from './problems.ts'

const query = z.object({
  /** Only what whoever asks looks after. */
  mine: z.enum(['yes']).optional(),
  product: z.uuid().optional(),
  /** Only dates of submissions to this authority. */
  authority: z.string().max(60).optional(),
  after: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
})

const mark = z.tuple([z.string(), z.string()])

const reportClocks: Readonly<Record<string, string>> = {
  acknowledgement: 'First answer to the reporter',
  assessment: 'First assessment',
  update: 'Next news for the reporter',
}

/** Everything that is due over cases and reports that the person may see, the earliest first. */
export const registerDue = (app: FastifyInstance, parts: Parts): void => {
  const { ledger, caseClocks } = parts
  const contracts = [caseContract, reportContract]
  const words = new Map(caseClocks.rules.map((rule) => [rule.id, rule]))
  app.get(
    '/api/due',
    {
      config: { who: caseContract.readers },
      schema: {
        tags: ['cases'],
        summary: 'What is due over cases and reports, the earliest first',
        querystring: query,
      },
    },
    async (request, reply) => {
      const principal = requirePrincipal(request)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const readable = contracts.filter(({ readers }) =>
        principal.roles.some((role) => readers.includes(role)),
      )
      if (readable.length === 0)
        return sendRefusal(
          reply,
          refuse('access/not-permitted', 'Your roles do not let you read cases or reports.'),
        )
      const { mine, product, authority, after, limit } = query.parse(request.query)
      const from = after === undefined ? undefined : markOf(after)
      if (after !== undefined && from === undefined)
        return sendRefusal(
          reply,
          refuse('list/bad-cursor', 'This page mark is not one of ours. Start from page one.'),
        )
      const person = actorOf(principal).id
      const endings =
        authority === undefined
          ? undefined
          : caseClocks.rules
              .filter((rule) => rule.authority === authority)
              .map(({ id }) => ` ${id}`)
      // Reports name products in their reporters' words, and are sent to no authority.
      const asked = readable.filter(
        ({ kind }) => kind === 'case' || (product === undefined && authority === undefined),
      )
      const pages = await Promise.all(
        asked.map(({ kind }) =>
          listByValue(ledger.database, {
            kind,
            name: 'due',
            person,
            limit: limit + 1,
            owner: mine === undefined ? undefined : person,
            having: product === undefined ? undefined : { name: 'product', value: product },
            endings: kind === 'case' ? endings : undefined,
            after: from,
          }),
        ),
      )
      const lines = pages.flat().sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
      const last = lines.length > limit ? lines[limit - 1] : undefined
      return {
        items: lines.slice(0, limit).map(({ value, ...line }) => {
          const [dueAt = '', rule = ''] = value.split(' ')
          const known = line.kind === 'case' ? words.get(rule) : undefined
          return {
            ...line,
            dueAt,
            rule,
            what: known?.title ?? reportClocks[rule] ?? rule,
            source: known?.source.trim() ?? null,
            authority: known?.authority ?? null,
            collection: line.kind === 'case' ? 'cases' : 'reports',
          }
        }),
        next: last === undefined ? null : JSON.stringify([last.value, last.id]),
        authorities: caseClocks.authorities
          .filter(({ enabled }) => enabled)
          .map(({ id, name }) => ({ id, name })),
      }
    },
  )
}

const keyOf = ({ value, id }: { readonly value: string; readonly id: string }) => `${value}\n${id}`

const markOf = (text: string): { readonly value: string; readonly stream: string } | undefined => {
  try {
    const parsed = mark.safeParse(JSON.parse(text))
    return parsed.success ? { value: parsed.data[0], stream: parsed.data[1] } : undefined
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}
