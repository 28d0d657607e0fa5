import { safetyOf } from '../a-case.ts'
import type { Answer, Colleague } from '../maker.ts'
import type { AProduct } from './product.ts'
import { updatesRisk } from './risk.ts'
import { listOf, stateOf, type Team, tries } from './team.ts'

export type CaseTeam = Team<'engineer' | 'approver'>

/** What 9.5 asks for before a case ends, in the order of the work; the names are the constraints'. */
export const caseSteps = [
  'report-verified',
  'impact',
  'score',
  'safety',
  'disposition',
  'disclosure',
  'change-request',
  'change-review',
  'verified',
  'omissions',
  'risk-record',
  'other-products',
  'third-party',
] as const
export type CaseStep = (typeof caseSteps)[number]

export interface ACase {
  readonly id: string
  readonly humanId: string
  readonly path: string
  take(...steps: readonly CaseStep[]): Promise<void>
  /** The same steps for another product of its impact. */
  takeFor(product: AProduct, ...steps: readonly CaseStep[]): Promise<void>
  /** Every step but these, in order; what is left after it is only to close. */
  takeAllBut(...steps: readonly CaseStep[]): Promise<void>
  does(command: string, input: unknown): Promise<void>
  state(): Promise<Answer['body']>
  close(): Promise<Answer>
}

export interface CaseWanted {
  readonly title?: string
  readonly cve?: string
  readonly report?: string
  /** Withheld unless it says otherwise: a withheld case closes without a publication. */
  readonly disclose?: boolean
  readonly facts?: unknown
  readonly guidance?: readonly string[]
  readonly risk?: Readonly<Record<string, string>>
}

/** A case that the engineer opened for a product, to be driven as far as a test needs. */
export const aCase = async (
  team: CaseTeam,
  product: AProduct,
  { title = 'The web interface accepts plain HTTP', cve, report, ...wanted }: CaseWanted = {},
): Promise<ACase> => {
  const { engineer } = team
  const { id, humanId } = await engineer.does('/api/cases/open', {
    title,
    ...(cve === undefined ? {} : { cve }),
    ...(report === undefined ? {} : { report }),
  })
  const path = `/api/cases/${id}`
  const given = { ...wanted, ...(report === undefined ? {} : { report }) }
  if (wanted.facts !== undefined) await engineer.does(`${path}/describe`, { facts: wanted.facts })
  const takeFor = async (about: AProduct, ...steps: readonly CaseStep[]) => {
    for (const step of steps) await ways[step](team, path, about, given)
  }
  const take = (...steps: readonly CaseStep[]) => takeFor(product, ...steps)
  return {
    id,
    humanId,
    path,
    take,
    takeFor,
    takeAllBut: (...left) => take(...caseSteps.filter((step) => !left.includes(step))),
    does: async (command, input) => void (await engineer.does(`${path}/${command}`, input)),
    state: () => stateOf(engineer, path),
    close: () => tries(engineer, `${path}/close`, { conclusion: 'All of it is done.' }),
  }
}

type Way = (
  team: CaseTeam,
  path: string,
  product: AProduct,
  wanted: Omit<CaseWanted, 'title' | 'cve'>,
) => Promise<unknown>

const ways: Readonly<Record<CaseStep, Way>> = {
  // Asked only where the case came from a report.
  'report-verified': async ({ engineer }, path, { id }, { report }) => {
    if (report !== undefined) await engineer.does(`${path}/verify-report`, reproducedOn(id))
  },
  impact: ({ engineer }, path, { id }) =>
    engineer.does(`${path}/set-impact`, {
      rows: [{ product: id, revision: '2.4.0', status: 'affected' }],
    }),
  score: ({ engineer }, path) =>
    engineer.does(`${path}/score`, { vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N' }),
  safety: async ({ engineer, approver }, path, { id }) => {
    await engineer.does(`${path}/assess-safety`, safetyOf(id, { exploitability: 'low' }))
    await approver.does(`${path}/sign-safety`, { product: id }, true)
  },
  disposition: async ({ engineer, approver }, path, _product, { guidance }) => {
    await engineer.does(`${path}/propose-disposition`, {
      path: 'code-fix',
      reason: 'TLS can be required without loss of function.',
      guidance: guidance ?? ['Close port 80 on the firewall.'],
    })
    await approver.does(`${path}/approve-disposition`, {}, true)
  },
  disclosure: async ({ engineer, approver, maker }, path, _product, { disclose = false }) => {
    await engineer.does(
      `${path}/decide-disclosure`,
      {
        disclose,
        reason: 'Decided from the impact.',
        ...(disclose
          ? {
              audiences: ['customers', 'public'],
              on: new Date(maker.time.now).toISOString().slice(0, 10),
            }
          : {}),
      },
      true,
    )
    await approver.does(`${path}/approve-disclosure`, {}, true)
  },
  'change-request': ({ engineer }, path) =>
    engineer.does(`${path}/request-change`, { reference: 'CR-17', description: 'Require TLS.' }),
  'change-review': ({ approver }, path) => acceptChange(approver, path),
  verified: async ({ approver, maker }, path, { id }) => {
    await approver.does(`${path}/verify-fix`, goodTest(id))
    // The look at the documents follows by itself.
    await maker.settle()
  },
  // Asked only where a document could be searched and gives the guidance nowhere.
  omissions: async ({ engineer }, path) => {
    const about = path.split('/').at(-1)
    for (const { id } of await listOf(engineer, `/api/looks?facet=case:${about}`))
      await dismissRest(engineer, id, 'Operators are told by the notice.', ['omissions'])
  },
  'risk-record': ({ engineer }, path, _product, { risk }) => updatesRisk(engineer, path, risk),
  'other-products': ({ engineer }, path) =>
    engineer.does(`${path}/ask-owners`, {
      none: true,
      reason: 'No other product has this interface.',
    }),
  'third-party': ({ engineer }, path) =>
    engineer.does(`${path}/tell-third-party`, { none: true, reason: 'The code is our own.' }),
}

/** The only look of a case, with its state. */
export const theLook = async (
  by: Colleague,
  about: Pick<ACase, 'id'>,
): Promise<{ readonly id: string; readonly path: string; readonly state: Answer['body'] }> => {
  const [look, ...others] = await listOf(by, `/api/looks?facet=case:${about.id}`)
  if (look === undefined || others.length > 0) throw new Error('There is not one look.')
  const path = `/api/looks/${look.id}`
  return { id: look.id, path, state: await stateOf(by, path) }
}

/** Dismisses all questions of a look that nobody has decided. */
export const dismissRest = async (
  by: Pick<Colleague, 'get' | 'does'>,
  look: string,
  reason: string,
  of: readonly ('candidates' | 'omissions' | 'drawings')[] = [
    'candidates',
    'omissions',
    'drawings',
  ],
): Promise<void> => {
  const { state } = (await by.get(`/api/looks/${look}`)).body
  const candidates = of
    .flatMap((kind) => state[kind])
    .filter(({ decision }: Answer['body']) => decision.is === 'undecided')
    .map(({ id }: Answer['body']) => id)
  if (candidates.length > 0)
    await by.does(`/api/looks/${look}/dismiss-several`, { candidates, reason })
}

/** What was reported was seen on a revision of this product, whichever report said it. */
export const reproducedOn = (product: string, revision = '2.4.0') => ({
  outcome: 'reproduced',
  product,
  revision,
  how: 'A browser was pointed at port 80: it answers in clear.',
})

/** What a review of the change concludes for each aspect. */
export const goodReviews = [
  {
    aspect: 'safety',
    conclusion: 'Therapy does not depend on the interface.',
    accepted: true,
  },
  { aspect: 'security', conclusion: 'Nothing is sent in clear any more.', accepted: true },
  { aspect: 'effectiveness', conclusion: 'Plain HTTP is refused.', accepted: true },
] as const

/** Reviews the change for every aspect. */
export const acceptChange = async (by: Pick<Colleague, 'does'>, path: string): Promise<void> => {
  for (const review of goodReviews) await by.does(`${path}/review-change`, review)
}

/** A test of the fix in 2.4.1, which somebody else than the author of the change records. */
export const goodTest = (product: string, more: Readonly<Record<string, unknown>> = {}) => ({
  product,
  fixedIn: '2.4.1',
  tested: 'Plain HTTP on port 80 is refused.',
  how: 'A port scan and a browser, by hand.',
  regression: 'Sign-in and the status page over TLS.',
  regressionTests: ['TC-7'],
  passed: true,
  ...more,
})

/** The constraints that a refused closure names as missing. */
export const missingIn = (refused: Answer): readonly string[] =>
  (refused.body.details?.missing ?? []).map(({ constraint }: { constraint: string }) => constraint)

/** Opens the documentation defect that decides one candidate of a look. */
export const openDefectFrom = (
  by: Colleague,
  look: Answer['body'],
  candidate: Answer['body'],
  more: Readonly<Record<string, unknown>> = {},
) =>
  by.does('/api/defects/open', {
    title: 'The guide describes the old set-up',
    defectKind: 'outdated',
    severity: 'medium',
    misleads: 'Operators leave port 80 open.',
    cause: 'case',
    case: look.state.case,
    look: look.id,
    candidate: candidate.id,
    document: candidate.document,
    statements: [{ document: candidate.document, revision: '1', quote: candidate.quote }],
    ...more,
  })
