import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { caseContract } from '../../cases/contract.ts'
import { defectContract } from '../../documents/contract.ts'
import { reportContract } from '../../intake/contract.ts'
import { isRefusal } from '../../kernel/result.ts'
import { listByValue } from '../../ledger/index.ts'
import { reviewFindingContract } from '../../review/contract.ts'
import type { Parts } from '../parts.ts'
import { actorOf, requireReader } from './principals.ts'
import { sendRefusal } from './problems.ts'
import { badMark, lastOf, markField, markOf } from './value-marks.ts'

const query = z.object({
  /** Only reports that whoever asks looks after, and cases of products that they own. */
  mine: z.enum(['yes']).optional(),
  product: z.uuid().optional(),
  /** Only dates of submissions to this authority. */
  authority: z.string().max(60).optional(),
  after: markField,
  limit: z.coerce.number().int().min(1).max(200).default(100),
})

/** Dates that no rule of a case names. */
const otherDates: Readonly<Record<string, string>> = {
  '@leak': 'Answer every step of the leak',
  '@embargo': 'The embargo ends',
  '@owner': 'Answer of a product’s owner',
  '@correction': 'Correct the document',
  '@party': 'Follow up with a third party by hand',
  '@gap': 'Close a gap of the clause review',
  acknowledgement: 'First answer to the reporter',
  assessment: 'First assessment',
  update: 'Next news for the reporter',
}

/** Everything that is due and that the person may see, the earliest first. */
export const registerDue = (app: FastifyInstance, parts: Parts): void => {
  const { ledger, caseClocks } = parts
  const words = new Map(caseClocks.rules.map((rule) => [rule.id, rule]))
  app.get(
    '/api/due',
    {
      config: { who: caseContract.readers },
      schema: {
        tags: ['cases'],
        summary:
          'What is due over cases, reports, documentation defects and gaps, the earliest first',
        querystring: query,
      },
    },
    async (request, reply) => {
      // Who reads cases reads reports.
      const principal = requireReader(request, caseContract)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const { mine, product, authority, after, limit } = query.parse(request.query)
      const from = markOf(after)
      if (from === null) return sendRefusal(reply, badMark)
      const person = actorOf(principal).id
      const endings =
        authority === undefined
          ? undefined
          : caseClocks.rules
              .filter((rule) => rule.authority === authority)
              .map(({ id }) => ` ${id}`)
      // Reports name products in their reporters' words, defects by their documents; neither they nor
      // gaps are sent to an authority.
      const asked = [caseContract, reportContract, defectContract, reviewFindingContract].filter(
        ({ kind }) => kind === 'case' || (product === undefined && authority === undefined),
      )
      const pages = await Promise.all(
        asked.map(({ kind }) =>
          listByValue(ledger.database, {
            kind,
            name: 'due',
            person,
            limit: limit + 1,
            ...ofWhom(kind, mine === undefined ? undefined : person, product),
            endings: kind === 'case' ? endings : undefined,
            after: from,
          }),
        ),
      )
      const lines = pages.flat().sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
      return {
        items: lines.slice(0, limit).map(({ value, ...line }) => {
          const [dueAt = '', rule = ''] = value.split(' ')
          const known = line.kind === 'case' ? words.get(rule) : undefined
          return {
            ...line,
            dueAt,
            rule,
            what: known?.title ?? otherDates[rule] ?? rule,
            source: known?.source.trim() ?? null,
            authority: known?.authority ?? null,
            collection: collections[line.kind] ?? line.kind,
          }
        }),
        next: lastOf(lines, limit),
        authorities: caseClocks.authorities
          .filter(({ enabled }) => enabled)
          .map(({ id, name }) => ({ id, name })),
      }
    },
  )
}

const collections: Readonly<Record<string, string>> = {
  case: caseContract.collection,
  report: reportContract.collection,
  defect: defectContract.collection,
  [reviewFindingContract.kind]: reviewFindingContract.collection,
}

/** Nobody in particular looks after a case: it is for those who own its products. */
const ofWhom = (kind: string, mine: string | undefined, product: string | undefined) => {
  const having = product === undefined ? undefined : { name: 'product', value: product }
  if (mine === undefined) return { having }
  switch (kind) {
    case 'case':
      return { productOwner: mine, having }
    case 'defect':
    case reviewFindingContract.kind:
      return { having: { name: 'assignee', value: mine } }
    default:
      return { owner: mine, having }
  }
}

const keyOf = ({ value, id }: { readonly value: string; readonly id: string }) => `${value}\n${id}`
