import { z } from 'zod'

const by = { by: z.string(), at: z.string().default('') }

const decision = z.discriminatedUnion('is', [
  z.object({ is: z.literal('undecided') }),
  z.object({ is: z.literal('not-asked') }),
  z.object({
    is: z.literal('dismissed'),
    reason: z.string(),
    holds: z.enum(['case', 'always']).default('case'),
    ...by,
  }),
  z.object({ is: z.literal('kept'), defect: z.string(), ...by }),
  z.object({
    is: z.literal('stands-elsewhere'),
    document: z.string(),
    revision: z.string(),
    quote: z.string(),
    ...by,
  }),
  z.object({
    is: z.literal('overtaken'),
    how: z.enum(['asked-anew', 'gone', 'stands-now', 'given-up']),
  }),
])
export type Decision = z.output<typeof decision>

const before = z
  .object({
    said: z.string(),
    decision: z.enum(['undecided', 'dismissed', 'kept']),
    reason: z.string(),
  })
  .optional()

const asked = { decision, round: z.number().default(1), before }

const candidate = z.object({
  id: z.string(),
  document: z.string(),
  revision: z.string(),
  quote: z.string(),
  location: z.string(),
  reason: z.string(),
  confidence: z.number(),
  earlier: z
    .array(
      z.object({ case: z.string(), reference: z.string(), look: z.string(), reason: z.string() }),
    )
    .default([]),
  counterpartOf: z
    .object({ document: z.string(), quote: z.string(), defect: z.string() })
    .optional(),
  ...asked,
})
export type Candidate = z.output<typeof candidate>

const omission = z.object({
  id: z.string().optional(),
  guidance: z.string(),
  where: z.string(),
  location: z.string().optional(),
  others: z.array(z.string()).default([]),
  elsewhere: z.boolean().default(false),
  ...asked,
  decision: decision.default({ is: 'not-asked' }),
})
export type Omission = z.output<typeof omission>

const drawing = z.object({
  id: z.string(),
  document: z.string(),
  revision: z.string(),
  page: z.number().optional(),
  line: z.number().optional(),
  headings: z.array(z.string()),
  reason: z.string(),
  caption: z.string().optional(),
  ...asked,
})
export type DrawingAsked = z.output<typeof drawing>

/** What the page of a look at the documents reads of its state. */
export const lookView = z.object({
  status: z.string(),
  case: z.string(),
  caseReference: z.string(),
  at: z.string(),
  continues: z.string().nullable().default(null),
  rounds: z
    .array(z.object({ at: z.string(), cause: z.string(), found: z.number(), searched: z.number() }))
    .default([]),
  facts: z.record(z.string(), z.unknown()).nullish(),
  searched: z.array(z.object({ document: z.string(), revision: z.string() })),
  candidates: z.array(candidate),
  omissions: z.array(omission),
  drawings: z.array(drawing).default([]),
  unread: z.array(z.string()),
  whyUnread: z
    .array(z.object({ document: z.string(), revision: z.string(), reason: z.string() }))
    .default([]),
  readByEye: z.array(
    z.object({ document: z.string(), found: z.string(), by: z.string(), at: z.string() }),
  ),
})
export type LookView = z.output<typeof lookView>

/** Every question of a look, with what to show of it in a form. */
export const askedIn = ({
  candidates,
  omissions,
  drawings,
}: Pick<LookView, 'candidates' | 'omissions' | 'drawings'>): readonly {
  readonly id: string
  readonly words: string
  readonly decision: Decision
}[] => [
  ...candidates.map(({ id, quote, decision }) => ({ id, words: quote, decision })),
  ...omissions.flatMap(({ id, guidance, decision }) =>
    id === undefined ? [] : [{ id, words: guidance, decision }],
  ),
  ...drawings.map((one) => ({ id: one.id, words: placeOf(one), decision: one.decision })),
]

/** Where a drawing is to be found, in words. */
export const placeOf = ({
  page,
  line,
  headings,
  caption,
}: Pick<DrawingAsked, 'page' | 'line' | 'headings' | 'caption'>): string =>
  [
    page === undefined ? '' : `Page ${page}`,
    page === undefined && line !== undefined ? `Line ${line}` : '',
    headings.at(-1) ?? '',
    caption ?? '',
  ]
    .filter((words) => words !== '')
    .join(' · ') || 'A drawing'
