/** Records as the review gets them, from the slices' own initial states: for tests of its queries. */

import { initialAdvisory } from '../../src/advisories/state.ts'
import { initialOpenReview } from '../../src/cases/open-review/state.ts'
import { initialRisk } from '../../src/cases/risk/state.ts'
import { initialCase } from '../../src/cases/state.ts'
import type { ConstraintId } from '../../src/catalogue/constraint-ids.ts'
import { initialDefect } from '../../src/documents/defect/state.ts'
import { initialDocument } from '../../src/documents/library/state.ts'
import { initialLook } from '../../src/documents/look/state.ts'
import { initialChannel } from '../../src/intake/channel/state.ts'
import { initialReport } from '../../src/intake/state.ts'
import { orThrow } from '../../src/kernel/result.ts'
import { parseInstant } from '../../src/kernel/time.ts'
import { initialActivity } from '../../src/monitoring/state.ts'
import { initialProduct } from '../../src/products/state.ts'
import { initialRelease } from '../../src/releases/state.ts'
import type { RecordAnswer } from '../../src/review/contract.ts'
import { initialFinding } from '../../src/review/finding/state.ts'
import type { ChannelFacts, RecordSummary, ReviewPorts } from '../../src/review/ports.ts'
import type { Facts } from '../../src/review/queries/answer.ts'
import { askRecords } from '../../src/review/queries/queries.ts'
import { readCatalogue } from '../../src/review/read-catalogue.ts'
import { loadRecords } from '../../src/review/records/load.ts'
import { scopeTo } from '../../src/review/records/scope.ts'
import { initialPatch } from '../../src/updates/patch/state.ts'
import { initialUpdate } from '../../src/updates/state.ts'

const initial = {
  product: initialProduct,
  report: initialReport,
  case: initialCase,
  risk: initialRisk,
  channel: initialChannel,
  'open-review': initialOpenReview,
  document: initialDocument,
  defect: initialDefect,
  look: initialLook,
  release: initialRelease,
  update: initialUpdate,
  patch: initialPatch,
  advisory: initialAdvisory,
  activity: initialActivity,
  distribution: { status: 'sent', about: '' } as { status: string; about: string },
  'review-finding': initialFinding,
}

const catalogue = orThrow(readCatalogue())

type Initial = typeof initial

/** Test data is written `as const`; nobody changes it. */
type Frozen<T> = T extends object ? { readonly [Name in keyof T]: Frozen<T[Name]> } : T

/** States by kind; each is the initial state but for what is given. `id` names the record. */
export type Given = {
  readonly [Kind in keyof Initial]?: readonly (Frozen<Partial<Initial[Kind]>> & {
    readonly id?: string
  })[]
}

/** The day of every test. */
export const now = orThrow(parseInstant('2026-03-02T10:00:00.000Z'))

export const reachableChannel: ChannelFacts = {
  form: 'https://security.maker.example/report',
  policy: 'https://security.maker.example/security',
  securityTxt: 'https://security.maker.example/.well-known/security.txt',
  mail: 'security@maker.example',
  reachable: true,
}

/** Human ids are the kind in capitals with a number: `REPORT-1`. */
export const summariesOf = (given: Given, kind: keyof Initial): readonly RecordSummary[] =>
  (given[kind] ?? []).map((one, index) => {
    const { id, ...state } = { ...initial[kind], id: `${kind}-${index + 1}`, ...one }
    return {
      id,
      humanId: `${kind.toUpperCase()}-${index + 1}`,
      kind,
      title: 'A title',
      status: state.status,
      openedAt: '2026-02-01T00:00:00.000Z',
      updatedAt: '2026-02-01T00:00:00.000Z',
      state,
    }
  })

export const portsOf = (given: Given): Pick<ReviewPorts, 'records'> => ({
  records: async function* (kind) {
    yield summariesOf(given, kind)
  },
})

export interface Asked {
  readonly product?: string
  readonly channel?: Partial<ChannelFacts>
}

export const factsOf = async (given: Given, { product, channel }: Asked = {}): Promise<Facts> => {
  const { records } = await loadRecords(portsOf(given))
  return {
    now,
    channel: { ...reachableChannel, ...channel },
    records: product === undefined ? records : scopeTo(records, { product }),
  }
}

/** What the records given answer to a constraint. */
export const ask = async (
  id: ConstraintId,
  given: Given,
  asked: Asked = {},
): Promise<RecordAnswer> => {
  const { unread } = await loadRecords(portsOf(given))
  const constraint = catalogue.clauses
    .flatMap(({ constraints }) => constraints)
    .find((one) => one.id === id)
  if (constraint === undefined) throw new Error(`The catalogue has no ${id}.`)
  return askRecords(constraint, await factsOf(given, asked), unread)
}

/** By whom and when something was done. */
export const done = { by: 'person:ada', at: '2026-02-10T00:00:00.000Z', signedBy: null }

/** A fix of this product that was tested. */
export const verificationOf = (product: string) => ({
  ...done,
  product,
  fixedIn: '2.1',
  tested: 'All.',
  how: 'By hand.',
  evidence: [],
  regression: 'Nothing else.',
  regressionTests: [],
})
