/** A case on its way through its states, with ports that answer what a test wants. */
import { createHash } from 'node:crypto'
import {
  type CasePorts,
  type CaseState,
  type ClosureEvidence,
  caseKind,
  type InquiryRules,
  type NamedMatrix,
  type OpenIssue,
  type OriginalCase,
  type ProposedRow,
  type RiskEntry,
} from '../../src/cases/index.ts'
import { type Refusal, refuse } from '../../src/kernel/result.ts'
import type { Gathered } from '../../src/ledger/index.ts'
import { shippedInquiries } from '../../src/server/case-inquiries.ts'
import { shippedClocks } from '../../src/server/intake-clocks.ts'
import { shippedMatrix } from '../../src/server/risk-matrix.ts'
import { fixedId, type RecordUnderTest, recordUnderTest } from './deciding.ts'

export const pump = fixedId(1)
export const gateway = fixedId(2)
export const ada = 'person:ada'
export const ben = 'person:ben'
export const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N'
export const affected = (product = pump, revision = '2.4.0') => ({
  product,
  revision,
  status: 'affected',
})

/** An assessment of the safety of one product, as the shipped matrix knows its levels. */
export const safetyOf = (product: string, more: Readonly<Record<string, unknown>> = {}) => ({
  product,
  hazardousSituation: 'The rate of the infusion is changed while nobody looks.',
  sequence: 'Somebody in the network opens the service port and sets the rate.',
  harm: 'Overdose of an analgesic.',
  severity: 'serious',
  p2: '0.0001',
  exploitability: 'medium',
  exploitabilityReason: 'It needs a place in the network of the hospital.',
  ...more,
})

/** An entry of the register of which nothing remains. */
export const goneRisk: RiskEntry = {
  id: fixedId(5),
  reference: 'RISK-2026-0001',
  category: 'Network',
  compensatingControl: '',
  residual: 'none',
  stale: false,
}

/** A look at the documents after every fix, all of it decided, and an update that was published. */
export const wholeEvidence: ClosureEvidence = {
  looks: [{ reference: 'LOOK-2026-0001', at: '9999-01-01T00:00:00.000Z', undecided: 0 }],
  openDefects: [],
  published: ['UPD-2026-0001'],
  unpublished: [],
  products: {
    active: [
      { id: fixedId(1), name: 'Careline Pump' },
      { id: fixedId(2), name: 'Careline Gateway' },
    ],
    askAll: false,
  },
  risks: [goneRisk],
}

interface Answers {
  readonly evidence?: () => ClosureEvidence
  /** Reports linked to the case after it was opened. */
  readonly reports?: () => readonly string[]
  readonly original?: (id: string) => Gathered<OriginalCase>
  readonly issues?: () => readonly OpenIssue[]
  readonly reportedOn?: (report: string) => string | Refusal
  /** Components of the flaw in the SBOM of each revision; without it none. */
  readonly components?: () => readonly string[]
  readonly risk?: () => RiskEntry
  readonly matrix?: () => NamedMatrix
  readonly proposed?: () => readonly ProposedRow[]
  /** Owners of the pump and the gateway; by default Ben owns both. */
  readonly owners?: () => readonly string[]
  readonly rules?: Partial<InquiryRules['owners']>
}

export const portsThat = (answers: Answers = {}): CasePorts => ({
  riskEntry: async () => ({ facts: answers.risk?.() ?? goneRisk, read: [] }),
  riskMatrix: () => answers.matrix?.() ?? shippedMatrix(),
  digest: (text) => createHash('sha256').update(text).digest('hex'),
  closureEvidence: async () => ({ facts: answers.evidence?.() ?? wholeEvidence, read: [] }),
  reportsOf: async () => ({ facts: answers.reports?.() ?? [], read: [] }),
  toldOf: async (humanId, recipients) => ({
    addresses: new Map(recipients.map((name) => [name, [`${name}@maker.example`]])),
    link: `https://maker.example/workbench/cases/${humanId}`,
  }),
  originalCase: async (id) => answers.original?.(id) ?? refuse('test/no-case', 'No such case.'),
  openIssues: async () => ({ facts: answers.issues?.() ?? [], read: [] }),
  concerned: async (products) => ({
    facts: products.map((id) => ({
      id,
      name: 'Careline Pump',
      configurations: ['Remote service'],
      revisions: ['2.3.0', '2.4.0', '2.4.1', '5.1.0', 'Spring'].map((revision) => ({
        revision,
        components: answers.components?.() ?? [],
      })),
    })),
    read: [],
  }),
  trackers: ['redmine:lab'],
  proposedRows: async () => ({ facts: answers.proposed?.() ?? [], read: [] }),
  inquiries: { ...shippedInquiries(), owners: { ...shippedInquiries().owners, ...answers.rules } },
  calendar: shippedClocks().calendar,
  maker: { name: 'Example Medical', contact: 'security@maker.example' },
  ownedProducts: async (ids) => ({
    facts: wholeEvidence.products.active
      .filter(({ id }) => ids === undefined || ids.includes(id))
      .map((product) => ({
        ...product,
        active: true,
        owners: answers.owners?.() ?? [ben],
        revisions: ['2.3.0', '2.4.0', '2.4.1', '5.1.0'],
      })),
    read: [],
  }),
  reached: async (recipients) => ({
    addresses: new Map(
      recipients.map((name) => [name, [`${name.replace(':', '-')}@maker.example`]]),
    ),
    link: 'https://maker.example/workbench/cases/CASE-2026-0001',
  }),
  publicKey: async (key) =>
    key === 'a key' ? { fingerprint: 'ABCD' } : refuse('openpgp/not-usable', 'No key. Ask them.'),
  reportedOn: async (report) => {
    const day = answers.reportedOn?.(report) ?? refuse('test/no-report', 'No such report.')
    return typeof day === 'string' ? { facts: { on: day, embargo: null }, read: [] } : day
  },
})

export const anOpenCase = async (answers: Answers = {}): Promise<RecordUnderTest<CaseState>> => {
  const about = recordUnderTest(caseKind(portsThat(answers)), 'CASE-2026-0001')
  await about.given('open', { title: 'Any password opens the service port' })
  return about
}

type Step = readonly [command: string, input: object, by: string]

/** What 9.5 asks for, in the order of the work: Ada does it, Ben approves and reviews. */
export const caseWork = {
  impact: ['set-impact', { rows: [affected()] }, ada],
  score: ['score', { vector }, ada],
  safety: ['assess-safety', safetyOf(pump), ada],
  signed: ['sign-safety', { product: pump }, ben],
  proposed: ['propose-disposition', { path: 'code-fix', reason: 'Can be fixed.' }, ada],
  disposition: ['approve-disposition', {}, ben],
  decided: [
    'decide-disclosure',
    { disclose: true, audiences: ['public'], on: '2026-03-20', reason: 'Operators must act.' },
    ada,
  ],
  disclosure: ['approve-disclosure', {}, ben],
  change: ['request-change', { reference: 'CR-17', description: 'Ask for the password.' }, ada],
  // The last of the three: see `reviews`.
  review: [
    'review-change',
    { aspect: 'effectiveness', conclusion: 'Tested.', accepted: true },
    ben,
  ],
  verified: [
    'verify-fix',
    {
      product: pump,
      fixedIn: '2.4.1',
      tested: 'A wrong password is refused.',
      how: 'By hand.',
      regression: 'Sign-in with the right one.',
      passed: true,
    },
    ben,
  ],
  risk: ['update-risk', { risk: fixedId(5), description: 'Gone.' }, ada],
  products: ['ask-owners', { none: true, reason: 'No other shares it.' }, ada],
  parties: ['tell-third-party', { none: true, reason: 'Our own code.' }, ada],
} as const satisfies Readonly<Record<string, Step>>
export type CaseWork = keyof typeof caseWork

/** One step may be several commands: a change is reviewed for each aspect by itself. */
export const stepsOf = (work: CaseWork): readonly Step[] =>
  work === 'review'
    ? [
        ['review-change', { aspect: 'safety', conclusion: 'None.', accepted: true }, ben],
        ['review-change', { aspect: 'security', conclusion: 'Closed.', accepted: true }, ben],
        caseWork.review,
      ]
    : [caseWork[work]]

/** An open case on which all of this was done, in order. */
export const aCaseWith = async (
  steps: readonly CaseWork[],
  answers: Answers = {},
): Promise<RecordUnderTest<CaseState>> => {
  const about = await anOpenCase(answers)
  for (const step of steps) {
    for (const [command, input, by] of stepsOf(step)) await about.given(command, input, by)
  }
  return about
}

export const allWork = Object.keys(caseWork) as readonly CaseWork[]
export const allBut = (...left: readonly CaseWork[]): readonly CaseWork[] =>
  allWork.filter((step) => !left.includes(step))
/** What comes before this step in the order of the work. */
export const upTo = (step: CaseWork): readonly CaseWork[] => allWork.slice(0, allWork.indexOf(step))
