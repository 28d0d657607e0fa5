import { describe, expect, it } from 'vitest'
import { ada, ben } from '../../../test/support/a-case.ts'
import { fixedId, recordUnderTest } from '../../../test/support/deciding.ts'
import { riskOf } from '../../../test/support/work/risk.ts'
import { shippedMatrix } from '../../server/risk-matrix.ts'
import type { CaseBasis } from './events.ts'
import { riskKind } from './kind.ts'
import { isTolerable } from './state.ts'

const first: CaseBasis = {
  case: fixedId(1),
  reference: 'CASE-2026-0001',
  score: '7.1',
  exploitation: '',
  affected: 'a',
  safety: '',
}

/** An entry on a case whose facts `now` gives. */
const entered = async (now: () => readonly CaseBasis[] = () => [first]) => {
  const risk = recordUnderTest(
    riskKind({
      riskBasis: async () => ({ facts: { matrix: shippedMatrix(), cases: now() }, read: [] }),
    }),
    'RISK-2026-0001',
  )
  await risk.given('enter', { ...riskOf({ residual: 'not-acceptable' }), cases: [first.case] }, ada)
  return risk
}
const proposal = { reason: 'r', condition: 'Kept in its segment.', until: '2026-12-31' }

describe('an entry of the risk register', () => {
  it('may remain only once it is accepted by a second person', async () => {
    const risk = await entered()
    expect(isTolerable(risk.state())).toBe(false)
    expect(await risk.when('accept', {}, ben)).toMatchObject({ code: 'risk/not-proposed' })
    await risk.given('propose-acceptance', proposal, ada)
    expect(await risk.when('accept', {}, ada)).toMatchObject({ code: 'risk/second-person' })
    expect(isTolerable(risk.state())).toBe(false)
    await risk.given('accept', {}, ben)
    expect(risk.state().status).toBe('accepted')
    expect(isTolerable(risk.state())).toBe(true)
    expect(risk.facets().values).toMatchObject({ expires: ['2026-12-31'] })
  })

  it('is stale by what changed, once, and accepted anew after it was confirmed', async () => {
    let now = first
    const risk = await entered(() => [now])
    await risk.given('propose-acceptance', proposal, ada)
    await risk.given('accept', {}, ben)
    expect(await risk.when('recheck', {})).toMatchObject({ events: [] })
    now = { ...first, score: '9.8', safety: 'uncontrolled' }
    await risk.given('recheck', {})
    expect(risk.state()).toMatchObject({ status: 'stale', stale: ['score', 'safety'] })
    expect(isTolerable(risk.state())).toBe(false)
    expect(await risk.when('recheck', {})).toMatchObject({ events: [] })
    expect(await risk.when('accept', {}, ben)).toMatchObject({ code: 'risk/stale' })
    expect(await risk.when('renew', { reason: 'r' }, ada)).toMatchObject({ code: 'risk/no-expiry' })
    await risk.given('renew', { reason: 'r', until: '2027-01-31' }, ada)
    expect(risk.state()).toMatchObject({
      status: 'acceptance-proposed',
      acceptance: { until: '2027-01-31', condition: 'Kept in its segment.' },
    })
    await risk.given('accept', {}, ben)
    expect(isTolerable(risk.state())).toBe(true)
  })

  it('loses its acceptance when it is judged anew', async () => {
    const risk = await entered()
    await risk.given('propose-acceptance', proposal, ada)
    await risk.given('accept', {}, ben)
    await risk.given('revise', { ...riskOf({ residual: 'none' }), reason: 'r' }, ada)
    expect(risk.state()).toMatchObject({ acceptance: null, eliminated: true, status: 'open' })
    expect(risk.state().reference).toBe('RISK-2026-0001')
    expect(isTolerable(risk.state())).toBe(true)
    expect(await risk.when('propose-acceptance', proposal)).toMatchObject({
      code: 'risk/nothing-remains',
    })
  })

  it('takes nothing more once it is retired', async () => {
    const risk = await entered()
    await risk.given('retire', { reason: 'Out of service.' })
    expect(await risk.when('retire', { reason: 'r' })).toMatchObject({ code: 'risk/retired' })
    expect(await risk.when('propose-acceptance', proposal)).toMatchObject({ code: 'risk/retired' })
    expect(isTolerable(risk.state())).toBe(false)
  })
})
