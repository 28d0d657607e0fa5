/**
 * Every constraint of the five clauses, in the order of ../shared/design/clauses.md. The ids never
 * change: reviews, live evidence and tests all use them.
 */
export const constraintIds = [
  '9.2/channel',
  '9.2/internal',
  '9.2/complaints',
  '9.2/source-a',
  '9.2/source-b',
  '9.2/source-c',
  '9.2/source-d',
  '9.2/source-e',
  '9.2/source-f',
  '9.2/source-g',
  '9.2/closure',
  '9.2/acknowledge',
  '9.5/disposition',
  '9.5/disclosure',
  '9.5/change-review',
  '9.5/change-request',
  '9.5/verified',
  '9.5/risk-record',
  '9.5/other-products',
  '9.5/third-party',
  '9.5/open-review',
  '9.5/proactive',
  '9.5/end-to-end',
  '4.1.9/identify',
  '4.1.9/characterise',
  '4.1.9/closure',
  '4.1.9/defect-system',
  '4.1.9/guidelines',
  '4.1.9/documentation-only',
  '4.1.9/after-fix',
  '5.8.2/requirements',
  '5.8.2/secure-operation',
  '5.8.2/network',
  '5.8.2/access',
  '5.8.2/communications',
  '5.8.2/conformance',
  '5.8.2/annex-e',
  '5.8.2/accounts',
  '5.8.2/residual',
  '5.8.2/residual-data',
  '5.8.2/retention',
  '5.8.2/disposal',
  '5.8.2/updated',
  '5.8.2/release-notes',
  '6.3/inform',
  '6.3/compatibility',
  '6.3/unapproved',
  '6.3/available',
  '6.3/integrity',
] as const

export type ConstraintId = (typeof constraintIds)[number]

/** The clauses covered in full, in the order of the chain: reports, issues, documents, release, updates. */
export const clauseIds = ['9.2', '9.5', '4.1.9', '5.8.2', '6.3'] as const

export type ClauseId = (typeof clauseIds)[number]

/** Constraints of neighbouring clauses that the five lean on: shown for navigation, not judged. */
export const neighbourConstraintIds = ['6.1/policy'] as const

const known: ReadonlySet<string> = new Set(constraintIds)

export const isConstraintId = (text: string): text is ConstraintId => known.has(text)
