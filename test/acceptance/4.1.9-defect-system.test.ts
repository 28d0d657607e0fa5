import { expect, test } from 'vitest'
import { aDefect } from '../support/work/defect.ts'
import { aDocument } from '../support/work/document.ts'
import { aProduct } from '../support/work/product.ts'
import { aTeam, dayAfter, listOf, stateOf, tries } from '../support/work/team.ts'

// The trackers themselves, Redmine, Jira and GitHub: documentation-trackers.test.ts.
const team = aTeam(['engineer', 'writer', 'manager'])

test('a documentation defect has a number, an owner, a day, and the issue in the maker’s own tracker', async () => {
  const { engineer, writer, maker } = team
  const guide = await aDocument(team, await aProduct(engineer), 'The password is "care".')
  const defect = await aDefect(engineer, guide, { trackerIssue: 'DOCS-812' })
  expect(defect.humanId).toMatch(/^DEF-\d{4}-\d{4,}$/)
  const byIssue = await listOf(engineer, '/api/defects?search=DOCS-812')
  expect(byIssue.map(({ humanId }) => humanId)).toEqual([defect.humanId])
  const assign = `${defect.path}/assign`
  const past = { to: 'Wanda', until: dayAfter(maker, -1) }
  expect((await tries(engineer, assign, past)).body.code).toBe('defect/date-passed')
  await engineer.does(assign, { to: 'Wanda', until: dayAfter(maker, 14) })
  const owned = await listOf(writer, '/api/defects?owner=Wanda&status=assigned')
  expect(owned.map(({ id }) => id)).toEqual([defect.id])
  const { body } = await engineer.get(`${defect.path}/history`)
  expect(body.events.map(({ type }: { type: string }) => type)).toEqual([
    'defect.opened',
    'defect.assigned',
  ])
})

test('the release gate sees documentation defects as it sees software defects', async () => {
  const { engineer, manager } = team
  const product = await aProduct(engineer)
  const guide = await aDocument(team, product, 'The password is "care".')
  const release = await manager.does('/api/releases/plan', {
    title: 'Gateway 2.4.1',
    product: product.id,
    revision: '2.4.1',
  })
  const defects = async () => {
    await manager.does(`/api/releases/${release.id}/evaluate-gate`, {})
    const { gate } = await stateOf(manager, `/api/releases/${release.id}`)
    return gate.checks.find(({ id }: { id: string }) => id === 'defects')
  }
  expect((await defects()).state).toBe('passed')
  const defect = await aDefect(engineer, guide)
  expect(await defects()).toMatchObject({
    state: 'incomplete',
    detail: expect.stringContaining(defect.humanId),
  })
})
