import { describe, expect, it } from 'vitest'
import { aCaseWith, ada, affected, ben, pump, safetyOf } from '../../../test/support/a-case.ts'
import { shippedMatrix } from '../../server/risk-matrix.ts'
import { fdaRiskOf } from '../state/safety.ts'

const scored = () => aCaseWith(['impact', 'score'])
const signed = () => aCaseWith(['impact', 'score', 'safety', 'signed'])
const lower = 'CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N'

describe('the safety of a product', () => {
  it('takes an unknown P1 as 1, and less only with an argument', async () => {
    const about = await scored()
    await about.given('assess-safety', safetyOf(pump, { p2: '0.00001' }))
    expect(about.state().safety[0]?.result).toMatchObject({
      p1: 1,
      p1Unknown: true,
      probability: 'remote',
      acceptability: 'acceptable',
      fda: 'uncontrolled',
    })
    expect(await about.when('assess-safety', safetyOf(pump, { p1: '0.1' }))).toMatchObject({
      code: 'case/p1-not-argued',
    })
    const argued = safetyOf(pump, { p1: '0.1', p1Argument: 'The port is closed on delivery.' })
    await about.given('assess-safety', argued)
    expect(about.state().safety).toHaveLength(1)
    expect(about.state().safety[0]?.result.p1Unknown).toBe(false)
  })

  it('is assessed by the levels of the matrix only, of a product that is affected', async () => {
    const about = await scored()
    const refused = (more: object) => about.when('assess-safety', safetyOf(pump, { ...more }))
    expect(await refused({ severity: 'awful' })).toMatchObject({
      code: 'risk/no-such-level',
      message: expect.stringContaining('catastrophic'),
    })
    expect(await refused({ exploitability: 'some' })).toMatchObject({ code: 'risk/no-such-level' })
    expect(await refused({ p2: 'maybe' })).toMatchObject({ code: 'risk/no-chance' })
    const people = { people: 4, data: '', gdpr: 'not-personal', reason: '' }
    expect(await refused({ privacy: people })).toMatchObject({
      code: 'case/privacy-contradicts',
    })
    const clear = await aCaseWith(['score'])
    expect(await clear.when('assess-safety', safetyOf(pump))).toMatchObject({
      code: 'case/not-affected',
    })
  })

  it('is signed by a second person, once, with all it was made from', async () => {
    const about = await aCaseWith(['impact', 'score', 'safety'])
    const sign = (by: string) => about.when('sign-safety', { product: pump }, by)
    expect(await sign(ada)).toMatchObject({ code: 'case/second-person' })
    expect(fdaRiskOf(about.state())).toBeNull()
    await about.given('sign-safety', { product: pump }, ben)
    expect(about.state().safety[0]).toMatchObject({
      by: ada,
      signed: { by: ben },
      matrix: { hash: shippedMatrix().hash, fda: shippedMatrix().matrix.fda },
    })
    expect(about.facets().values).toMatchObject({ 'fda-risk': ['uncontrolled'] })
    expect(await sign(ben)).toMatchObject({ code: 'case/approved-already' })
  })

  it('cannot be signed by another matrix than it was made by', async () => {
    let matrix = shippedMatrix()
    const about = await aCaseWith(['impact', 'score', 'safety'], { matrix: () => matrix })
    matrix = { ...matrix, hash: 'another' }
    expect(await about.when('sign-safety', { product: pump }, ben)).toMatchObject({
      code: 'case/matrix-changed',
    })
  })

  it('is stale once the score or the affected revisions change', async () => {
    const rescored = await signed()
    await rescored.given('score', { vector: lower })
    expect(rescored.state().stale).toContainEqual({
      part: 'safety',
      product: pump,
      because: ['score'],
    })
    expect(await rescored.when('sign-safety', { product: pump }, ben)).toMatchObject({
      code: 'case/safety-stale',
    })
    await rescored.given('assess-safety', safetyOf(pump))
    expect(rescored.state().stale.map(({ part }) => part)).not.toContain('safety')

    const another = await signed()
    await another.given('set-impact', { rows: [affected(pump, '2.3.0')] })
    expect(another.state().stale).toContainEqual({
      part: 'safety',
      product: pump,
      because: ['rows'],
    })
  })

  it('is asked of nobody once the product is affected no more', async () => {
    const about = await signed()
    await about.given('set-impact', { rows: [{ ...affected(), status: 'fixed' }] })
    expect(about.state().stale.map(({ part }) => part)).not.toContain('safety')
  })
})
