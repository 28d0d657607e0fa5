import { z } from 'zod'
import { doneView, fileView } from '../common.ts'

const guided = { guidance: z.array(z.string()), control: z.string() }

const proposal = doneView.extend({
  path: z.string(),
  reason: z.string(),
  alternatives: z.string().optional(),
  considered: z.array(z.object({ alternative: z.string(), whyNot: z.string() })),
  ...guided,
  rows: z.array(z.object({ product: z.string(), path: z.string(), reason: z.string(), ...guided })),
  approved: doneView.extend({ proposal: z.string() }).nullable(),
  rejected: doneView.extend({ reason: z.string() }).nullable(),
})
export type ProposalView = z.output<typeof proposal>

const agreed = z.object({ instant: z.string(), at: z.string(), zone: z.string() })

/** What is decided on a case, as its page reads it. */
export const decisionViews = {
  disposition: proposal.nullable(),
  earlierDispositions: z.array(proposal),
  disclosure: doneView
    .extend({
      disclose: z.boolean(),
      audiences: z.array(z.string()),
      on: z.string().optional(),
      plan: z.array(
        z.object({
          audience: z.string(),
          who: z.string(),
          by: z.string(),
          on: z.string().optional(),
        }),
      ),
      tlp: z.string(),
      reason: z.string(),
      approved: doneView.nullable(),
    })
    .nullable(),
  embargo: doneView
    .extend({
      named: z.array(z.string()),
      until: z.string().optional(),
      untilAt: agreed.optional(),
      endsAt: z.string().nullable(),
      reason: z.string(),
    })
    .nullable(),
  embargoMoves: z.array(
    doneView.extend({
      move: z.string(),
      to: agreed,
      party: z.string(),
      reason: z.string(),
      answer: doneView
        .extend({ accepted: z.boolean(), party: z.string(), reason: z.string() })
        .nullable(),
    }),
  ),
  disclosureDecisions: z.number(),
  leak: doneView
    .extend({
      where: z.string(),
      seen: agreed,
      what: z.string(),
      dueAt: z.string(),
      decisionsBefore: z.number(),
      steps: z.array(doneView.extend({ step: z.string(), outcome: z.string(), note: z.string() })),
      settled: doneView.extend({ conclusion: z.string() }).nullable(),
    })
    .nullable(),
  changeRequest: doneView
    .extend({
      reference: z.string(),
      description: z.string(),
      author: z.string().optional(),
      links: z.array(z.object({ kind: z.string(), url: z.string(), title: z.string() })),
    })
    .nullable(),
  aspectReviews: z.array(
    doneView.extend({ aspect: z.string(), conclusion: z.string(), accepted: z.boolean() }),
  ),
  changeReview: doneView.extend({ accepted: z.boolean() }).nullable(),
  verifications: z.array(
    doneView.extend({
      product: z.string(),
      fixedIn: z.string(),
      tested: z.string(),
      how: z.string(),
      evidence: z.array(fileView),
      regression: z.string(),
      regressionTests: z.array(z.string()),
      passed: z.boolean(),
    }),
  ),
}
