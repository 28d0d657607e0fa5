import { z } from 'zod'
import { roles } from '../../../kernel/roles.ts'
import { securityProfile, softwareItem } from '../../../products/contract.ts'
import { fileView, signatureView } from './common.ts'

/** What the page of a product reads of its state. */
export const productView = z.object({
  status: z.string(),
  name: z.string(),
  maker: z.string(),
  description: z.string(),
  itemClass: z.string(),
  healthInformation: z.boolean(),
  revisions: z.array(
    z.object({
      revision: z.string(),
      status: z.string(),
      releasedOn: z.string().nullable(),
      endOfSupport: z.string().nullable(),
      sbom: z
        .object({
          file: fileView,
          format: z.string(),
          components: z.array(
            z.object({ name: z.string(), version: z.string(), purl: z.string() }),
          ),
        })
        .nullable(),
    }),
  ),
  profile: securityProfile.nullable(),
  users: z.array(
    z.object({
      user: z.string(),
      organisation: z.string(),
      contactName: z.string(),
      email: z.string(),
    }),
  ),
  owners: z.array(z.string()),
  configurations: z.array(
    z.object({
      configuration: z.string(),
      description: z.string(),
      revisions: z.array(z.string()),
    }),
  ),
  items: z.array(softwareItem),
  sharedCode: z.array(
    z.object({ product: z.string(), what: z.string(), items: z.array(z.string()) }),
  ),
})
export type ProductView = z.output<typeof productView>

export const policyView = z.object({
  number: z.number(),
  scope: z.string(),
  contactMail: z.string(),
  phone: z.string(),
  languages: z.array(z.string()),
  safeHarbour: z.string(),
  recognition: z.string(),
  disclosureDays: z.number().optional(),
  notToSend: z.string(),
  rules: z.string(),
  versions: z.array(z.object({ number: z.number(), at: z.string(), changes: z.string() })),
})
export type PolicyView = z.output<typeof policyView>

export const patchView = z.object({
  status: z.string(),
  vendor: z.string(),
  name: z.string(),
  version: z.string(),
  product: z.string(),
  revision: z.string(),
  recordedBy: z.string(),
  positions: z.array(
    z.object({
      position: z.string(),
      mitigation: z.string(),
      reason: z.string(),
      name: z.string(),
      at: z.string(),
    }),
  ),
})
export type PatchView = z.output<typeof patchView>

export const activityView = z.object({
  status: z.string(),
  kind: z.string(),
  title: z.string(),
  product: z.string().nullable(),
  everyDays: z.number(),
  nextDue: z.string().nullable(),
  runs: z.array(
    z.object({
      on: z.string(),
      outcome: z.enum(['clean', 'findings', 'failed']),
      summary: z.string(),
      file: fileView.nullable(),
      by: z.string(),
    }),
  ),
  retired: z.object({ reason: z.string(), by: z.string(), at: z.string() }).nullable(),
})
export type ActivityView = z.output<typeof activityView>

export const findingView = z.object({
  status: z.string(),
  constraint: z.string(),
  product: z.string().nullable(),
  document: z.string().nullable(),
  task: z
    .object({
      what: z.string(),
      who: z.string(),
      until: z.string(),
      ended: z.object({ by: z.string(), at: z.string(), reason: z.string() }).nullable(),
      reminded: z
        .array(z.object({ what: z.string(), until: z.string(), mails: z.number(), at: z.string() }))
        .default([]),
    })
    .nullable()
    .default(null),
  /** Of the maker's own, as it read then. */
  duty: z.string().nullable().default(null),
  verdict: z.string().nullable(),
  record: z.object({ version: z.string(), on: z.string() }).nullish(),
  reason: z.string(),
  name: z.string(),
  at: z.string(),
  withdrawn: z.object({ at: z.string(), reason: z.string() }).nullable(),
})
export type FindingView = z.output<typeof findingView>

const verdict = z.string()

export const clauseReviewView = z.object({
  title: z.string(),
  product: z.string().nullable(),
  revision: z.string().nullable(),
  release: z.string().nullable(),
  reason: z.string(),
  catalogue: z.string(),
  answers: z.array(
    z.object({
      id: z.string(),
      verdict,
      legs: z.object({ exists: verdict, says: verdict, inForce: verdict, record: verdict }),
      word: z.string(),
      accepted: z.string(),
    }),
  ),
})
export type ClauseReviewView = z.output<typeof clauseReviewView>

export const openReviewView = z.object({
  status: z.string(),
  title: z.string(),
  heldAt: z.string(),
  release: z.string().nullable(),
  product: z.string().nullable(),
  participants: z.array(z.string()),
  issues: z.array(
    z.object({
      case: z.string(),
      reference: z.string(),
      title: z.string(),
      status: z.string(),
      severity: z.string().nullable(),
      dueAt: z.string().nullable().optional(),
      stale: z.boolean().optional(),
      disposition: z.object({ path: z.string(), approved: z.boolean() }).nullable().optional(),
      impact: z.record(z.string(), z.number()).optional(),
    }),
  ),
  attendees: z.array(z.string()),
  agreements: z.array(z.object({ by: z.string(), at: z.string(), comment: z.string() })),
  document: fileView.nullable(),
  signedCopy: fileView.nullable().default(null),
  conclusions: z.array(z.object({ case: z.string(), conclusion: z.string(), reason: z.string() })),
  minutes: z.string(),
  concludedBy: z.string().nullable(),
  signatures: z.array(signatureView),
})
export type OpenReviewView = z.output<typeof openReviewView>

export const personView = z.object({
  status: z.enum(['invited', 'active', 'recovering', 'disabled']),
  name: z.string(),
  login: z.string(),
  address: z.string().default(''),
  roles: z.array(z.enum(roles)),
  products: z.array(z.string()).default([]),
})
export type PersonView = z.output<typeof personView>

export const distributionView = z.object({
  at: z.string(),
  channel: z.string(),
  recipient: z.string(),
  subject: z.string(),
  contentHash: z.string(),
  checkpoint: z.string(),
  answer: z.string(),
  delivery: z.string(),
})
export type DistributionView = z.output<typeof distributionView>
