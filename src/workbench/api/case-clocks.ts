import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { clockEndSchema, conditionSchema } from '../../cases/contract.ts'
import { request } from './request.ts'

const clock = z.object({
  clock: z.string(),
  rule: z.string(),
  title: z.string(),
  source: z.string(),
  condition: conditionSchema,
  customer: z.string(),
  outcome: z.string(),
  startedAt: z.string(),
  dueAt: z.string().nullable(),
  doneAt: z.string().nullable(),
  pausable: z.boolean(),
  metBy: z.array(clockEndSchema),
  authority: z.string().nullable(),
})
/** One clock of a case, as the server counts it. */
export type CaseClock = z.output<typeof clock>

const authority = z.object({
  id: z.string(),
  name: z.string(),
  source: z.string(),
  when: conditionSchema,
  holds: z.boolean().nullable(),
})
export type CaseAuthority = z.output<typeof authority>

/** Under the key of all records: a command may start, stop or meet a clock. */
export const caseClocksQuery = (id: string) =>
  queryOptions({
    queryKey: ['records', 'cases', 'clocks', id],
    queryFn: ({ signal }) =>
      request(
        z.object({ clocks: z.array(clock), authorities: z.array(authority) }),
        `/api/cases/${encodeURIComponent(id)}/clocks`,
        { signal },
      ),
  })

const dueLine = z.object({
  kind: z.string(),
  collection: z.string(),
  id: z.string(),
  humanId: z.string(),
  title: z.string(),
  status: z.string(),
  dueAt: z.string(),
  rule: z.string(),
  what: z.string(),
  source: z.string().nullable(),
})
export type DueLine = z.output<typeof dueLine>

const duePage = z.object({
  items: z.array(dueLine),
  next: z.string().nullable(),
  authorities: z.array(z.object({ id: z.string(), name: z.string() })),
})

export interface DueFilter {
  readonly mine?: 'yes' | undefined
  readonly product?: string | undefined
  readonly authority?: string | undefined
}

export const dueQuery = ({ mine, product, authority }: DueFilter) =>
  infiniteQueryOptions({
    queryKey: ['records', 'due', mine, product, authority],
    queryFn: ({ signal, pageParam }) => {
      const query = new URLSearchParams()
      for (const [name, value] of Object.entries({ mine, product, authority, after: pageParam }))
        if (value !== undefined && value !== '') query.set(name, value)
      return request(duePage, `/api/due?${query}`, { signal })
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })

export const dueAttentionQuery = queryOptions({
  queryKey: ['records', 'due', 'attention'],
  queryFn: ({ signal }) =>
    request(
      z.object({ rolesWithoutAddress: z.array(z.string()), unheard: z.number() }),
      '/api/due/attention',
      { signal },
    ),
})

/** Steps whose time from awareness is counted. */
export const flowSteps = [
  'analysed',
  'decided',
  'in-remediation',
  'fix-verified',
  'closed',
] as const

const flow = z.object({
  statuses: z.record(z.string(), z.number()),
  waits: z.array(z.object({ value: z.string(), count: z.number() })),
  steps: z.array(
    z.object({
      step: z.enum(flowSteps),
      count: z.number(),
      medianHours: z.number().nullable(),
      p90Hours: z.number().nullable(),
    }),
  ),
  clocks: z.array(
    z.object({
      rule: z.string(),
      title: z.string(),
      outcomes: z.record(z.string(), z.number()),
    }),
  ),
})
export type Flow = z.output<typeof flow>

export interface FlowFilter {
  readonly year?: string | undefined
  /** Of which each case is shown. */
  readonly step?: (typeof flowSteps)[number] | undefined
}

const tookPage = z.object({
  items: z.array(
    z.object({ id: z.string(), humanId: z.string(), title: z.string(), hours: z.number() }),
  ),
  next: z.string().nullable(),
})

/** Each case with its time to a step, the quickest first. */
export const tookQuery = ({ year, step }: Required<FlowFilter>) =>
  infiniteQueryOptions({
    queryKey: ['records', 'flow', 'took', year, step],
    queryFn: ({ signal, pageParam }) => {
      const query = new URLSearchParams()
      for (const [name, value] of Object.entries({ year, step, after: pageParam }))
        if (value !== undefined && value !== '') query.set(name, value)
      return request(tookPage, `/api/flow/took?${query}`, { signal })
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })

export const flowQuery = (year: string | undefined) =>
  queryOptions({
    queryKey: ['records', 'flow', year],
    queryFn: ({ signal }) =>
      request(flow, year === undefined ? '/api/flow' : `/api/flow?year=${year}`, { signal }),
  })
