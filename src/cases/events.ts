import { z } from 'zod'
import { fileReference } from '../kernel/fields.ts'
import { severities } from '../kernel/severity.ts'
import { type EventOf, eventParser } from '../ledger/index.ts'
import {
  caseFacts,
  dispositionSchema,
  endingSchema,
  vexJustifications,
  vexStatuses,
} from './contract.ts'

const impactRow = z.object({
  product: z.string(),
  revision: z.string(),
  status: z.enum(vexStatuses),
  justification: z.enum(vexJustifications).optional(),
  statement: z.string(),
})

/** Facts about a case. A shipped schema is never edited: a change adds a type or a version. */
export const caseEvents = {
  'case.opened': z.object({
    reference: z.string(),
    title: z.string(),
    summary: z.string(),
    report: z.string().optional(),
    cve: z.string().optional(),
    cwe: z.string().optional(),
    awareOn: z.string(),
  }),
  'case.described': z.object({
    cve: z.string().optional(),
    cwe: z.string().optional(),
    rootCause: z.string().optional(),
    facts: caseFacts.optional(),
  }),
  'case.impact-set': z.object({ rows: z.array(impactRow) }),
  'case.scored': z.object({
    vector: z.string(),
    version: z.string(),
    score: z.number(),
    severity: z.enum(severities),
    source: z.string(),
  }),
  'case.disposition-proposed': z.object({
    path: dispositionSchema,
    reason: z.string(),
    alternatives: z.string(),
    guidance: z.array(z.string()),
  }),
  'case.disposition-approved': z.object({ comment: z.string() }),
  'case.ending-proposed': z.object({
    ending: endingSchema,
    reason: z.string(),
    duplicateOf: z.string().optional(),
    message: z.string(),
  }),
  /** With what the reporter is told of it. */
  'case.ending-approved': z.object({
    comment: z.string(),
    ending: endingSchema,
    duplicateOf: z.string().optional(),
    message: z.string(),
  }),
  'case.disclosure-decided': z.object({
    disclose: z.boolean(),
    audiences: z.array(z.string()),
    on: z.string().optional(),
    tlp: z.string(),
    reason: z.string(),
  }),
  'case.disclosure-approved': z.object({ comment: z.string() }),
  'case.change-requested': z.object({ reference: z.string(), description: z.string() }),
  'case.change-reviewed': z.object({
    safety: z.string(),
    security: z.string(),
    effectiveness: z.string(),
    accepted: z.boolean(),
  }),
  'case.fix-verified': z.object({
    product: z.string(),
    fixedIn: z.string(),
    tested: z.string(),
    evidence: z.array(fileReference),
  }),
  'case.verification-failed': z.object({
    product: z.string(),
    fixedIn: z.string(),
    tested: z.string(),
    evidence: z.array(fileReference),
  }),
  'case.risk-updated': z.object({
    register: z.string(),
    category: z.string(),
    residual: z.enum(['none', 'acceptable', 'not-acceptable']),
    description: z.string(),
    compensatingControl: z.string(),
  }),
  'case.products-informed': z.object({
    products: z.array(z.string()),
    answer: z.string(),
    none: z.boolean(),
  }),
  'case.third-party-told': z.object({
    owner: z.string(),
    component: z.string(),
    toldOn: z.string().optional(),
    how: z.string(),
    none: z.boolean(),
    reason: z.string(),
  }),
  'case.noted': z.object({ text: z.string(), files: z.array(fileReference) }),
  'case.embargo-set': z.object({
    named: z.array(z.string()),
    until: z.string().optional(),
    reason: z.string(),
  }),
  /** By itself, once its last day is over. */
  'case.embargo-ended': z.object({ until: z.string() }),
  'case.closed': z.object({ conclusion: z.string() }),
  'case.reopened': z.object({ reason: z.string() }),
} as const

export type CaseEvent = EventOf<typeof caseEvents>
export const parseCaseEvent = eventParser(caseEvents)
