import { z } from 'zod'
import { actionSchema, caseFacts, incidentSchema, stageSchema } from '../../../cases/contract.ts'
import { decisionViews } from './case/decisions.ts'
import { asksView } from './case/owners.ts'
import { safetyView } from './case/safety.ts'
import { scoringView } from './case/scoring.ts'
import { cvesView, partiesView } from './case/third-parties.ts'
import { doneView } from './common.ts'
import { importedView } from './imported.ts'

const impactRow = z.object({
  product: z.string(),
  revision: z.string(),
  status: z.string(),
  justification: z.string().optional(),
  statement: z.string(),
  configurations: z.array(z.string()).optional(),
  decided: doneView.nullable(),
  because: z.array(z.object({ reason: z.string(), what: z.string() })),
  otherComponents: z.array(z.string()).nullable(),
})

/** What the page of a case reads of its state. */
export const caseView = z.object({
  ...scoringView,
  status: z.string(),
  title: z.string(),
  summary: z.string(),
  awareOn: z.string(),
  awareness: doneView
    .extend({ moment: z.string(), timeZone: z.string(), who: z.string(), how: z.string() })
    .nullable(),
  /** As the rules gave it when something was last recorded. */
  timing: z
    .object({
      clocks: z.array(
        z.object({
          rule: z.string(),
          outcome: z.string(),
          dueAt: z.string().nullable(),
          doneAt: z.string().nullable(),
        }),
      ),
    })
    .nullable(),
  told: z.array(z.object({ dueAt: z.string(), to: z.array(z.string()), mails: z.number() })),
  pauses: z.array(
    z.object({
      clock: z.string(),
      reason: z.string(),
      from: z.string(),
      to: z.string().nullable(),
    }),
  ),
  incidents: z.array(
    doneView.extend({
      id: z.string(),
      kind: incidentSchema,
      moment: z.string(),
      description: z.string(),
    }),
  ),
  reportability: z.array(
    doneView.extend({
      authority: z.string(),
      reportable: z.boolean(),
      reason: z.string(),
      approved: doneView.nullable(),
    }),
  ),
  submissions: z.array(
    doneView.extend({
      authority: z.string(),
      stage: stageSchema,
      what: z.string(),
      sentAt: z.string(),
      reference: z.string(),
    }),
  ),
  actions: z.array(z.object({ action: actionSchema, number: z.string(), note: z.string() })),
  reports: z.array(z.string()),
  cve: z.string().nullable(),
  cwe: z.string().nullable(),
  rootCause: z.string(),
  facts: caseFacts,
  impact: z.array(impactRow),
  stale: z.array(
    z.object({
      part: z.string(),
      product: z.string().optional(),
      revision: z.string().optional(),
      because: z.array(z.string()),
    }),
  ),
  ranges: z.array(
    doneView.extend({
      product: z.string(),
      range: z.string(),
      status: z.string(),
      justification: z.string().optional(),
      statement: z.string(),
      unread: z.array(z.string()),
    }),
  ),
  safety: z.array(safetyView),
  ...decisionViews,
  ending: doneView
    .extend({
      ending: z.string(),
      reason: z.string(),
      duplicateOf: z.string().optional(),
      approved: doneView.nullable(),
    })
    .nullable(),
  risk: doneView
    .extend({
      register: z.string(),
      residual: z.enum(['none', 'acceptable', 'not-acceptable']),
      description: z.string(),
    })
    .nullable(),
  otherProducts: doneView
    .extend({ products: z.array(z.string()), answer: z.string(), none: z.boolean() })
    .nullable(),
  thirdParties: z.array(
    doneView.extend({ owner: z.string(), none: z.boolean(), reason: z.string() }),
  ),
  asks: asksView,
  parties: partiesView,
  cves: cvesView,
  /** `elsewhere`: the earlier system in which it was closed. */
  closed: doneView.extend({ conclusion: z.string(), elsewhere: z.string().optional() }).nullable(),
  imported: importedView
    .extend({
      system: z.string(),
      number: z.string(),
      openedOn: z.string(),
      closedOn: z.string().nullable(),
    })
    .nullable()
    .default(null),
  earlier: z.array(
    z.object({
      conclusion: z.string(),
      closed: doneView,
      reason: z.string(),
      reopened: doneView,
    }),
  ),
})
export type CaseView = z.output<typeof caseView>
