import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  aDefectIn,
  advisory,
  corrected,
  draft,
  harmful,
  harmless,
  opened,
  release,
  right,
  usual,
  type World,
} from '../../../test/support/a-defect.ts'
import { isRefusal } from '../../kernel/result.ts'
import { defectStatuses } from '../contract/defect.ts'
import type { DefectState } from './state.ts'

type Command = readonly [name: string, input: object, by: string]

const people = fc.constantFrom('person:wanda', 'person:erika', 'person:ben')
const command = (name: string, input: fc.Arbitrary<object>): fc.Arbitrary<Command> =>
  fc.tuple(fc.constant(name), input, people)
const always = (name: string, input: object) => command(name, fc.constant(input))
const issue = {
  tracker: 'redmine:lab',
  issue: 'redmine http://lab 7',
  key: '7',
  url: 'http://lab/7',
  status: 'New',
  withheld: false,
}

const closing = command(
  'close',
  fc.record({
    told: fc.constantFrom('next-release', 'notice-now', 'not-needed'),
    reason: fc.constant('r'),
  }),
)
const commands = fc.oneof(
  command(
    'describe',
    fc.constantFrom(
      { severity: 'high' },
      { severity: 'low' },
      { misleads: 'm' },
      { missingAt: '4' },
    ),
  ),
  command('assess', fc.constantFrom(harmful, harmless, { ...harmful, p2: '' })),
  command(
    'assign',
    fc.constantFrom(
      { to: 'person:wanda', until: '2026-03-12' },
      { to: 'Agency', until: '2026-03-12', release },
    ),
  ),
  command(
    'correct',
    fc.constantFrom(corrected, { ...corrected, byEye: 'Seen.' }, { ...corrected, revision: '2' }),
  ),
  command('verify', fc.constantFrom(right, { right: false, reason: 'r' })),
  always('demand-notice', { reason: 'r' }),
  command(
    'name-notice',
    fc.constantFrom({ notice: advisory, where: 'w' }, { notice: draft, where: 'w' }),
  ),
  closing,
  command(
    'withdraw',
    fc.constantFrom('not-a-defect', 'duplicate').map((as) => ({ as, reason: 'r' })),
  ),
  always('reopen', { reason: 'r' }),
  always('track', { tracker: 'redmine:lab' }),
  always('record-issue', issue),
  command(
    'follow-issue',
    fc.boolean().map((isClosed) => ({ key: '7', url: '', status: 's', isClosed })),
  ),
  always('statement-returned', { revision: '4', quote: 'Open port 80.' }),
  always('keep-dates', {}),
)

const worlds: fc.Arbitrary<World> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(usual()) },
  fc.record({
    readings: fc
      .constantFrom('read', 'could-not-read', null)
      .map((reading) => ({ 1: 'read' as const, 2: 'read' as const, 3: reading })),
    stands: fc
      .constantFrom('whole', 'words', 'gone', 'unknown')
      .map((stands) => ({ 2: 'whole' as const, 3: stands })),
    says: fc.boolean(),
    missing: fc.constantFrom([], ['DOC-2']),
    unscheduled: fc.constantFrom([], [{ reference: 'DEF-2', lacks: ['no release'] }]),
    decides: fc.boolean(),
  }),
)

/** The work in its order; at random alone hardly a defect ever comes to its end. */
const work: readonly fc.Arbitrary<Command>[] = [
  always('assign', { to: 'person:wanda', until: '2026-03-12', release }),
  command('assess', fc.constantFrom(harmless, harmful)),
  always('correct', { ...corrected, byEye: 'Seen.' }),
  always('verify', right),
  always('name-notice', { notice: advisory, where: 'w' }),
  closing,
]
const sequences: fc.Arbitrary<readonly Command[]> = fc
  .tuple(
    fc.tuple(
      ...work.map((step) =>
        fc
          .tuple(fc.integer({ min: 0, max: 19 }), step, fc.option(commands, { freq: 3 }))
          .map(([dice, one, surprise]) => [
            ...(dice === 0 ? [] : [one]),
            ...(surprise === null ? [] : [surprise]),
          ]),
      ),
    ),
    fc.array(commands, { maxLength: 15 }),
  )
  .map(([steps, rest]) => [...steps.flat(), ...rest])

/** What 4.1.9 asks of a closure, told again from the clause and not from the code under test. */
const mayRightlyBeClosed = (before: DefectState, after: DefectState, world: World): boolean => {
  const { correction, verified, assessment, notice, noticeDemanded, issue: there } = before
  const { closed } = after
  if (closed === null || correction === null || verified === null) return false
  if (correction.by === verified.by || assessment === null) return false
  // The statement does not stand there, or a person says that it is right now.
  if (correction.compared.some(({ found }) => found !== 'gone') && correction.byEye === '')
    return false
  if (noticeDemanded !== null && notice === null) return false
  if (closed.told === 'notice-now' && notice?.notice !== advisory) return false
  const mustHear = assessment.endangers || ['high', 'critical'].includes(before.severity)
  if (closed.told === 'not-needed' && mustHear) return false
  if (world.missing.length > 0 || world.unscheduled.length > 0) return false
  return !world.decides || there === null || there.isClosed
}

/** The word on where it stands follows from what is recorded, and from nothing else. */
const statusFits = (state: DefectState): boolean => {
  const facts: Readonly<Record<DefectState['status'], boolean>> = {
    open: true,
    assigned: state.assigned !== null || state.sentBack.length > 0,
    corrected: state.correction !== null,
    verified: state.verified !== null,
    closed: state.closed !== null,
    withdrawn: state.withdrawn !== null,
  }
  const last = defectStatuses.findLast((one) => facts[one])
  // Work that was begun anew without anybody's name on it is open, whatever was sent back before.
  return (
    last === state.status ||
    (state.status === 'open' && last === 'assigned' && state.assigned === null)
  )
}

describe('a documentation defect, whatever is done with it by whomever', () => {
  it('never closes while something is unmet, and nobody judges their own', async () => {
    let closures = 0
    let withdrawals = 0
    let returns = 0
    await fc.assert(
      fc.asyncProperty(
        sequences,
        people,
        fc.infiniteStream(worlds),
        async (steps, opener, changes) => {
          const world = usual()
          const defect = aDefectIn(world)
          await defect.given('open', opened, opener)
          for (const [name, input, by] of steps) {
            Object.assign(world, changes.next().value ?? usual())
            const before = defect.state()
            const result = await defect.when(name, input, by)
            const after = defect.state()
            if (isRefusal(result)) expect(after).toBe(before)
            if (before.closed === null && after.closed !== null) {
              closures++
              expect(mayRightlyBeClosed(before, after, world)).toBe(true)
            }
            if (before.withdrawn === null && after.withdrawn !== null) {
              withdrawals++
              expect(after.withdrawn.by).not.toBe(opener)
            }
            if (after.returned.length > before.returned.length) {
              returns++
              expect([after.closed, after.verified, after.correction]).toEqual([null, null, null])
            }
            expect([after.status, statusFits(after)]).toEqual([after.status, true])
            expect(defect.facets().status).toBe(after.status)
            // Whatever is over is due to nobody.
            if (after.closed !== null || after.withdrawn !== null)
              expect(defect.facets().dueAt).toBeUndefined()
          }
        },
      ),
      { numRuns: 400, seed: 9 },
    )
    // A property that never came to a closure would have shown nothing.
    expect(closures).toBeGreaterThan(20)
    expect(withdrawals).toBeGreaterThan(20)
    expect(returns).toBeGreaterThan(20)
  })
})
