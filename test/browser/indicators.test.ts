import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeWith } from '../support/needs.ts'
import { type Office, openOffice } from './workbench/office.ts'
import type { Visitor } from './workbench/visitor.ts'

describeWith('chromium', 'Indicators in the workbench', () => {
  let office: Office
  let olga: Visitor
  const send = async (source: string) => {
    const { url, authorization } = office.server
    const line = { at: new Date().toISOString(), type: 'audit-stopped', actor: 'jdoe', source }
    const answer = await fetch(new URL('/api/audit-events', url), {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ from: 'test', lines: [JSON.stringify(line)] }),
    })
    expect(answer.status).toBe(201)
  }

  beforeAll(async () => {
    office = await openOffice()
    olga = await office.colleague('Olga Weber', 'olga', ['Auditor'])
    await send('ct-3')
    await send('mri-1')
  }, 120_000)
  afterAll(() => office?.close())

  test('show the events behind them to who handles them, and become a report by a form', async () => {
    const { ada } = office
    await ada.open('/indicators')
    const found = ada.page.getByRole('link', { name: 'The audit log was stopped' })
    await found.first().waitFor()
    expect(await ada.findings()).toEqual([])
    await found.first().click()
    const evidence = ada.page.getByRole('region', { name: 'Evidence' })
    await evidence.getByText('jdoe', { exact: true }).waitFor()
    expect(await ada.findings()).toEqual([])
    await ada.press('Make a report')
    const form = ada.page.getByRole('dialog')
    await form.getByRole('textbox', { name: 'What you saw' }).fill('Nobody stopped it on purpose.')
    await ada.submit('Make a report')
    const seen = ada.page.getByRole('region', { name: 'What was seen' })
    await seen.getByRole('link', { name: /The audit log was stopped/ }).click()
    await ada.page.getByRole('heading', { name: 'The audit log was stopped' }).waitFor()
    await ada.page.getByText('Audit event logs').first().waitFor()
    expect(ada.complaints()).toEqual([])
  })

  test('are dismissed with a reason', async () => {
    const { ada } = office
    await ada.open('/indicators')
    await ada.page.getByRole('link', { name: 'The audit log was stopped' }).first().click()
    await ada.press('Dismiss')
    const form = ada.page.getByRole('dialog')
    await form.getByRole('textbox', { name: 'Reason' }).fill('A planned upgrade.')
    await ada.submit('Dismiss')
    await ada.page.getByText('A planned upgrade.').first().waitFor()
  })

  test('show an auditor hashes, and no user', async () => {
    const record = await fetch(new URL('/api/indicators', office.server.url), {
      headers: { authorization: office.server.authorization },
    })
    const { items } = (await record.json()) as { items: readonly { humanId: string }[] }
    await olga.open(`/indicators/${items[0]?.humanId}`)
    const evidence = olga.page.getByRole('region', { name: 'Evidence' })
    await evidence.getByText('your roles see their SHA-256 only').waitFor()
    expect(await olga.page.getByText('jdoe').count()).toBe(0)
    expect(await olga.findings()).toEqual([])
  })
})
