import { describe, expect, it } from 'vitest'
import { aCaseWith, allBut, anOpenCase, pump, vector } from '../../../test/support/a-case.ts'
import type { ProposedRow } from '../ports.ts'
import type { Stale } from '../state/stale.ts'

const range = (more: object) => ({ product: pump, range: '<2.4.1', status: 'affected', ...more })
const row = (revision: string, more: object = {}) => ({
  rows: [{ product: pump, revision, status: 'affected', ...more }],
})
const because = (stale: readonly Stale[]) =>
  stale.map(({ part, revision, because: why }) => [part, revision, ...why])

describe('a decision for a range', () => {
  it('decides every revision in it once, and says of which it says nothing', async () => {
    const about = await anOpenCase()
    await about.given('decide-range', range({ statement: 'Close port 80.' }))
    expect(about.state().impact).toMatchObject([
      { revision: '2.3.0', status: 'affected', statement: 'Close port 80.' },
      { revision: '2.4.0', status: 'affected' },
    ])
    expect(about.state().ranges).toMatchObject([{ range: '<2.4.1', unread: ['Spring'] }])
  })

  it('is one fact also with a long statement for many revisions', async () => {
    const statement = 'Keep it off the network. '.repeat(150)
    const about = await anOpenCase()
    const events = await about.when('decide-range', range({ statement }))
    expect(JSON.stringify(events).length).toBeLessThan(statement.length + 2_000)
    await about.given('decide-range', range({ statement }))
    const rows = about.state().impact.map((one) => one.statement)
    expect(rows).toEqual([statement.trim(), statement.trim()])
  })

  it.each([
    [{ range: 'soon' }, 'versions/unreadable'],
    [{ range: '>=2.4 <2.0' }, 'versions/empty'],
    [{ range: '>9' }, 'case/range-empty'],
    [{ status: 'not-affected' }, 'case/justification-missing'],
    [{ justification: 'component-not-present' }, 'case/justification-misplaced'],
  ])('is refused for %o with %s', async (more, code) => {
    const about = await anOpenCase()
    expect(await about.when('decide-range', range(more))).toMatchObject({ code })
  })

  it('contradicts no other range and no single row, until it is taken back', async () => {
    const about = await anOpenCase()
    await about.given('decide-range', range({}))
    expect(
      await about.when('decide-range', range({ range: '2.4.x', status: 'fixed' })),
    ).toMatchObject({ code: 'case/ranges-overlap' })
    await about.given('decide-range', range({ range: '>=2.4.1', status: 'fixed' }))
    expect(await about.when('set-impact', row('2.3.0', { status: 'fixed' }))).toMatchObject({
      code: 'case/range-contradicts',
    })
    await about.given('drop-range', { product: pump, range: '<2.4.1' })
    await about.given('set-impact', row('2.3.0', { status: 'fixed' }))
    expect(await about.when('drop-range', { product: pump, range: '<2.4.1' })).toMatchObject({
      code: 'case/no-range',
    })
  })
})

describe('a row', () => {
  it('names a revision and a configuration that the product has', async () => {
    const about = await anOpenCase()
    expect(await about.when('set-impact', row('9.9'))).toMatchObject({
      code: 'case/no-such-revision',
    })
    expect(
      await about.when('set-impact', row('2.4.0', { configurations: ['Offline'] })),
    ).toMatchObject({ code: 'case/no-such-configuration' })
    await about.given('set-impact', row('2.4.0', { configurations: ['Remote service'] }))
  })

  it('is proposed with why, once, and waits for a person', async () => {
    const proposed: ProposedRow[] = [
      {
        product: pump,
        revision: '2.4.0',
        because: [{ reason: 'component', what: 'openssl 3.0.1' }],
      },
    ]
    const about = await anOpenCase({ proposed: () => proposed })
    await about.given('propose-impact', {})
    await about.given('propose-impact', {})
    expect(about.state().impact).toMatchObject([
      { status: 'under-investigation', decided: null, because: [{ what: 'openssl 3.0.1' }] },
    ])
    await about.given('set-impact', row('2.4.0'))
    expect(about.state().impact).toMatchObject([
      { status: 'affected', because: [{ what: 'openssl 3.0.1' }] },
    ])
  })
})

describe('what was decided on something else', () => {
  it('is stale after another score, and what hangs on it with it, until decided anew', async () => {
    const about = await aCaseWith(['score', 'impact', 'proposed', 'disposition'])
    expect(about.state().status).toBe('decided')
    expect(about.state().stale).toEqual([])
    await about.given('score', { vector: 'CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N' })
    expect(because(about.state().stale)).toEqual([
      ['impact', '2.4.0', 'score'],
      ['disposition', undefined, 'impact'],
    ])
    expect(about.state().status).toBe('analysed')
    expect(about.facets().values?.['stale']).toEqual(['yes'])
    about.at('2026-03-03T10:00:00.000Z')
    await about.given('set-impact', row('2.4.0'))
    expect(because(about.state().stale)).toEqual([['disposition', undefined, 'rebased']])
    about.at('2026-03-04T10:00:00.000Z')
    await about.given('approve-disposition', {}, 'person:ben')
    expect(about.state()).toMatchObject({ stale: [], status: 'decided' })
  })

  it('leaves what was approved alone where a row is only said again', async () => {
    const about = await aCaseWith(['score', 'impact', 'proposed', 'disposition'])
    about.at('2026-03-03T10:00:00.000Z')
    await about.given('set-impact', row('2.4.0', { statement: 'In other words.' }))
    expect(about.state().stale).toEqual([])
  })

  it('is not stale after the first score, or the same one again', async () => {
    const about = await aCaseWith(['impact', 'score'])
    await about.given('set-impact', row('2.4.0'))
    await about.given('score', { vector })
    expect(about.state().stale).toEqual([])
  })

  it('is stale after other affected versions of a component', async () => {
    const about = await anOpenCase()
    const facts = (affected: string) => ({ facts: { components: [{ name: 'zlib', affected }] } })
    await about.given('describe', facts('<1.2.12'))
    await about.given('set-impact', row('2.4.0'))
    await about.given('describe', facts('<1.3'))
    expect(because(about.state().stale)).toEqual([['impact', '2.4.0', 'range']])
  })

  it('is stale once another revision is found affected after the approval', async () => {
    const about = await aCaseWith(['impact', 'score', 'proposed', 'disposition'])
    about.at('2026-03-03T10:00:00.000Z')
    await about.given('set-impact', row('2.3.0'))
    expect(because(about.state().stale)).toEqual([['disposition', undefined, 'affected']])
    about.at('2026-03-04T10:00:00.000Z')
    await about.given('approve-disposition', {}, 'person:ben')
    expect(await about.when('approve-disposition', {}, 'person:ben')).toMatchObject({
      code: 'case/approved-already',
    })
    expect(about.state().stale).toEqual([])
  })

  it('opens a closed case again when the software items of its revisions change', async () => {
    let components = ['openssl 3.0.1']
    const about = await aCaseWith(allBut(), { components: () => components })
    await about.given('close', { conclusion: 'Done.' })
    await about.given('recheck-impact', { product: pump })
    expect(about.state().status).toBe('closed')
    components = ['openssl 3.0.9']
    await about.given('recheck-impact', { product: pump })
    expect(about.state()).toMatchObject({ closed: null, status: 'analysed' })
    expect(because(about.state().stale)).toContainEqual(['impact', '2.4.0', 'component'])
    expect(await about.when('close', { conclusion: 'Again.' })).toMatchObject({
      code: 'case/not-complete',
      message: expect.stringContaining('the impact on 2.4.0'),
    })
  })

  it('opens a closed case for a revision with the component, not for shared code alone', async () => {
    let reason: 'component' | 'shared-code' = 'shared-code'
    const about = await aCaseWith(allBut(), {
      proposed: () => [
        { product: pump, revision: '2.3.0', because: [{ reason, what: 'the web server' }] },
      ],
    })
    await about.given('close', { conclusion: 'Done.' })
    await about.given('propose-impact', {})
    expect(about.state().status).toBe('closed')
    reason = 'component'
    await about.given('propose-impact', {})
    expect(about.state().closed).toBeNull()
  })
})
