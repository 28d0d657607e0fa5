import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { gapSeverities } from '../../review/contract.ts'
import { request } from './request.ts'

/** What a review is about: one product, one revision of it, or all together. */
export interface Scope {
  readonly product?: string | undefined
  readonly revision?: string | undefined
}

const finding = z.object({
  humanId: z.string(),
  reason: z.string(),
  by: z.string(),
  at: z.string(),
})

const evidence = z.object({
  document: z.string(),
  documentId: z.string().nullish(),
  version: z.string(),
  /** SHA-256 of the file. */
  revision: z.string(),
  quote: z.string(),
  /** The part of the quote that shows it. */
  focus: z.string().optional(),
  location: z.string(),
  passage: z.number(),
  passageHash: z.string(),
  pattern: z.string(),
  confirmed: finding.optional(),
})
export type Evidence = z.output<typeof evidence>

const link = z.object({ kind: z.string(), id: z.string(), label: z.string() })
const leg = z.object({ verdict: z.string(), detail: z.string() })
const standing = z.object({
  id: z.string(),
  document: z.string(),
  version: z.string(),
  inForceFrom: z.string().nullable(),
  approved: z.object({ by: z.string(), on: z.string() }).nullable(),
})
export type Standing = z.output<typeof standing>
const imported = z.object({
  finding,
  id: z.string(),
  document: z.string(),
  version: z.string(),
  on: z.string(),
})

const constraint = z.object({
  id: z.string(),
  title: z.string(),
  duty: z.string(),
  severity: z.string(),
  applicability: z.object({ applies: z.boolean(), reason: z.string() }),
  legs: z.object({
    exists: leg.extend({ documents: z.array(standing) }),
    says: leg.extend({ evidence: z.array(evidence) }),
    inForce: leg.extend({ documents: z.array(standing) }),
    record: leg.extend({ links: z.array(link), imported: z.array(imported) }),
  }),
  verdict: z.string(),
  /** What closes the gap, in the order of the work. */
  next: z.array(z.string()),
  /** What was found, as a hash: who confirms or overrules the whole names it. */
  basis: z.string(),
  overruled: finding.extend({ found: z.string() }).optional(),
  confirmed: finding.optional(),
  accepted: finding.optional(),
  tasks: z.array(finding.extend({ what: z.string(), who: z.string(), until: z.string() })),
  defects: z.array(
    z.object({ id: z.string(), humanId: z.string(), title: z.string(), status: z.string() }),
  ),
  asksAgain: z.array(finding.extend({ verdict: z.string(), because: z.string() })),
})
export type Constraint = z.output<typeof constraint>

const clause = z.object({ id: z.string(), title: z.string(), constraints: z.array(constraint) })
export type Clause = z.output<typeof clause>

const notInSource = 'not in source'
/** Empty where our sources are silent: nothing is invented. */
const told = z.string().transform((text) => (text === notInSource ? '' : text))
const listOf = <Item extends z.ZodType>(item: Item) =>
  z.union([z.literal(notInSource).transform(() => []), z.array(item)])

const page = z.object({
  clause: z.object({
    id: z.string(),
    title: z.string(),
    duty: z.string(),
    mapsTo: listOf(
      z.object({ standard: z.string(), clause: z.string(), title: z.string(), reason: z.string() }),
    ),
    carriesOver: told,
    new: told,
    auditFocus: told,
    why: told,
    commonGaps: listOf(
      z.object({ text: z.string(), severity: z.string(), constraints: z.array(z.string()) }),
    ),
    whatChanged: told,
    relatedClauses: z.array(z.object({ id: z.string(), title: z.string(), reason: z.string() })),
    furtherReading: listOf(z.string()),
  }),
  constraints: z.array(
    z.object({
      gap: z.object({ judgement: z.string() }),
      questions: z.array(z.string()),
      answer: constraint,
    }),
  ),
  standing: z.array(
    z.object({
      text: z.string(),
      stands: z.enum(['whole', 'in-part', 'not-known']),
      accepted: z.boolean(),
    }),
  ),
  background: z.array(z.object({ id: z.string(), text: z.string(), note: told })),
  defence: z.string().optional(),
  withheld: z.array(
    z.object({ text: z.string(), missing: z.array(z.string()), unfilled: z.array(z.string()) }),
  ),
})
export type ClausePage = z.output<typeof page>

const gapSeverity = z.enum(gapSeverities)
const cell = z.object({
  clause: z.string(),
  counts: z.record(z.string(), z.number()),
  accepted: z.number(),
  worst: gapSeverity.nullable(),
  worstCount: z.number(),
})
export type MapCell = z.output<typeof cell>
const row = z.object({
  product: z.object({ id: z.string(), humanId: z.string(), name: z.string() }).nullable(),
  cells: z.array(cell),
})
export type MapRow = z.output<typeof row>
const map = z.object({
  clauses: z.array(z.object({ id: z.string(), title: z.string(), constraints: z.number() })),
  together: row,
  rows: z.array(row),
  gaps: z.array(
    z.object({
      constraint: z.string(),
      title: z.string(),
      severity: z.string(),
      verdict: z.string(),
      products: z.array(z.string()),
    }),
  ),
  leftOut: z.number(),
})
export type ClauseMap = z.output<typeof map>

const frozen = z.object({
  verdict: z.string(),
  legs: z.object({
    exists: z.string(),
    says: z.string(),
    inForce: z.string(),
    record: z.string(),
  }),
})
const reviewChanges = z.object({
  since: z.object({ humanId: z.string(), at: z.string(), reason: z.string() }).nullable(),
  changes: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      severity: z.string(),
      before: frozen,
      after: frozen,
      is: z.enum(['better', 'worse', 'other', 'weaker', 'stronger', 'evidence']),
      because: z.array(z.string()),
      documents: z.array(
        z.object({ id: z.string(), document: z.string(), revision: z.string().nullable() }),
      ),
    }),
  ),
  unchanged: z.number(),
})
export type ReviewChanges = z.output<typeof reviewChanges>

const addressed = (path: string, { product, revision }: Scope): string => {
  const query = new URLSearchParams()
  if (product !== undefined) query.set('product', product)
  if (revision !== undefined) query.set('revision', revision)
  return query.size === 0 ? path : `${path}?${query}`
}

/** Under the key of all records: whatever is recorded may change a verdict. */
const keyOf = (what: string, { product, revision }: Scope) =>
  ['records', 'clauses', what, product ?? '', revision ?? ''] as const

export const clausesQuery = (scope: Scope) =>
  queryOptions({
    queryKey: keyOf('all', scope),
    queryFn: async ({ signal }) =>
      (
        await request(z.object({ clauses: z.array(clause) }), addressed('/api/clauses', scope), {
          signal,
        })
      ).clauses,
    staleTime: 30_000,
  })

export const clausePageQuery = (id: string, scope: Scope) =>
  queryOptions({
    queryKey: keyOf(id, scope),
    queryFn: ({ signal }) =>
      request(page, addressed(`/api/clause-page/${encodeURIComponent(id)}`, scope), { signal }),
    staleTime: 30_000,
  })

export const clauseMapQuery = queryOptions({
  queryKey: ['records', 'clauses', 'map'],
  queryFn: ({ signal }) => request(map, '/api/clause-map', { signal }),
  staleTime: 30_000,
})

export const changesQuery = (scope: Scope) =>
  queryOptions({
    queryKey: keyOf('changes', scope),
    queryFn: ({ signal }) =>
      request(reviewChanges, addressed('/api/clauses/changes', scope), { signal }),
    staleTime: 30_000,
  })
