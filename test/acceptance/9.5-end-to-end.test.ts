import { expect, test } from 'vitest'
import { aCase, missingIn, openDefectFrom } from '../support/work/case.ts'
import { harmless } from '../support/work/defect.ts'
import { aDocument } from '../support/work/document.ts'
import { aProduct } from '../support/work/product.ts'
import { aTeam, listOf, stateOf } from '../support/work/team.ts'

const team = aTeam(['engineer', 'approver', 'writer', 'manager'])

test('report, fix, test, documents, disclosure and closure are one process with one history', async () => {
  const product = await aProduct(team.engineer)
  const guide = await aDocument(team, product, 'Open port 80 on the firewall for the gateway.')
  const report = await team.engineer.does('/api/reports/receive', {
    source: 'f',
    description: 'Plain HTTP.',
    reporterEmail: 'finder@example.org',
  })
  const about = await aCase(team, product, {
    report: report.id,
    disclose: true,
    facts: { ports: [{ port: 80, protocol: 'tcp', service: 'http' }] },
  })
  await about.takeAllBut()
  // The verified fix asked the documents, and the case waits for their answer and the disclosure.
  expect(missingIn(await about.close())).toEqual(['4.1.9/after-fix', '9.5/end-to-end'])

  const [found] = await listOf(team.engineer, `/api/looks?facet=case:${about.id}`)
  const look = (await team.engineer.get(`/api/looks/${found.id}`)).body
  const defect = await openDefectFrom(team.engineer, look, look.state.candidates[0])
  await team.maker.settle()
  expect(missingIn(await about.close())).toContain('4.1.9/closure')
  await guide.revise('2', 'Close port 80. The gateway speaks TLS on port 8443.')
  const correction = { revision: '2', after: 'Close port 80.' }
  await team.writer.does(`/api/defects/${defect.id}/correct`, correction)
  const right = { right: true, reason: 'Read and right.' }
  await team.engineer.does(`/api/defects/${defect.id}/verify`, right)
  await team.engineer.does(`/api/defects/${defect.id}/assess`, harmless)
  const told = { told: 'next-release', reason: 'Goes out with 2.4.1.' }
  await team.engineer.does(`/api/defects/${defect.id}/close`, told)
  // The corrected revision was searched too: what it says of port 80 is asked about.
  await team.maker.settle()
  const { state: again } = (await team.engineer.get(`/api/looks/${found.id}`)).body
  for (const { id, decision } of again.candidates)
    if (decision.is === 'undecided')
      await team.engineer.does(`/api/looks/${look.id}/dismiss`, {
        candidate: id,
        reason: 'Still true.',
      })
  expect(missingIn(await about.close())).toEqual(['9.5/end-to-end'])

  const advisory = await team.engineer.does('/api/advisories/draft', {
    case: about.id,
    title: 'Careline Gateway accepts plain HTTP',
    summary: 'The web interface accepted plain HTTP.',
  })
  await team.approver.does(`/api/advisories/${advisory.id}/approve`, {}, true)
  expect(missingIn(await about.close())).toEqual(['9.5/end-to-end'])
  await team.manager.does(`/api/advisories/${advisory.id}/publish`, {}, true)
  await team.maker.settle()
  expect((await about.close()).status).toBe(200)

  const { body } = await team.engineer.get(`${about.path}/history`)
  const types = body.events.map((event: { type: string }) => event.type)
  expect(types[0]).toBe('case.opened')
  expect(types.at(-1)).toBe('case.closed')
  const { cases, thread } = await stateOf(team.engineer, `/api/reports/${report.id}`)
  expect(cases).toEqual([about.id])
  expect(thread.map(({ message }: { message: string }) => message)).toContain(
    'A fix has been made and tested. You hear from us when it is out.',
  )
}, 120_000)

test('a closed case is changed by reopening it only, and its history stays', async () => {
  const about = await aCase(team, await aProduct(team.engineer))
  await about.takeAllBut()
  expect((await about.close()).status).toBe(200)
  await expect(about.take('score')).rejects.toThrow('case/closed')
  const before = (await team.engineer.get(`${about.path}/history`)).body.events
  await about.does('reopen', { reason: 'The fix does not hold on hardware C.' })
  const after = (await team.engineer.get(`${about.path}/history`)).body.events
  expect(after.slice(0, before.length)).toEqual(before)
  expect((await about.state()).closed).toBeNull()
})

test('the case says what its closure asks for, each with the command that brings it', async () => {
  const about = await aCase(team, await aProduct(team.engineer))
  await about.takeAllBut('risk-record')
  const { body } = await team.engineer.get(`${about.path}/closure`)
  const missing = body.items.filter(({ done }: { done: boolean }) => !done)
  expect(missing).toMatchObject([{ constraint: '9.5/risk-record', command: 'update-risk' }])
  expect(missing.map(({ constraint }: { constraint: string }) => constraint)).toEqual(
    missingIn(await about.close()),
  )
})
