import { z } from 'zod'
import { constraintIds } from '../../catalogue/constraint-ids.ts'
import { limits } from '../../kernel/limits.ts'
import { severities } from '../../kernel/severity.ts'
import { printableDate } from './model.ts'

/**
 * What our records say at a release, as the documents of clause 5.8.2 need it. Every part may be
 * absent: an absent part becomes a visible gap. A list that is empty in truth says so by a signed
 * statement for exactly this revision (`none`); an empty list alone counts as absent.
 */

// A dash or white space in a field is not an answer.
const said = (length: number) =>
  z
    .string()
    .trim()
    .max(length)
    .regex(/[\p{L}\p{N}]/u, 'Write words, or leave the field out.')
const short = said(120)
const line = said(limits.text.line)
const text = said(limits.text.paragraph)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'A SHA-256 is 64 lower-case hex digits.')

export const signatureRecord = z
  .strictObject({ name: line, meaning: line, time: z.iso.datetime() })
  .readonly()

export const signedStatement = z
  .strictObject({ statement: text, revision: short, signature: signatureRecord })
  .readonly()

const recorded = <Entry extends z.ZodType>(entry: Entry) =>
  z
    .strictObject({
      entries: z.array(entry).max(limits.printable.records).readonly(),
      none: signedStatement.optional(),
    })
    .refine(
      (list) => list.none === undefined || list.entries.length === 0,
      'A signed statement says that there is nothing here, and yet there are entries.',
    )
    .readonly()
    .optional()

const guidance = z
  .strictObject({
    paragraphs: z.array(text).min(1).max(limits.list.items).readonly(),
    steps: z.array(text).max(limits.list.items).readonly().optional(),
    warning: text.optional(),
    /** Where the accompanying documents say it. */
    source: z.strictObject({ document: line, place: line.optional() }).readonly().optional(),
  })
  .readonly()
  .optional()

const severity = z.enum(severities).optional()

/** The disclosure decision (9.5): only what is to be disclosed may stand in a document for users. */
const disclosure = z.enum(['disclose', 'withhold', 'undecided'])

const product = z
  .strictObject({
    name: short,
    maker: z
      .strictObject({ name: line, address: text.optional(), securityContact: line.optional() })
      .readonly(),
    description: text.optional(),
    revision: short,
    /** `null`: a first release. Absent: not recorded. */
    previousRevision: short.nullable().optional(),
  })
  .readonly()

const securityProfile = z
  .strictObject({
    ports: recorded(
      z
        .strictObject({
          port: line,
          direction: z.enum(['in', 'out', 'both']),
          purpose: text,
          protection: text.optional(),
        })
        .readonly(),
    ),
    accounts: recorded(
      z.strictObject({ name: line, purpose: text, atDelivery: text.optional() }).readonly(),
    ),
    ciphers: recorded(z.strictObject({ name: line, use: text }).readonly()),
    healthInformation: recorded(
      z.strictObject({ what: text, where: text, protection: text.optional() }).readonly(),
    ),
  })
  .readonly()

const release = z
  .strictObject({
    /** The release's own number: REL-2026-0003. */
    reference: line,
    date: printableDate,
    guide: z.strictObject({ reference: line, version: line }).readonly(),
    notes: z.strictObject({ reference: line, version: line }).readonly(),
  })
  .readonly()

const guidances = z
  .strictObject({
    secureOperation: guidance,
    network: guidance,
    access: guidance,
    communications: guidance,
    accounts: guidance,
    residualData: guidance,
    retention: guidance,
    disposal: guidance,
    updateNotification: guidance,
    updateProcedure: guidance,
  })
  .readonly()

const residualRisk = z
  .strictObject({
    id: line,
    category: short,
    description: text,
    state: z.enum(['unmitigated', 'accepted']),
    severity,
    compensatingControl: text.optional(),
  })
  .readonly()

const fixedCase = z
  .strictObject({
    caseId: line,
    cve: line.optional(),
    title: line,
    severity,
    operatorAction: text.optional(),
    disclosure,
  })
  .readonly()

const openIssue = z
  .strictObject({
    caseId: line,
    cve: line.optional(),
    title: line,
    severity,
    conclusion: text.optional(),
    operatorAction: text.optional(),
    disclosure,
  })
  .readonly()

export const recordChange = z
  .strictObject({
    area: line,
    kind: z.enum(['added', 'removed', 'changed']),
    subject: line,
    before: text.optional(),
    after: text.optional(),
  })
  .readonly()

const sbom = z
  .strictObject({
    format: line,
    file: line,
    sha256,
    components: z.int().nonnegative(),
    /** By the classes of clause 4.3. */
    maintained: z.int().nonnegative().optional(),
    supported: z.int().nonnegative().optional(),
    required: z.int().nonnegative().optional(),
  })
  .readonly()

const conformance = z
  .strictObject({
    scoping: z.array(text).max(limits.list.items).readonly().optional(),
    tailoring: z.array(text).max(limits.list.items).readonly().optional(),
    annexE: recorded(
      z
        .strictObject({
          item: line,
          coverage: z.enum(['covered', 'partly', 'not-covered', 'not-applicable']),
          evidence: text,
        })
        .readonly(),
    ),
  })
  .readonly()

const verification = z
  .strictObject({
    /** SHA-256 of the root of trust (TUF root.json), to be compared by another way. */
    rootFingerprint: sha256.optional(),
    openPgpFingerprint: z
      .string()
      .regex(/^([0-9A-F]{40}|[0-9A-F]{64})$/)
      .optional(),
    /** Where users get the update. */
    from: line.optional(),
    files: z
      .array(z.strictObject({ name: line, bytes: z.int().nonnegative(), sha256 }).readonly())
      .max(limits.tuf.filesPerUpdate)
      .readonly(),
  })
  .readonly()

export const releaseRecordsSchema = z
  .strictObject({
    release,
    product,
    securityProfile: securityProfile.optional(),
    guidance: guidances.optional(),
    residualRisks: recorded(residualRisk).refine(
      (list) => new Set(list?.entries.map((risk) => risk.category)).size <= 50,
      'Sort the risks into 50 categories at most.',
    ),
    fixedCases: recorded(fixedCase),
    componentUpdates: recorded(
      z.strictObject({ component: line, from: line, to: line, reason: text }).readonly(),
    ),
    openIssues: recorded(openIssue),
    requiredConfiguration: recorded(
      z.strictObject({ setting: line, value: text, reason: text.optional() }).readonly(),
    ),
    /** What differs from the previous revision; `none` is the signed "nothing changed". */
    changes: recorded(recordChange),
    documentationCorrections: recorded(
      z
        .strictObject({ defectId: line, document: line, place: line.optional(), correction: text })
        .readonly(),
    ),
    documentationRequirements: recorded(
      z
        .strictObject({
          id: line,
          requirement: text,
          constraint: z.enum(constraintIds).optional(),
        })
        .readonly(),
    ),
    sbom: sbom.optional(),
    conformance: conformance.optional(),
    compatibility: z
      .strictObject({
        statement: text,
        environments: z
          .array(z.strictObject({ name: line, versions: line, result: text }).readonly())
          .max(limits.list.items)
          .readonly(),
      })
      .readonly()
      .optional(),
    /** Our position on updates that others make, of operating systems and the like (6.3). */
    patches: recorded(
      z
        .strictObject({
          update: line,
          owner: line,
          position: z.enum(['approved', 'not-approved', 'in-evaluation']),
          mitigation: text.optional(),
        })
        .readonly(),
    ),
    verification: verification.optional(),
    approvals: z.array(signatureRecord).max(20).readonly().optional(),
  })
  .readonly()

/** Input of `composeReleaseDocumentation`: see the schema's own comments. */
export type ReleaseRecords = z.infer<typeof releaseRecordsSchema>
export type SignedStatement = z.infer<typeof signedStatement>
export type SignatureRecord = z.infer<typeof signatureRecord>
export type RecordChange = z.infer<typeof recordChange>
export type Guidance = NonNullable<NonNullable<ReleaseRecords['guidance']>['network']>

/** A list of records that may be empty only by a signed statement. */
export interface Recorded<Entry> {
  readonly entries: readonly Entry[]
  readonly none?: SignedStatement | undefined
}
