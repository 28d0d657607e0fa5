import { expect, test } from 'vitest'
import { onDatabases } from '../support/on-databases.ts'
import { aCase, missingIn } from '../support/work/case.ts'
import { aProduct } from '../support/work/product.ts'
import { riskOf, updatesRisk } from '../support/work/risk.ts'
import { aTeam, dayAfter, listOf, signedInAgain, stateOf, tries } from '../support/work/team.ts'

onDatabases('The risk register', (openDatabase) => {
  const team = aTeam(['engineer', 'approver'], openDatabase)

  const remaining = { ...riskOf({ residual: 'not-acceptable' }), controls: [] }

  test('what is not acceptable is accepted by a second person, until a day and on a condition', async () => {
    const { engineer, approver, maker } = team
    const about = await aCase(team, await aProduct(engineer), {
      risk: { residual: 'not-acceptable' },
    })
    await about.takeAllBut()
    expect(missingIn(await about.close())).toEqual(['9.5/risk-record'])
    const [entry] = await listOf(engineer, `/api/risks?facet=case:${about.id}`)
    const path = `/api/risks/${entry.id}`
    const over = { reason: 'r', condition: 'c', until: dayAfter(maker, -1) }
    const refused = await tries(engineer, `${path}/propose-acceptance`, over)
    expect(refused.body.code).toBe('risk/expired')
    await engineer.does(`${path}/propose-acceptance`, { ...over, until: dayAfter(maker, 30) })
    expect(missingIn(await about.close())).toEqual(['9.5/risk-record'])
    expect((await tries(approver, `${path}/accept`, {})).body.code).toBe('access/signature-needed')
    await approver.does(`${path}/accept`, {}, true)
    expect((await stateOf(engineer, path)).acceptance).toMatchObject({
      condition: 'c',
      by: `person:${engineer.person}`,
      accepted: { signedBy: approver.name },
    })
    expect((await about.close()).status).toBe(200)
  })

  test('a risk is stale once the score of its case changes, and its case stays open', async () => {
    const { engineer, maker } = team
    const about = await aCase(team, await aProduct(engineer))
    await about.take('impact', 'score', 'safety')
    const id = await updatesRisk(engineer, about.path)
    await about.does('score', { vector: 'CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N' })
    await maker.settle()
    expect((await stateOf(engineer, `/api/risks/${id}`)).stale).toEqual(['score'])
    const update = { risk: id, description: 'd' }
    const refused = await tries(engineer, `${about.path}/update-risk`, update)
    expect(refused.body.code).toBe('case/risk-stale')
    await engineer.does(`/api/risks/${id}/renew`, { reason: 'Less severe than before.' })
    await about.does('update-risk', update)
  })

  test('an entry is judged by the matrix, and less remains only by a verified control', async () => {
    const { engineer } = team
    const enter = (more: object) => tries(engineer, '/api/risks/enter', { ...remaining, ...more })
    expect((await enter({ residualSeverity: 'awful' })).body.code).toBe('risk/no-such-level')
    expect((await enter({ residualSeverity: 'minor' })).body.code).toBe('risk/no-control')
    const unproven = [{ control: 'A firewall' }]
    const lower = { residualSeverity: 'minor', controls: unproven }
    expect((await enter(lower)).body.code).toBe('risk/no-control')
    const rises = { initialSeverity: 'minor', residualSeverity: 'serious' }
    expect((await enter(rises)).body.code).toBe('risk/rises')
    const missing = '01a1ff1c-b1d2-7d3e-98ea-f6539183c0a0'
    expect((await enter({ cases: [missing] })).body.code).toBe('risk/no-case')
  })

  test('a case names an entry that names it, and none that is retired', async () => {
    const { engineer } = team
    const about = await aCase(team, await aProduct(engineer))
    const { id } = await engineer.does('/api/risks/enter', remaining)
    const update = { risk: id, description: 'd' }
    const refused = await tries(engineer, `${about.path}/update-risk`, update)
    expect(refused.body.code).toBe('case/risk-not-linked')
    await engineer.does(`/api/risks/${id}/link-case`, { case: about.id })
    await about.does('update-risk', update)
    await engineer.does(`/api/risks/${id}/retire`, { reason: 'Out of service.' })
    expect((await tries(engineer, `${about.path}/update-risk`, update)).body.code).toBe(
      'case/no-risk',
    )
  })

  test('an acceptance that is over makes the entry stale, and keeps its case open', async () => {
    const { engineer, approver, maker } = team
    const about = await aCase(team, await aProduct(engineer), {
      risk: { residual: 'not-acceptable' },
    })
    await about.takeAllBut()
    const [entry] = await listOf(engineer, `/api/risks?facet=case:${about.id}`)
    const path = `/api/risks/${entry.id}`
    await engineer.does(`${path}/propose-acceptance`, {
      reason: 'r',
      condition: 'c',
      until: dayAfter(maker, 2),
    })
    await approver.does(`${path}/accept`, {}, true)
    maker.time.now += 3 * 86_400_000
    await maker.settle()
    // The sessions of then are over, too.
    const reader = await signedInAgain(maker, engineer)
    expect((await stateOf(reader, path)).stale).toEqual(['expired'])
    const { body } = await reader.get(`${about.path}/closure`)
    const missing = body.items.filter(({ done }: { done: boolean }) => !done)
    expect(missing).toMatchObject([
      { constraint: '9.5/risk-record', missing: expect.stringContaining(entry.humanId) },
    ])
    const listed = await listOf(reader, '/api/risks?facet=stale:yes')
    expect(listed.map(({ id }: { id: string }) => id)).toContain(entry.id)
  })
})
