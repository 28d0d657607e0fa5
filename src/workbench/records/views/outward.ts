import { z } from 'zod'
import { gateCheck, letsThrough } from '../../../releases/contract.ts'
import { fileView, signatureView } from './common.ts'

/** What the page of a release reads of its state. */
export const releaseView = z.object({
  status: z.string(),
  title: z.string(),
  product: z.string(),
  revision: z.string(),
  previousRevision: z.string(),
  cases: z.array(z.string()),
  plannedBy: z.string(),
  gate: z.object({ checks: z.array(gateCheck), at: z.string(), by: z.string() }).nullable(),
  waivers: z.array(
    z.object({
      check: z.string(),
      as: z.enum(['waived', 'not-applicable']),
      reason: z.string(),
      name: z.string(),
      at: z.string(),
      of: z.object({ state: z.string(), detail: z.string() }).nullish(),
    }),
  ),
  unchanged: z.object({ reason: z.string(), name: z.string(), at: z.string() }).nullable(),
  documents: z.array(
    z.object({
      title: z.string(),
      name: z.string(),
      format: z.string(),
      file: fileView,
      missing: z.array(z.string()),
      gaps: z.array(z.object({ gap: z.string(), title: z.string(), what: z.string() })),
    }),
  ),
  gapWaivers: z.array(
    z.object({
      gap: z.string(),
      title: z.string(),
      reason: z.string(),
      name: z.string(),
      at: z.string(),
    }),
  ),
  documentsAt: z.string().nullable(),
  documentsOrdered: z.boolean(),
  documentsProblem: z.string().nullable(),
  signatures: z.array(signatureView),
})
export type ReleaseView = z.output<typeof releaseView>

/**
 * The gate with waivers laid over it: a waiver lets through, it never says "passed", and it holds
 * only for the answer that was waived.
 */
export const checksOf = ({ gate, waivers }: ReleaseView) =>
  (gate?.checks ?? []).map((check) => {
    const waiver = waivers.find(
      ({ check: waived, of }) =>
        waived === check.id && of?.state === check.state && of.detail === check.detail,
    )
    return waiver === undefined || check.state === 'passed'
      ? { ...check, waiver: undefined }
      : { ...check, state: waiver.as, waiver }
  })

export const isOpen = (release: ReleaseView): boolean => {
  const checks = checksOf(release)
  return checks.length > 0 && checks.every(({ state }) => letsThrough(state))
}

/** Gaps of the documents that nobody signed for, each once. */
export const openGaps = ({ documents }: Pick<ReleaseView, 'documents'>) => [
  ...new Map(documents.flatMap(({ gaps }) => gaps.map((one) => [one.gap, one] as const))).values(),
]

const signed = z.object({ by: z.string(), name: z.string(), at: z.string(), comment: z.string() })
const failure = z.object({ reason: z.string(), at: z.string() }).nullable()

/** What the page of an update reads of its state. */
export const updateView = z.object({
  status: z.string(),
  title: z.string(),
  release: z.string(),
  product: z.string(),
  revision: z.string(),
  cases: z.array(z.string()),
  files: z.array(fileView),
  compatibility: z.string(),
  instructions: z.string(),
  itemClass: z.string(),
  preparedBy: z.string(),
  preparedAt: z.string(),
  approval: signed.nullable(),
  order: signed.nullable(),
  publication: z
    .object({
      at: z.string(),
      targets: z.array(z.object({ path: z.string(), sha256: z.string(), length: z.number() })),
      repositoryVersion: z.number(),
    })
    .nullable(),
  failure,
  notices: z.array(
    z.object({
      user: z.string(),
      organisation: z.string(),
      at: z.string(),
      acknowledged: z.object({ on: z.string(), note: z.string(), by: z.string() }).nullable(),
    }),
  ),
  withdrawn: z
    .object({
      reason: z.string(),
      instead: z.object({ updateId: z.string(), revision: z.string() }).nullable(),
      name: z.string(),
      at: z.string(),
      repositoryVersion: z.number().nullable(),
    })
    .nullable(),
})
export type UpdateView = z.output<typeof updateView>

/** What the page of an advisory reads of its state. */
export const advisoryView = z.object({
  status: z.string(),
  title: z.string(),
  case: z.string(),
  summary: z.string(),
  tlp: z.string().nullable(),
  mitigation: z.string(),
  authors: z.array(z.string()),
  changes: z.array(z.string()),
  approval: signed.nullable(),
  order: signed.nullable(),
  failure,
  publications: z.array(
    z.object({
      trackingVersion: z.number(),
      date: z.string(),
      summary: z.string(),
      path: z.string(),
      sha256: z.string(),
      at: z.string(),
    }),
  ),
  withdrawn: z.object({ reason: z.string(), by: z.string(), at: z.string() }).nullable(),
})
export type AdvisoryView = z.output<typeof advisoryView>
