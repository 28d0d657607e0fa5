import { z } from 'zod'
import { defectStatuses } from '../../../documents/contract.ts'
import { severities } from '../../../kernel/severity.ts'

const done = { by: z.string(), at: z.string() }
const said = z.object({ ...done, reason: z.string() })

const correction = z.object({
  revision: z.string(),
  before: z.string(),
  after: z.string(),
  byEye: z.string().default(''),
  compared: z
    .array(
      z.object({
        quote: z.string(),
        found: z.enum(['gone', 'words-stay', 'not-compared']),
        before: z.string(),
        after: z.string(),
      }),
    )
    .default([]),
  ...done,
})
export type CorrectionView = z.output<typeof correction>

const assessment = z.object({
  endangers: z.boolean(),
  reason: z.string(),
  hazardousSituation: z.string(),
  harm: z.string(),
  harmSeverity: z.string(),
  p1: z.string(),
  p1Argument: z.string(),
  p2: z.string(),
  result: z
    .object({
      p1Unknown: z.boolean(),
      chance: z.number(),
      acceptability: z.string(),
      matrix: z.object({ hash: z.string(), source: z.string() }),
      severityName: z.string(),
      probabilityName: z.string(),
    })
    .nullable(),
  ...done,
})

const id = z.string().nullable().default(null)

/** What the page of a documentation defect reads of its state. */
export const defectView = z.object({
  status: z.enum(defectStatuses),
  openedBy: z.string().default(''),
  title: z.string(),
  defectKind: z.enum(['error', 'omission', 'outdated']),
  severity: z.enum(severities),
  misleads: z.string(),
  cause: z.string(),
  case: id,
  report: id,
  finding: id,
  look: id,
  document: z.string(),
  statements: z.array(
    z.object({
      document: z.string(),
      revision: z.string(),
      quote: z.string(),
      location: z.string(),
    }),
  ),
  missingAt: z.string().default(''),
  revisions: z.array(z.string()).default([]),
  languages: z.array(z.string()).default([]),
  counterpartOf: id,
  trackerIssue: z.string(),
  assessment: assessment.nullable().default(null),
  assigned: z.object({ to: z.string(), until: z.string() }).nullable(),
  release: id,
  correction: correction.nullable(),
  verified: said.nullable(),
  sentBack: z.array(said),
  noticeDemanded: said.nullable().default(null),
  notice: z
    .object({
      notice: z.string(),
      reference: z.string(),
      kind: z.enum(['advisory', 'update']),
      where: z.string(),
      ...done,
    })
    .nullable()
    .default(null),
  closed: z
    .object({
      told: z.string(),
      reason: z.string(),
      release: z.string().optional(),
      by: z.string().optional(),
      at: z.string(),
    })
    .nullable(),
  withdrawn: z
    .object({ as: z.string(), reason: z.string(), ...done })
    .nullable()
    .default(null),
  reopened: z.array(said).default([]),
  returned: z
    .array(z.object({ revision: z.string(), quote: z.string(), at: z.string(), was: z.string() }))
    .default([]),
  tracker: id,
  issue: z
    .object({
      key: z.string(),
      url: z.string(),
      status: z.string(),
      isClosed: z.boolean(),
      withheld: z.boolean(),
    })
    .nullable()
    .default(null),
})
export type DefectView = z.output<typeof defectView>

/** Whether somebody still has to do something about it. */
export const isOpenDefect = ({ status }: Pick<DefectView, 'status'>): boolean =>
  status !== 'closed' && status !== 'withdrawn'

/** The commands that come next, the most likely first. */
export const nextForDefect = (state: DefectView): readonly string[] => {
  const assess = state.assessment === null ? ['assess'] : []
  const notice = state.noticeDemanded !== null && state.notice === null ? ['name-notice'] : []
  switch (state.status) {
    case 'open':
      return ['assign', ...assess, 'correct', ...notice]
    case 'assigned':
      return ['correct', ...assess, 'assign', ...notice]
    case 'corrected':
      return ['verify', ...assess, ...notice]
    case 'verified':
      return [...assess, ...notice, 'close']
    case 'closed':
    case 'withdrawn':
      return ['reopen']
    default:
      return state.status satisfies never
  }
}
