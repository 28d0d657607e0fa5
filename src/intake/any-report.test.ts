import fc from 'fast-check'
import { expect, it } from 'vitest'
import { aReport } from '../../test/support/a-report.ts'
import { fixedId } from '../../test/support/deciding.ts'
import { exits, reportStatuses } from './contract.ts'

const day = fc.integer({ min: 0, max: 60 }).map((days) => new Date(Date.UTC(2026, 2, days + 1)))
const isoDay = day.map((date) => date.toISOString().slice(0, 10))
const maybeDay = fc.option(isoDay, { nil: undefined })
const words = fc.constantFrom('', 'm', 'n')
const aCase = fc.constantFrom(fixedId(1), fixedId(2))
const said = { reason: fc.constant('r'), message: fc.constant('m') }

/** Everything that people, the reporter and the server can do with a report, in any order. */
const step = fc.oneof(
  ...Object.entries({
    acknowledge: { message: fc.constant('m'), nextDate: isoDay },
    reply: { message: fc.constant('m'), nextDate: maybeDay, question: fc.boolean() },
    assess: {
      finding: fc.constantFrom('plausible', 'unclear', 'no-flaw'),
      reason: fc.constant('r'),
      message: words,
      nextDate: maybeDay,
    },
    reclassify: { source: fc.constantFrom('a', 'd', 'f'), reason: fc.constant('r') },
    'add-from-reporter': { message: words },
    withdraw: { message: words },
    'set-credit': { credit: words },
    'ask-for-link': {},
    'link-case': { case: aCase },
    'unlink-case': { case: aCase, reason: fc.constant('r') },
    conclude: {
      ...said,
      exit: fc.constantFrom(...Object.keys(exits)),
      ownerName: words,
      ownerToldOn: maybeDay,
    },
    merge: { ...said, report: fc.constant(fixedId(50)) },
    reopen: said,
    'tell-progress': {
      case: aCase,
      step: fc.constantFrom('decided', 'fixed', 'published'),
      message: fc.constantFrom('m', 'n'),
    },
    'keep-dates': {},
    'record-unreached': {
      delivery: fc.constantFrom('one', 'two'),
      whom: fc.constantFrom('reporter', 'owner'),
      status: fc.constant('5.1.1'),
    },
    'reach-otherwise': { reason: fc.constant('r') },
  }).map(([command, input]) =>
    fc.record<Record<string, unknown>>(input).map((given) => ({ command, given })),
  ),
)

it('has a next date that the server watches until it is closed, and then an exit with its reason', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(step, day), { maxLength: 30 }),
      fc.boolean(),
      async (steps, anonymous) => {
        const report = aReport()
        const contact = anonymous ? {} : { reporterEmail: 'jo@hospital.example' }
        await report.given('receive', { source: 'd', description: 'x', ...contact })
        for (const [{ command, given }, date] of steps) {
          report.at(date.toISOString())
          await report.when(command, given)
          const { status, nextDate, exit, thread, acknowledgedAt, cases, told } = report.state()
          expect(reportStatuses).toContain(status)
          const { dueAt, values } = report.facets()
          if (status === 'closed') {
            expect([nextDate, dueAt, values?.['watch']]).toEqual([null, undefined, []])
            expect(exit?.reason).not.toBe('')
            expect(Object.keys(exits)).toContain(exit?.exit)
          } else {
            expect(exit).toBeNull()
            expect(nextDate).toMatch(/^2026-/)
            expect(dueAt).toBeDefined()
            expect(dueAt && dueAt <= `${nextDate}T23:59:59.999Z`).toBe(true)
            const escalated = told.filter(({ kind }) => kind === 'escalated').length
            expect((values?.['watch']?.length ?? 0) + escalated).toBeGreaterThan(0)
          }
          if (status === 'new') expect([acknowledgedAt, cases]).toEqual([null, []])
          if (acknowledgedAt !== null)
            expect(thread.some(({ from }) => from === 'maker')).toBe(true)
        }
      },
    ),
    { numRuns: 250 },
  )
})
