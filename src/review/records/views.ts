import { z } from 'zod'
import { risk, securityCase } from './case-views.ts'

/**
 * What the record queries see of the other slices' states: a few fields of each, parsed, so that
 * this slice depends on no other's code and a state that it cannot read is noticed, not guessed at.
 */

const day = z.string()
const nullable = <Schema extends z.ZodType>(schema: Schema) => schema.nullable()

const itemClass = z.enum(['maintained', 'supported', 'required'])

const product = z.object({
  name: z.string(),
  itemClass,
  healthInformation: z.boolean(),
  users: z.array(z.object({ user: z.string() })),
  /** Items whose class is not simply that of the product (4.3). */
  items: z.array(z.object({ name: z.string(), itemClass })).default([]),
  revisions: z
    .array(
      z
        .object({
          revision: z.string(),
          sbom: nullable(z.object({ components: z.array(z.object({})) })),
        })
        .transform(({ revision, sbom }) => ({
          revision,
          /** Components of others in its bill of materials; null where it has none. */
          components: sbom === null ? null : sbom.components.length,
        })),
    )
    .default([]),
  /** Null where nobody has said what the product opens and how it is run. */
  profile: nullable(
    z
      .object({ accounts: z.array(z.object({})), noAccounts: z.string().default('') })
      .transform(({ accounts, noAccounts }) => ({ accounts: accounts.length, noAccounts })),
  ).default(null),
})

const report = z
  .object({
    source: z.enum(['a', 'b', 'c', 'd', 'e', 'f', 'g']),
    channel: z.string(),
    product: z.string(),
    receivedAt: z.string(),
    acknowledgedAt: nullable(z.string()),
    nextDate: nullable(day),
    reporterEmail: z.string(),
    linkHash: nullable(z.string()),
    cases: z.array(z.string()),
    thread: z.array(z.object({ from: z.string() })),
  })
  .transform(({ thread, reporterEmail, linkHash, ...facts }) => ({
    ...facts,
    /** The reporter can be told something: by mail, or behind the secret link. */
    reachable: reporterEmail !== '' || linkHash !== null,
    answered: thread.some(({ from }) => from === 'maker'),
  }))

/** A way in for reports, as it proves itself by self-tests. */
const channel = z.object({
  sources: z.array(z.string()),
  lastTest: nullable(z.object({ at: z.string(), ok: z.boolean() })),
  lastGoodAt: nullable(z.string()),
  alarm: nullable(z.object({ since: z.string() })),
})

const openReview = z
  .object({
    heldAt: z.string(),
    release: nullable(z.string()),
    product: nullable(z.string()),
    minutes: z.string(),
    issues: z.array(z.object({})),
  })
  .transform(({ issues, ...facts }) => ({ ...facts, issues: issues.length }))

const document = z.object({
  documentKind: z.string(),
  number: z.string(),
  products: z.array(z.string()),
  /** The revisions of each product that it belongs to; none named: all of them. */
  covers: z.array(z.object({ product: z.string(), revisions: z.array(z.string()) })).default([]),
  /** Where it lies, for what a source has: gone, or newer there than here. */
  origin: nullable(
    z.object({ there: z.boolean(), since: z.string(), problem: z.string() }),
  ).default(null),
  revisions: z.array(
    z.object({
      version: z.string(),
      file: z.object({ hash: z.string(), name: z.string() }),
      addedAt: z.string(),
      inForceFrom: nullable(day),
      approved: nullable(z.object({ by: z.string(), on: day })).default(null),
      reading: nullable(
        z.object({
          outcome: z.enum(['read', 'partly-read', 'could-not-read']),
          reason: z.string(),
          format: z.string(),
        }),
      ),
    }),
  ),
})

const done = z.object({ by: z.string(), at: z.string() })

const defect = z
  .object({
    defectKind: z.string(),
    severity: z.string(),
    misleads: z.string(),
    case: nullable(z.string()),
    document: z.string(),
    statements: z.array(z.object({})),
    missingAt: z.string(),
    counterpartOf: nullable(z.string()).default(null),
    correction: nullable(done),
    verified: nullable(done),
    closed: nullable(z.object({ told: z.string(), at: z.string() })),
    trackerIssue: z.string(),
    /** What its own tracker said of it last. */
    issue: nullable(z.object({ isClosed: z.boolean() })).default(null),
    /** The gap of the review that it was opened from. */
    constraint: z.string().default(''),
    assigned: nullable(z.object({ until: day })),
  })
  .transform(({ assigned, statements, missingAt, counterpartOf, ...facts }) => ({
    ...facts,
    /** A statement, the place of an omission, or the text in another language that it is about. */
    placed: statements.length > 0 || missingAt !== '' || counterpartOf !== null,
    until: assigned?.until ?? null,
  }))

/** Omissions of past looks asked nobody. */
const asked = z.array(z.object({ decision: z.object({ is: z.string() }).optional() }))

const searchedDocuments = z.array(z.object({ document: z.string() }))

const look = z
  .object({
    case: z.string(),
    at: z.string(),
    searched: searchedDocuments,
    candidates: asked,
    omissions: asked,
    drawings: asked.default([]),
    unread: z.array(z.string()),
    readByEye: searchedDocuments.default([]),
  })
  .transform(({ candidates, omissions, drawings, searched, readByEye, ...facts }) => ({
    ...facts,
    /** By the server, or by a person where it could not. */
    searched: [...searched, ...readByEye].map((one) => one.document),
    found: candidates.length + omissions.length,
    undecided: [...candidates, ...omissions, ...drawings].filter(
      ({ decision }) => decision?.is === 'undecided',
    ).length,
  }))

const gateCheck = z.object({
  id: z.string(),
  constraint: z.string(),
  state: z.string(),
  detail: z.string(),
})

const release = z.object({
  product: z.string(),
  revision: z.string(),
  cases: z.array(z.string()),
  gate: nullable(z.object({ checks: z.array(gateCheck) })),
  waivers: z.array(
    z.object({ check: z.string(), as: z.string(), name: z.string(), reason: z.string() }),
  ),
  unchanged: nullable(z.object({ name: z.string(), reason: z.string() })),
  documents: z.array(z.object({ title: z.string(), missing: z.array(z.string()) })),
  documentsAt: nullable(z.string()).default(null),
})

const update = z
  .object({
    product: z.string(),
    revision: z.string().default(''),
    release: z.string(),
    cases: z.array(z.string()),
    files: z.array(z.object({})).default([]),
    itemClass: z.enum(['maintained', 'supported']),
    compatibility: z.string(),
    publication: nullable(
      z.object({
        at: z.string(),
        targets: z.array(z.object({ sha256: z.string() })),
        repositoryVersion: z.number(),
      }),
    ),
    notices: z.array(
      z.object({
        user: z.string(),
        at: z.string(),
        acknowledged: nullable(z.object({})).default(null),
      }),
    ),
  })
  .transform(({ notices, files, ...facts }) => ({
    ...facts,
    files: files.length,
    told: notices.map(({ user }) => user),
    /** When the first users were told; those who registered later are told later. */
    toldAt: notices[0]?.at ?? null,
    /** Users who said that they have the notice. */
    confirmed: notices.filter(({ acknowledged }) => acknowledged !== null).length,
  }))

const patch = z
  .object({
    product: z.string(),
    revision: z.string().default(''),
    positions: z.array(
      z.object({
        position: z.string(),
        mitigation: z.string(),
        name: z.string().default(''),
        at: z.string().default(''),
      }),
    ),
  })
  .transform(({ positions, ...facts }) => ({ ...facts, holds: positions.at(-1) ?? null }))

const advisory = z
  .object({ case: z.string(), publications: z.array(z.object({ at: z.string() })) })
  .transform(({ publications, ...facts }) => ({ ...facts, published: publications.length > 0 }))

const activity = z.object({
  kind: z.string(),
  product: nullable(z.string()),
  nextDue: nullable(day),
  runs: z.array(z.object({ on: day, outcome: z.string() })),
})

const distribution = z.object({ about: z.string() })

const finding = z.object({
  constraint: z.string(),
  product: nullable(z.string()),
  document: nullable(z.string()),
  passageHash: nullable(z.string()),
  basis: nullable(z.string()).default(null),
  record: nullable(z.object({ version: z.string(), revision: z.string(), on: day })).default(null),
  task: nullable(z.object({ what: z.string(), who: z.string(), until: day })).default(null),
  verdict: nullable(z.enum(['met', 'partial', 'absent', 'not-applicable'])),
  reason: z.string(),
  by: z.string(),
  name: z.string(),
  at: z.string(),
})

/** The kinds of record that the review reads, each with its view. */
export const recordViews = {
  product,
  report,
  case: securityCase,
  risk,
  channel,
  'open-review': openReview,
  document,
  defect,
  look,
  release,
  update,
  patch,
  advisory,
  activity,
  distribution,
  'review-finding': finding,
} as const

export type RecordKind = keyof typeof recordViews
export const recordKinds = Object.keys(recordViews) as readonly RecordKind[]

export interface ViewedRecord<State> {
  readonly id: string
  readonly humanId: string
  readonly kind: RecordKind
  readonly title: string
  readonly status: string
  readonly openedAt: string
  readonly state: State
}

export type Viewed<Kind extends RecordKind> = ViewedRecord<
  Readonly<z.output<(typeof recordViews)[Kind]>>
>

/** All records under review, by kind. */
export type Records = { readonly [Kind in RecordKind]: readonly Viewed<Kind>[] }
