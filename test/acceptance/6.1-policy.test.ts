import { expect, test } from 'vitest'
import { aDefect } from '../support/work/defect.ts'
import { aDocument } from '../support/work/document.ts'
import { aProduct } from '../support/work/product.ts'
import { aRelease } from '../support/work/release.ts'
import { aTeam, listOf, stateOf, tries } from '../support/work/team.ts'

// The update policy is the maker's own document: it is kept, cited and corrected like the others.
// The clause review shows this neighbour of 6.3 and does not judge it.
const team = aTeam(['engineer', 'approver', 'manager', 'writer', 'auditor'])
const promise = 'Critical security updates reach users within 30 days after the fix is verified.'

test('the policy is kept with its versions, and an auditor can cite how fast updates reach users', async () => {
  const product = await aProduct(team.engineer)
  const policy = await aDocument(team, product, promise, {
    title: 'Security update policy',
    documentKind: 'policy',
  })
  await policy.revise('2', 'Critical security updates reach users within 21 days.')
  const policies = await listOf(team.auditor, '/api/documents?facet=document-kind:policy')
  expect(policies.map(({ id }) => id)).toEqual([policy.id])
  const now = await listOf(team.auditor, `${policy.path}/statements`)
  expect(now.map(({ text }) => text)).toContain(
    'Critical security updates reach users within 21 days.',
  )
  const before = await listOf(team.auditor, `${policy.path}/statements?revision=1`)
  expect(before.map(({ text }) => text)).toEqual([promise])
})

test('a policy that does not say how fast is a defect that the next release has to answer', async () => {
  const product = await aProduct(team.engineer)
  const policy = await aDocument(team, product, 'We publish updates as needed.', {
    title: 'Security update policy',
    documentKind: 'policy',
  })
  const release = await aRelease(team, product)
  expect((await release.gate())['defects']?.state).toBe('passed')
  const defect = await aDefect(team.engineer, policy, {
    title: 'The policy names no time',
    defectKind: 'omission',
    missingAt: 'Updates',
    misleads: 'Operators cannot plan how long they bridge.',
    statements: [],
  })
  expect((await release.gate())['defects']).toMatchObject({
    state: 'incomplete',
    detail: expect.stringContaining(defect.humanId),
  })
})

test('whoever manages releases cannot rewrite the promise', async () => {
  const policy = await aDocument(team, await aProduct(team.engineer), promise, {
    documentKind: 'policy',
  })
  const file = await team.manager.upload('policy.md', Buffer.from('Some day.'))
  const input = { version: '2', file }
  const refused = await tries(team.manager, `${policy.path}/add-revision`, input)
  expect(refused.body.code).toBe('access/not-permitted')
  expect((await stateOf(team.auditor, policy.path)).revisions).toHaveLength(1)
})
