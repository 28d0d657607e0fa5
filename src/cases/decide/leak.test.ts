import { describe, expect, it } from 'vitest'
import {
  aCaseWith,
  ada,
  allWork,
  anOpenCase,
  ben,
  caseWork,
  wholeEvidence,
} from '../../../test/support/a-case.ts'
import { closureChecks, mayClose } from './closure.ts'

const seen = { at: '2026-03-02T09:00', zone: 'UTC' }
const leak = { where: 'A mailing list', seen, what: 'The port and the password.' }
const steps = ['coordinator', 'reporter', 'customers', 'advisory', 'regulators'] as const

describe('a leak', () => {
  it('asks for everything that must happen now, and is due within a working day', async () => {
    const about = await aCaseWith(allWork)
    expect(mayClose(about.state(), wholeEvidence)).toBe(true)
    await about.given('report-leak', leak)
    expect(about.state().leak).toMatchObject({ where: leak.where, settled: null })
    expect(about.facets()).toMatchObject({
      dueAt: about.state().leak?.dueAt,
      values: { leak: ['open'] },
    })
    expect(mayClose(about.state(), wholeEvidence)).toMatchObject({ code: 'case/not-complete' })
    expect(await about.when('settle-leak', { conclusion: 'c' })).toMatchObject({
      code: 'case/leak-unanswered',
      // Nothing is under an embargo, so there is nothing to lift.
      details: { left: ['disclosure', ...steps] },
    })
    const [check] = closureChecks(about.state(), wholeEvidence).filter(({ done }) => !done)
    expect(check).toMatchObject({ what: 'Leak settled', command: 'decide-disclosure' })
  })

  it('is settled by a decision made since, and an answer to every other step', async () => {
    const about = await aCaseWith(allWork)
    await about.given('report-leak', leak)
    // What was approved before says nothing of a leak.
    for (const step of steps)
      await about.given('take-leak-step', { step, outcome: 'done', note: 'By phone.' })
    expect(await about.when('settle-leak', { conclusion: 'c' })).toMatchObject({
      details: { left: ['disclosure'] },
    })
    await about.given(...caseWork.decided)
    expect(await about.when('settle-leak', { conclusion: 'c' })).toMatchObject({
      details: { left: ['disclosure'] },
    })
    await about.given(...caseWork.disclosure)
    await about.given('settle-leak', { conclusion: 'Everybody knows now.' })
    expect(about.state().leak?.settled).toMatchObject({ by: ada })
    expect(mayClose(about.state(), wholeEvidence)).toBe(true)
  })

  it('asks whether the embargo is lifted or kept', async () => {
    const about = await anOpenCase()
    await about.given('set-embargo', { named: [ada], reason: 'Agreed.' })
    await about.given('report-leak', leak)
    const left = async () => {
      const refused = await about.when('settle-leak', { conclusion: 'c' })
      return 'details' in refused ? refused.details?.['left'] : undefined
    }
    expect(await left()).toContain('embargo')
    await about.given('set-embargo', { named: [], reason: 'It is out.' })
    expect(await left()).not.toContain('embargo')
  })

  it('is refused for the future, a time that is not there, and while one is open', async () => {
    const about = await anOpenCase()
    const when = (at: string, zone: string) =>
      about.when('report-leak', { ...leak, seen: { at, zone } })
    expect(await when('2026-03-02T12:00', 'UTC')).toMatchObject({ code: 'case/moment-ahead' })
    expect(await when('2025-03-30T02:30', 'Europe/Berlin')).toMatchObject({
      code: 'time/left-out',
    })
    expect(await about.when('settle-leak', { conclusion: 'c' })).toMatchObject({
      code: 'case/no-leak',
    })
    await about.given('report-leak', leak)
    expect(await about.when('report-leak', leak)).toMatchObject({ code: 'case/leak-open' })
    expect(
      await about.when('take-leak-step', { step: 'disclosure', outcome: 'done', note: 'n' }),
    ).toMatchObject({ code: 'case/leak-disclosure' })
  })
})

describe('the end of an embargo', () => {
  const named = [ada, ben]
  const berlin = (at: string, which?: string) => ({
    at,
    zone: 'Europe/Berlin',
    ...(which === undefined ? {} : { which }),
  })
  const underEmbargo = async () => {
    const about = await anOpenCase()
    await about.given('set-embargo', {
      named,
      untilAt: berlin('2026-10-25T02:30', 'second'),
      reason: 'Agreed.',
    })
    return about
  }

  it('is an instant, which a change of summer time cannot move', async () => {
    const about = await underEmbargo()
    expect(about.state().embargo).toMatchObject({ endsAt: '2026-10-25T01:30:00.000Z' })
    expect(about.facets().values).toMatchObject({ 'embargo-ends': ['2026-10-25T01:30:00.000Z'] })
    const set = (untilAt: object, more = {}) =>
      about.when('set-embargo', { named, untilAt, reason: 'r', ...more })
    expect(await set(berlin('2026-10-25T02:30'))).toMatchObject({ code: 'time/stands-twice' })
    expect(await set(berlin('2026-03-29T02:30'))).toMatchObject({ code: 'time/left-out' })
    expect(await set(berlin('2026-03-02T10:00'))).toMatchObject({ code: 'case/date-passed' })
    expect(await set(berlin('2026-04-02T10:00'), { until: '2026-04-02' })).toMatchObject({
      code: 'case/embargo-ends-twice',
    })
    about.at('2026-10-25T01:29:59.999Z')
    expect(await about.when('end-embargo', {})).toMatchObject({ events: [] })
    about.at('2026-10-25T01:30:00.000Z')
    await about.given('end-embargo', {})
    expect(about.state().embargo).toBeNull()
  })

  it('given as a day is the end of that day in UTC', async () => {
    const about = await anOpenCase()
    await about.given('set-embargo', { named, until: '2026-03-05', reason: 'Agreed.' })
    expect(about.state().embargo?.endsAt).toBe('2026-03-06T00:00:00.000Z')
  })

  it('moves by a proposal that somebody else answers, and all of it stays', async () => {
    const about = await underEmbargo()
    const propose = { to: berlin('2026-11-02T09:00'), reason: 'Two makers are late.' }
    const answer = { accepted: true, reason: 'Agreed by all.' }
    expect(await about.when('answer-embargo-move', answer)).toMatchObject({ code: 'case/no-move' })
    await about.given('propose-embargo-move', propose)
    expect(await about.when('answer-embargo-move', answer)).toMatchObject({
      code: 'case/second-person',
    })
    await about.given('answer-embargo-move', { ...answer, accepted: false }, ben)
    expect(about.state().embargo?.endsAt).toBe('2026-10-25T01:30:00.000Z')
    // What a party outside asks for may be answered by who wrote it down.
    await about.given('propose-embargo-move', { ...propose, party: 'CERT/CC' })
    await about.given('answer-embargo-move', answer)
    expect(about.state()).toMatchObject({
      embargo: { endsAt: '2026-11-02T08:00:00.000Z', untilAt: { zone: 'Europe/Berlin' } },
      embargoMoves: [
        { party: '', answer: { accepted: false, by: ben } },
        { party: 'CERT/CC', answer: { accepted: true, by: ada } },
      ],
    })
  })
})
