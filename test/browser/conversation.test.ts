import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeWith } from '../support/needs.ts'
import { acceptChange, goodTest } from '../support/work/case.ts'
import { aProduct } from '../support/work/product.ts'
import { converse } from './conversation/talk.ts'
import { type Desk, openDesk } from './inbox/desk.ts'

describeWith('chromium', 'A conversation', () => {
  let desk: Desk

  beforeAll(async () => {
    desk = await openDesk()
  })

  afterAll(() => desk?.close())

  test('goes from a report without script to the news that it is fixed', async () => {
    const { browser, maker, triager } = desk
    const approver = await maker.colleague('anna', ['approver'])
    const product = await aProduct(triager)
    const tom = await desk.visit()
    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: maker.url })
    const reporter = await context.newPage()
    const mends = async (reference: string) => {
      const path = `/api/cases/${reference}`
      const rows = [{ product: product.id, revision: '2.4.0', status: 'affected' }]
      await triager.does(`${path}/set-impact`, { rows })
      await triager.does(`${path}/propose-disposition`, {
        path: 'code-fix',
        reason: 'The name can be cut at 63 characters.',
      })
      await approver.does(`${path}/approve-disposition`, {}, true)
      await triager.does(`${path}/request-change`, {
        reference: 'CR-31',
        description: 'Cut the name.',
      })
      await acceptChange(approver, path)
      await approver.does(`${path}/verify-fix`, goodTest(product.id))
      await maker.settle()
    }
    const { reference, link, standing } = await converse({
      reporter,
      maker: tom.page,
      workbench: `${maker.url}/workbench`,
      mends,
    })
    expect(standing).toBe('A fix has been made and tested. You hear here when it is out.')
    expect(link).toMatch(/^\/r\//)
    const { state } = (await triager.get(`/api/reports/${reference}`)).body
    expect(state.thread.map(({ from }: { from: string }) => from).slice(0, 3)).toEqual([
      'maker',
      'maker',
      'reporter',
    ])
    expect(state).toMatchObject({ status: 'in-case', step: 'fixed' })
    expect(state.nextDate).not.toBeNull()
    expect(tom.complaints()).toEqual([])
    await context.close()
    await tom.close()
  })
})
