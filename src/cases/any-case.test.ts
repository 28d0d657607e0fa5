import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  allWork,
  type CaseWork,
  goneRisk,
  portsThat,
  pump,
  safetyOf,
  stepsOf,
  vector,
  wholeEvidence,
} from '../../test/support/a-case.ts'
import {
  always,
  anEnding,
  besides,
  clocks,
  command,
  endings,
  firstOpen,
  inquiries,
  leaks,
  reportabilities,
  tasks,
} from '../../test/support/any-commands.ts'
import { mayRightlyBeClosed } from '../../test/support/case-oracle.ts'
import { fixedId, recordUnderTest } from '../../test/support/deciding.ts'
import type { StreamId } from '../kernel/ids.ts'
import { isRefusal } from '../kernel/result.ts'
import { caseStatuses } from './contract.ts'
import { type CaseState, type ClosureEvidence, caseKind } from './index.ts'

const yesNo = fc.boolean()
const commands = fc.oneof(
  command(
    'set-impact',
    fc.constantFrom('affected', 'fixed', 'under-investigation').map((status) => ({
      rows: [{ product: pump, revision: '2.4.0', status }],
    })),
  ),
  always('score', { vector }),
  always('score', { vector: 'CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N' }),
  command(
    'assess-safety',
    fc.constantFrom('minor', 'catastrophic').map((severity) => safetyOf(pump, { severity })),
  ),
  always('sign-safety', { product: pump }),
  always('score', { vector: 'CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N', source: 'NVD' }),
  command(
    'choose-score',
    fc.constantFrom('person:ada', 'person:ben', 'NVD').map((source) => ({
      version: '3.1',
      source,
      reason: 'r',
    })),
  ),
  always('withdraw-score', { version: '3.1', source: 'NVD', reason: 'r' }),
  command(
    'note-exploitation',
    fc.constantFrom('none', 'active').map((status) => ({ status, source: 's' })),
  ),
  command(
    'verify-report',
    fc.constantFrom('reproduced', 'not-reproduced').map((outcome) => ({
      outcome,
      product: pump,
      revision: '2.4.0',
      how: 'h',
    })),
  ),
  always('decide-range', { product: pump, range: '<2.4.1', status: 'affected' }),
  always('drop-range', { product: pump, range: '<2.4.1' }),
  always('propose-impact', {}),
  command(
    'propose-disposition',
    fc.record({
      path: fc.constantFrom('code-fix', 'residual-risk'),
      reason: fc.constant('r'),
      guidance: fc.constantFrom([], ['Lock the cabinet.']),
    }),
  ),
  always('approve-disposition', {}),
  always('reject-disposition', { reason: 'r' }),
  leaks,
  command(
    'decide-disclosure',
    yesNo.map((disclose) => ({ disclose, audiences: ['public'], on: '2026-03-20', reason: 'r' })),
  ),
  always('approve-disclosure', {}),
  always('request-change', { reference: 'CR', description: 'd' }),
  command(
    'review-change',
    fc
      .tuple(fc.constantFrom('safety', 'security', 'effectiveness'), fc.integer({ max: 4, min: 0 }))
      .map(([aspect, dice]) => ({ aspect, conclusion: 'c', accepted: dice > 0 })),
  ),
  command(
    'verify-fix',
    yesNo.map((passed) => ({
      product: pump,
      fixedIn: '2.4.1',
      tested: 't',
      how: 'h',
      regression: 'r',
      passed,
    })),
  ),
  always('update-risk', { risk: goneRisk.id, description: 'd' }),
  inquiries,
  reportabilities,
  tasks,
  endings,
  besides,
  always('tell-third-party', { none: true, reason: 'r' }),
  always('close', { conclusion: 'c' }),
  always('reopen', { reason: 'r' }),
)

const evidence: fc.Arbitrary<ClosureEvidence> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(wholeEvidence) },
  fc.record({
    reports: fc.constantFrom([], ['RPT']),
    looks: fc.constantFrom([], wholeEvidence.looks, [
      { reference: 'L', at: '9999-01-01T00:00:00.000Z', undecided: 1 },
    ]),
    authorities: fc.constantFrom([], clocks.authorities),
    unsearched: fc.constantFrom([], ['DOC']),
    openDefects: fc.constantFrom([], ['DEF']),
    published: fc.constantFrom([], ['UPD']),
    unpublished: fc.constantFrom([], ['ADV']),
    products: fc.constantFrom(wholeEvidence.products, {
      active: wholeEvidence.products.active.slice(0, 1),
      askAll: false,
    }),
    risks: fc.constantFrom(
      [],
      [goneRisk],
      [{ ...goneRisk, stale: true }],
      [{ ...goneRisk, residual: 'not-acceptable' as const }],
    ),
  }),
)

const nobodyApprovesTheirOwn = ({
  disposition,
  disclosure,
  ending,
  reportability,
  changeRequest,
  aspectReviews,
  verifications,
}: CaseState) =>
  ending?.approved?.by !== (ending?.by ?? '') &&
  reportability.every(({ by, approved }) => approved?.by !== by) &&
  disposition?.approved?.by !== (disposition?.by ?? '') &&
  disclosure?.approved?.by !== (disclosure?.by ?? '') &&
  [...aspectReviews, ...verifications].every(({ by }) => by !== changeRequest?.by)

const statusFits = ({ status, ...state }: CaseState): boolean => {
  if (state.closed === null && state.ending !== null && state.ending.approved !== null)
    return status === 'decided'
  const stands = state.stale.length === 0
  const passed = stands && state.verifications.at(-1)?.passed === true
  const approved = stands && state.disposition !== null && state.disposition.approved !== null
  const facts = {
    closed: state.closed !== null,
    'fix-verified': passed,
    'in-remediation':
      stands &&
      state.changeRequest !== null &&
      state.aspectReviews.every(({ accepted }) => accepted),
    decided: approved,
    analysed: state.scores.length > 0 && state.impact.length > 0,
    open: true,
  }
  return caseStatuses.findLast((one) => facts[one]) === status
}

type Command = readonly [name: string, input: object, by: string]

/** Another case, which is no duplicate itself. */
const original = {
  facts: { id: fixedId(9) as StreamId, reference: 'CASE-9', duplicate: false },
  read: [],
}

/** The first open task for the id that stands for it. */
const named = ({ tasks: all }: CaseState, input: object): object => {
  const open = all.find(({ closed }) => closed === null)
  return 'task' in input && input.task === firstOpen && open !== undefined
    ? { ...input, task: open.task }
    : input
}

/** One step of the work, or nothing in its place, and perhaps a surprise after it. */
const stepOfWork = (step: CaseWork): fc.Arbitrary<readonly Command[]> =>
  fc
    .tuple(fc.integer({ min: 0, max: 39 }), fc.option(commands, { freq: 3, nil: undefined }))
    .map(([dice, surprise]) => [
      ...(dice === 0 ? [] : stepsOf(step)),
      ...(surprise === undefined ? [] : [surprise]),
    ])

/** The work in its order with gaps and surprises: at random alone no case ever comes to its end. */
const sequences: fc.Arbitrary<readonly Command[]> = fc
  .tuple(
    fc.tuple(...allWork.map(stepOfWork)),
    fc.array(
      fc.oneof(
        { weight: 2, arbitrary: commands.map((one) => [one]) },
        { weight: 2, arbitrary: always('close', { conclusion: 'c' }).map((one) => [one]) },
        { weight: 1, arbitrary: anEnding },
      ),
      { maxLength: 20 },
    ),
  )
  .map(([work, rest]) => [...work.flat(), ...rest.flat()])

describe('a case, whatever is done with it by whomever', () => {
  it('never closes while something is unmet, and nobody approves their own', async () => {
    let closures = 0
    let withoutFix = 0
    await fc.assert(
      fc.asyncProperty(sequences, fc.infiniteStream(evidence), async (steps, evidences) => {
        let seen = wholeEvidence
        const ports = portsThat({ evidence: () => seen, original: () => original })
        const about = recordUnderTest(caseKind(ports, clocks), 'CASE-1')
        await about.given('open', { title: 'A case' })
        for (const [name, input, by] of steps) {
          seen = evidences.next().value ?? wholeEvidence
          const before = about.state()
          const result = await about.when(name, named(before, input), by)
          const after = about.state()
          if (isRefusal(result)) expect(after).toBe(before)
          if (before.closed === null && after.closed !== null) {
            closures++
            if (before.ending !== null) withoutFix++
            expect(mayRightlyBeClosed(before, seen)).toBe(true)
          }
          expect(nobodyApprovesTheirOwn(after)).toBe(true)
          expect([after.status, statusFits(after)]).toEqual([after.status, true])
          expect(about.facets().status).toBe(after.status)
        }
      }),
      { numRuns: 300, seed: 8 },
    )
    // A property that never came to a closure would have shown nothing.
    expect(closures).toBeGreaterThan(10)
    expect(withoutFix).toBeGreaterThan(10)
  })
})
