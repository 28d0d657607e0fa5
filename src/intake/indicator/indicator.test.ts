import { describe, expect, it } from 'vitest'
import { decideCloseWindow, decideDismiss, decideLinkReport, decideMakeReport } from './decide.ts'
import type { IndicatorEvent } from './events.ts'
import { evolveIndicator, indicatorFacets, initialIndicator } from './state.ts'

const raised: Extract<IndicatorEvent, { type: 'indicator.raised' }> = {
  type: 'indicator.raised',
  reference: 'IND-2026-0001',
  rule: 'audit-stopped',
  title: 'The audit log was stopped',
  cause: 'sealed',
  causeKey: 'a'.repeat(64),
  firstAt: '2026-01-02T03:04:05.000Z',
  lastAt: '2026-01-02T03:04:05.000Z',
  window: 86_400,
  evidenceSet: '0190a000-0000-7000-8000-000000000001',
  evidence: ['b'.repeat(64)],
  product: '',
  report: false,
  by: 'rule',
  note: '',
}
const stateOf = (...events: readonly IndicatorEvent[]) =>
  events.reduce(
    (state, event, index) =>
      evolveIndicator(state, event, {
        at: '2026-01-02T03:04:06.000Z' as never,
        actor: 'person:1',
        version: index + 1,
        signature: null,
      }),
    initialIndicator,
  )

describe('an indicator', () => {
  it('waits for somebody, with a day', () => {
    expect(indicatorFacets(stateOf(raised))).toMatchObject({
      status: 'open',
      dueAt: '2026-01-05T03:04:06.000Z',
    })
  })
  it('becomes a report once, by its rule or by hand', () => {
    const ordered = stateOf(raised, { type: 'indicator.report-ordered', note: 'n', product: '' })
    for (const state of [ordered, stateOf({ ...raised, report: true })]) {
      expect(indicatorFacets(state)).toMatchObject({ status: 'reported', dueAt: undefined })
      expect(decideMakeReport(state, { note: 'n', product: '' })).toMatchObject({ refused: true })
      expect(decideDismiss(state, { reason: 'r' })).toMatchObject({ code: 'indicator/reported' })
      const [linked] = [decideLinkReport(state, { report: 'r1' })].flat()
      expect(linked).toEqual({ type: 'indicator.report-linked', report: 'r1' })
    }
    const done = stateOf(
      { ...raised, report: true },
      { type: 'indicator.report-linked', report: 'r1' },
    )
    expect(decideLinkReport(done, { report: 'r2' })).toEqual([])
    expect(indicatorFacets(done).hangsOn).toEqual(['r1'])
  })
  it('takes what came later in its window, also after its end', () => {
    const [closed] = [
      decideCloseWindow(stateOf(raised), {
        count: 240,
        lastAt: '2026-01-02T09:00:00.000Z',
        evidence: ['c'.repeat(64)],
      }),
    ].flat()
    if (closed === undefined || 'refused' in closed) throw new Error('It was refused.')
    const state = stateOf(raised, { type: 'indicator.dismissed', reason: 'A drill.' }, closed)
    expect(state).toMatchObject({
      status: 'dismissed',
      count: 240,
      lastAt: raised.lastAt,
      lastSeenAt: '2026-01-02T09:00:00.000Z',
      evidence: ['b'.repeat(64), 'c'.repeat(64)],
    })
    expect(stateOf(raised)).toMatchObject({ count: 1, lastSeenAt: raised.lastAt })
  })
  it('ends by dismissal, after which no report is made or linked', () => {
    const state = stateOf(raised, { type: 'indicator.dismissed', reason: 'A drill.' })
    expect(indicatorFacets(state)).toMatchObject({ status: 'dismissed', dueAt: undefined })
    expect(decideMakeReport(state, { note: 'n', product: '' })).toMatchObject({
      code: 'indicator/dismissed',
    })
    expect(decideLinkReport(state, { report: 'r1' })).toMatchObject({ refused: true })
  })
})
