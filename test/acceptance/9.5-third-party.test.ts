import { expect, test } from 'vitest'
import { aCase, missingIn } from '../support/work/case.ts'
import { aProduct } from '../support/work/product.ts'
import { aTeam, dayAfter, tries } from '../support/work/team.ts'

const team = aTeam(['engineer', 'approver'])

test('a case cannot close before the owner of third-party code is told, or none is involved', async () => {
  const about = await aCase(team, await aProduct(team.engineer))
  await about.takeAllBut('third-party')
  expect(missingIn(await about.close())).toEqual(['9.5/third-party'])
  await about.take('third-party')
  expect((await about.close()).status).toBe(200)
})

test('the notice to the owner names who was told, of which component, when and how', async () => {
  const about = await aCase(team, await aProduct(team.engineer))
  const tell = `${about.path}/tell-third-party`
  const notice = {
    owner: 'Example TLS Project',
    component: 'libexampletls 3.1',
    toldOn: dayAfter(team.maker, 0),
    how: 'Their security address',
    reason: 'The flaw is in their parser.',
  }
  for (const lacking of [
    { ...notice, owner: '' },
    { ...notice, toldOn: undefined },
  ])
    expect((await tries(team.engineer, tell, lacking)).body.code).toBe('case/no-third-party')
  const wordless = await tries(team.engineer, tell, { none: true, reason: '' })
  expect(wordless.body.code).toBe('input/invalid')
  await about.does('tell-third-party', notice)
  expect((await about.state()).thirdParties).toEqual([
    expect.objectContaining({ ...notice, none: false, by: `person:${team.engineer.person}` }),
  ])
})
