import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { parse } from 'yaml'
import { allWork, caseWork, portsThat, stepsOf } from '../../../../test/support/a-case.ts'
import { recordUnderTest } from '../../../../test/support/deciding.ts'
import { dayIn } from '../../../kernel/calendar.ts'
import { isRefusal, orThrow } from '../../../kernel/result.ts'
import { type Instant, instantOf, parseInstant } from '../../../kernel/time.ts'
import { caseKind } from '../../index.ts'
import { type CaseClocks, caseClocksSchema, clocksOf, defaultCaseClocksText } from '../clocks.ts'

const at = (text: string): Instant => orThrow(parseInstant(text))
const shipped: CaseClocks = {
  ...caseClocksSchema.parse(parse(defaultCaseClocksText)),
  edition: 'a',
}

/** The shipped rules as a maker in Berlin has them, those of the law all turned on. */
const berlin: CaseClocks = {
  ...shipped,
  rules: shipped.rules.map((rule) => ({ ...rule, enabled: rule.id !== 'contract-example' })),
  authorities: shipped.authorities.map((one) => ({ ...one, enabled: true })),
  calendars: {
    maker: {
      timeZone: 'Europe/Berlin',
      weekdays: [1, 2, 3, 4, 5],
      hours: { from: '09:00', to: '17:00' },
      holidays: ['2026-12-25'],
    },
  },
  edition: 'b',
}

const aCase = (start: string, clocks = berlin) =>
  recordUnderTest(caseKind(portsThat(), clocks), 'CASE-2026-0001', start)

type ACase = ReturnType<typeof aCase>
const clock = (about: ACase, name: string, now: string, clocks = berlin) =>
  clocksOf(clocks, about.state(), at(now)).find((one) => one.clock.startsWith(name))

describe('the clocks of a case', () => {
  it('run from the recorded moment of awareness, in the maker’s own calendar', async () => {
    const about = aCase('2026-03-02T10:00:00.000Z')
    await about.given('open', { title: 'A case' })
    // The day alone is known: from its beginning in Berlin.
    expect(clock(about, 'assessment', '2026-03-02T10:00:00.000Z')).toMatchObject({
      startedAt: '2026-03-01T23:00:00.000Z',
      dueAt: '2026-04-01T21:59:59.999Z',
      outcome: 'running',
    })
    await about.given('record-awareness', {
      aware: { at: '2026-02-28T23:30', zone: 'America/New_York' },
      who: 'The night shift',
      how: 'A mail from a hospital',
    })
    expect(clock(about, 'assessment', '2026-03-02T10:00:00.000Z')).toMatchObject({
      startedAt: '2026-03-01T04:30:00.000Z',
      // The first of March in Berlin, and thirty days over the change to summer time.
      dueAt: '2026-03-31T21:59:59.999Z',
    })
    expect(about.facets().dueAt).toBe('2026-03-31T21:59:59.999Z')
  })

  it('are kept by what is recorded in time, and stay missed by what comes late', async () => {
    const about = aCase('2026-03-02T10:00:00.000Z')
    await about.given('open', { title: 'A case' })
    await about.given(...caseWork.impact)
    await about.given(...caseWork.score)
    expect(clock(about, 'assessment', '2026-12-01T00:00:00.000Z')?.outcome).toBe('kept')
    about.at('2026-06-02T10:00:00.000Z')
    await about.given('note', { text: 'Nobody thought of it.' })
    expect(about.state().missed).toMatchObject([{ clock: 'disclosure' }])
    await about.given('meet-clock', { clock: 'disclosure', what: 'Told everybody in March.' })
    expect(clock(about, 'disclosure', '2026-06-03T10:00:00.000Z')).toMatchObject({
      outcome: 'missed',
      doneAt: '2026-06-02T10:00:00.000Z',
    })
    expect(about.facets().values?.['clock']).toContain('missed disclosure')
    expect(about.facets().values?.['clock']).toContain('kept assessment')
  })

  test.each([
    ['public-health-threat', 'mdr-threat', '2026-03-31T21:59:59.999Z'],
    ['death-or-deterioration', 'mdr-death', '2026-04-08T21:59:59.999Z'],
    ['other-serious', 'mdr-serious', '2026-04-13T21:59:59.999Z'],
  ])('of a serious incident (%s) run as MDR Article 87 says', async (kind, rule, dueAt) => {
    const about = aCase('2026-03-30T10:00:00.000Z')
    await about.given('open', { title: 'A case' })
    await about.given('record-incident', {
      kind,
      aware: { at: '2026-03-29T08:00', zone: 'Europe/Berlin' },
      description: 'An infusion ran at another rate.',
    })
    expect(clock(about, rule, '2026-03-30T10:00:00.000Z')).toMatchObject({
      outcome: 'running',
      dueAt,
    })
    await about.given('record-submission', {
      authority: 'mdr-87',
      what: 'Initial report',
      sent: { at: '2026-03-30T11:00', zone: 'Europe/Berlin' },
      reference: 'V-1',
    })
    expect(clock(about, rule, '2027-03-30T10:00:00.000Z')?.outcome).toBe('kept')
  })

  it('wait for a risk that nobody worked out yet, and say so', async () => {
    const about = aCase('2026-03-02T10:00:00.000Z')
    await about.given('open', { title: 'A case' })
    expect(clock(about, 'fda-tell', '2026-03-02T10:00:00.000Z')?.outcome).toBe('conditional')
    expect(about.facets().values?.['due']).toEqual([
      '2026-04-01T21:59:59.999Z assessment',
      expect.stringContaining('disclosure'),
    ])
  })

  it('pause only where their rule allows it, and only while they run', async () => {
    const about = aCase('2026-03-02T10:00:00.000Z')
    await about.given('open', { title: 'A case' })
    const tries = (command: string, name: string) =>
      about.when(command, { clock: name, reason: 'We wait for the supplier.' })
    expect(await tries('pause-clock', 'fda-tell')).toMatchObject({
      code: 'case/clock-not-pausable',
    })
    expect(await tries('pause-clock', 'nobody')).toMatchObject({ code: 'case/no-such-clock' })
    expect(await tries('resume-clock', 'assessment')).toMatchObject({
      code: 'case/clock-not-paused',
    })
    await about.given('pause-clock', { clock: 'assessment', reason: 'We wait for the supplier.' })
    expect(about.facets().values?.['due']).toHaveLength(1)
    expect(await tries('pause-clock', 'assessment')).toMatchObject({
      code: 'case/clock-not-running',
    })
    about.at('2026-03-12T10:00:00.000Z')
    await about.given('resume-clock', { clock: 'assessment', reason: 'They answered.' })
    // Ten days to the hour; the change to summer time lies between.
    expect(about.facets().dueAt).toBe('2026-04-11T21:59:59.999Z')
    about.at('2026-05-01T10:00:00.000Z')
    expect(await tries('pause-clock', 'assessment')).toMatchObject({
      code: 'case/clock-not-running',
    })
  })

  it('come one after the other: assessment, disclosure, the day decided for it, and none at the end', async () => {
    const about = aCase('2026-03-02T10:00:00.000Z', shipped)
    await about.given('open', { title: 'A case' })
    expect(about.facets().dueAt).toBe('2026-04-01T23:59:59.999Z')
    await about.given(...caseWork.impact)
    await about.given(...caseWork.score)
    expect(about.facets().dueAt).toBe('2026-05-31T23:59:59.999Z')
    await about.given(...caseWork.decided)
    expect(about.facets().dueAt).toBe('2026-03-20T23:59:59.999Z')
    for (const step of allWork.filter((one) => !['impact', 'score', 'decided'].includes(one)))
      for (const one of stepsOf(step)) await about.given(...one)
    await about.given('close', { conclusion: 'Done.' })
    expect(about.facets().dueAt).toBeUndefined()
  })

  it('that were missed are recorded when the server looks, and stay due until they are done', async () => {
    const about = aCase('2026-03-02T10:00:00.000Z')
    await about.given('open', { title: 'A case' })
    about.at('2026-04-05T10:00:00.000Z')
    await about.given('keep-clocks', {})
    expect(about.facets().values?.['clock']).toContain('missed assessment')
    expect(about.facets().dueAt).toBe('2026-04-01T21:59:59.999Z')
    // Corrected afterwards, the awareness moves no date that was missed, nor its beginning.
    await about.given('record-awareness', {
      aware: { at: '2026-03-20T08:00', zone: 'UTC' },
      who: 'w',
      how: 'h',
      reason: 'r',
    })
    expect(clock(about, 'assessment', '2026-04-05T10:00:00.000Z')).toMatchObject({
      outcome: 'missed',
      startedAt: '2026-03-01T23:00:00.000Z',
      dueAt: '2026-04-01T21:59:59.999Z',
    })
  })
})

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Pacific/Apia', 'Australia/Lord_Howe']
const hour = 3_600_000
const sunday = { at: '2026-03-01T08:00', zone: 'UTC' }

/** What anybody may do to clocks, and time going on. */
const steps = fc.array(
  fc.oneof(
    fc.record({ wait: fc.integer({ min: 1, max: 40 * 24 }) }),
    fc.constantFrom(
      { command: 'pause-clock', input: { clock: 'assessment', reason: 'r' } },
      { command: 'resume-clock', input: { clock: 'assessment', reason: 'r' } },
      { command: 'pause-clock', input: { clock: 'disclosure', reason: 'r' } },
      { command: 'resume-clock', input: { clock: 'disclosure', reason: 'r' } },
      { command: 'meet-clock', input: { clock: 'disclosure', what: 'w' } },
      { command: 'keep-clocks', input: {} },
      {
        command: 'record-awareness',
        input: { aware: sunday, who: 'w', how: 'h', reason: 'r' },
      },
      {
        command: 'record-incident',
        input: { kind: 'other-serious', aware: sunday, description: 'd' },
      },
      {
        command: 'record-submission',
        input: { authority: 'mdr-87', what: 'w', sent: sunday, reference: 'r' },
      },
      { command: 'set-impact', input: caseWork.impact[1] },
      { command: 'score', input: caseWork.score[1] },
      { command: 'note', input: { text: 't' } },
    ),
  ),
  { maxLength: 25 },
)

describe('whatever is done, in every time zone', () => {
  it('a missed clock is never kept, and pauses move a date by their sum at most', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.constantFrom(...zones), async (todo, timeZone) => {
        const [maker] = Object.values(berlin.calendars)
        if (maker === undefined) throw new Error('There is no calendar.')
        const clocks: CaseClocks = { ...berlin, calendars: { maker: { ...maker, timeZone } } }
        let now = Date.parse('2026-03-02T10:00:00.000Z')
        const about = aCase(instantOf(now), clocks)
        await about.given('open', { title: 'A case' })
        const missed = new Set<string>()
        for (const step of todo) {
          now += 'wait' in step ? step.wait * hour : 0
          if ('wait' in step) about.at(instantOf(now))
          else await about.when(step.command, step.input, 'person:ada')
          const all = clocksOf(clocks, about.state(), instantOf(now))
          for (const { clock: name, outcome, dueAt } of all) {
            if (missed.has(name)) expect([name, outcome]).toEqual([name, 'missed'])
            if (outcome === 'missed') missed.add(name)
            if (dueAt === null) continue
            const { pauses } = about.state()
            const unpaused = clocksOf(
              clocks,
              { ...about.state(), pauses: [], missed: [] },
              instantOf(now),
            )
            const base = unpaused.find((one) => one.clock === name)?.dueAt ?? dueAt
            const sum = pauses
              .filter((pause) => pause.clock === name)
              .reduce(
                (added, { from, to }) =>
                  added + ((to === null ? now : Date.parse(to)) - Date.parse(from)),
                0,
              )
            if (outcome !== 'missed')
              expect(Date.parse(dueAt) - Date.parse(base)).toBeLessThanOrEqual(sum)
          }
        }
      }),
      { numRuns: 150, seed: 4 },
    )
  })

  it('days end with their last moment there, also across summer time and the date line', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
        fc.constantFrom(...zones),
        async (aware, timeZone) => {
          const [maker] = Object.values(berlin.calendars)
          if (maker === undefined) throw new Error('There is no calendar.')
          const calendar = { ...maker, timeZone }
          const clocks: CaseClocks = { ...berlin, calendars: { maker: calendar } }
          const about = aCase('2028-01-01T00:00:00.000Z', clocks)
          const opened = await about.when('open', { title: 'A case' })
          expect(isRefusal(opened)).toBe(false)
          const moment = `${aware.toISOString().slice(0, 16)}Z`
          await about.given('record-awareness', {
            aware: { at: moment.slice(0, 16), zone: 'UTC' },
            who: 'w',
            how: 'h',
          })
          const dueAt = clock(about, 'fda-tell', '2028-01-01T00:00:00.000Z', clocks)?.dueAt
          if (dueAt == null) throw new Error('There is no date.')
          const days =
            (Date.parse(dayIn(calendar, dueAt)) -
              Date.parse(dayIn(calendar, instantOf(Date.parse(moment))))) /
            86_400_000
          expect(days).toBe(30)
          expect(dayIn(calendar, instantOf(Date.parse(dueAt) + 1))).not.toBe(dayIn(calendar, dueAt))
        },
      ),
      { numRuns: 100, seed: 4 },
    )
  })
})
