import { z } from 'zod'
import { line, paragraph, required } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'

/** VEX status of one product revision, with the justifications of "not affected" (CSAF, CISA). */
export const vexStatuses = ['under-investigation', 'affected', 'not-affected', 'fixed'] as const
export const vexJustifications = [
  'component-not-present',
  'vulnerable-code-not-present',
  'vulnerable-code-not-in-execute-path',
  'vulnerable-code-cannot-be-controlled-by-adversary',
  'inline-mitigations-already-exist',
] as const

/** The recorded paths of 9.5: each issue ends in one of them. */
export const dispositions = {
  'code-fix': 'Fix in code',
  'configuration-change': 'Change of configuration',
  'compensating-control': 'Compensating control',
  'intended-environment': 'Changed specification of the intended environment of use',
  'residual-risk': 'Accepted residual risk with guidance for the operator',
} as const
export const dispositionSchema = z.enum([
  'code-fix',
  'configuration-change',
  'compensating-control',
  'intended-environment',
  'residual-risk',
])

/** Ends without a fix: what the review or the analysis (9.3, 9.4) found instead of a flaw to fix. */
export const endings = {
  duplicate: 'The same flaw as another case',
  'not-a-vulnerability': 'No vulnerability',
  'not-reproducible': 'Could not be reproduced',
  'not-ours': 'In a product that is not ours',
  obsolete: 'Only in what is past its end of support',
} as const
export const endingSchema = z.enum([
  'duplicate',
  'not-a-vulnerability',
  'not-reproducible',
  'not-ours',
  'obsolete',
])

/** Why a decision no longer stands on what it was made on. */
export const staleReasons = {
  component: 'The SBOM of the revision names other components of the flaw now',
  score: 'The score changed since',
  exploitation: 'What is known of exploitation changed since',
  range: 'The affected versions of a component changed since',
  impact: 'The impact that it was decided on is stale',
  affected: 'Another revision was found affected since',
  rebased: 'The impact was decided anew since, on another score, exploitation or component',
  rows: 'The affected revisions of the product changed since',
} as const
export type StaleReason = keyof typeof staleReasons

export const audiences = [
  'customers',
  'public',
  'regulators',
  'isac',
  'reporter',
  'upstream',
  'coordinator',
] as const
/** What a change is reviewed for, each on its own (9.5/change-review). */
export const reviewAspects = ['safety', 'security', 'effectiveness'] as const
export type ReviewAspect = (typeof reviewAspects)[number]

/** Where the work on a change can be seen. */
export const changeLinkKinds = ['commit', 'merge-request', 'work-item'] as const

/** Audiences of which it has to be said exactly who they are. */
export const namedAudiences = [
  'isac',
  'upstream',
  'coordinator',
] as const satisfies readonly (typeof audiences)[number][]

/** What must happen when a flaw is known outside before its time. */
export const leakSteps = [
  'disclosure',
  'coordinator',
  'reporter',
  'customers',
  'advisory',
  'regulators',
  'embargo',
] as const
export const leakWords: Readonly<Record<(typeof leakSteps)[number], string>> = {
  disclosure: 'Decide the disclosure now',
  coordinator: 'Tell the coordinator',
  reporter: 'Tell the reporter',
  customers: 'Tell customers',
  advisory: 'Publish the advisory, or correct it',
  regulators: 'See whether an authority must be told, and by when',
  embargo: 'Lift the embargo, or say why it is kept',
}
export type LeakStep = (typeof leakSteps)[number]

export const tlpLabels = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const
export const caseStatuses = [
  'open',
  'analysed',
  'decided',
  'in-remediation',
  'fix-verified',
  'closed',
] as const

export const team = ['engineer', 'administrator'] as const
export const because = required(paragraph, 'Give the reason, for the record.')

/** What the fix changes in the world of the operator; the documents are searched for it. */
export const caseFacts = z.strictObject({
  summary: paragraph.optional(),
  product: z
    .strictObject({ name: line, affected: line.optional(), fixed: line.optional() })
    .optional(),
  components: z
    .array(
      z.strictObject({
        name: line,
        purl: line.optional(),
        affected: line.optional(),
        fixed: line.optional(),
      }),
    )
    .max(limits.list.items)
    .optional(),
  ports: z
    .array(
      z.strictObject({
        port: z.number().int().min(1).max(65_535),
        protocol: line.optional(),
        service: line.optional(),
      }),
    )
    .max(limits.list.items)
    .optional(),
  accounts: z
    .array(z.strictObject({ name: line, defaultCredential: line.optional() }))
    .max(limits.list.items)
    .optional(),
  algorithms: z.array(line).max(limits.list.items).optional(),
  settings: z.array(line).max(limits.list.items).optional(),
  paths: z.array(line).max(limits.list.items).optional(),
  hosts: z.array(line).max(limits.list.items).optional(),
  features: z.array(line).max(limits.list.items).optional(),
  terms: z.array(line).max(limits.list.items).optional(),
  guidance: z.array(paragraph).max(limits.list.items).optional(),
})
export type CaseFacts = z.output<typeof caseFacts>
