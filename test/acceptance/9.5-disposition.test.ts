import { expect, test } from 'vitest'
import { aCase, missingIn } from '../support/work/case.ts'
import { aProduct } from '../support/work/product.ts'
import { aTeam, tries } from '../support/work/team.ts'

const team = aTeam(['engineer', 'approver', 'second'])

test('a case cannot close without an approved disposition, and the refusal names it', async () => {
  const about = await aCase(team, await aProduct(team.engineer))
  await about.take(
    'impact',
    'score',
    'safety',
    'disclosure',
    'risk-record',
    'other-products',
    'third-party',
  )
  const refused = await about.close()
  expect(refused.status).toBe(422)
  expect(refused.body.code).toBe('case/not-complete')
  expect(missingIn(refused)).toEqual(['9.5/disposition'])
  // Proposed is not decided.
  await about.does('propose-disposition', { path: 'code-fix', reason: 'TLS can be required.' })
  expect(missingIn(await about.close())).toContain('9.5/disposition')
})

test('whoever proposed the disposition cannot approve it, and nobody approves unsigned', async () => {
  const about = await aCase(team, await aProduct(team.engineer))
  await about.take('impact')
  await about.does('propose-disposition', { path: 'code-fix', reason: 'TLS can be required.' })
  const approve = `${about.path}/approve-disposition`
  expect((await tries(team.engineer, approve, {}, true)).body.code).toBe('case/second-person')
  expect((await tries(team.second, approve, {})).body.code).toBe('access/signature-needed')
  expect((await about.state()).disposition.approved).toBeNull()
  expect((await tries(team.second, approve, {}, true)).status).toBe(200)
  expect((await about.state()).disposition.approved.signedBy).toBe(team.second.name)
})

test('each issue ends in one of the five paths, and an accepted risk needs guidance', async () => {
  const product = await aProduct(team.engineer)
  const propose = async (path: string, guidance: readonly string[] = ['Close port 80.']) => {
    const about = await aCase(team, product)
    await about.take('impact')
    return tries(team.engineer, `${about.path}/propose-disposition`, {
      path,
      reason: 'Decided.',
      guidance,
    })
  }
  for (const path of [
    'code-fix',
    'configuration-change',
    'compensating-control',
    'intended-environment',
    'residual-risk',
  ])
    expect((await propose(path)).status).toBe(200)
  expect((await propose('ignore')).body.code).toBe('input/invalid')
  expect((await propose('residual-risk', [])).body.code).toBe('case/guidance-missing')
})
