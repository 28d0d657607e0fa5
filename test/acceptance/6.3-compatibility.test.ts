import { expect, test } from 'vitest'
import { aProduct } from '../support/work/product.ts'
import { aRelease } from '../support/work/release.ts'
import { aTeam, tries } from '../support/work/team.ts'
import { anUpdate, updateOf } from '../support/work/update.ts'

const team = aTeam(['manager', 'approver'])
const statement = 'For Careline Gateway 2.3 and later on hardware B.\nNot with Viewer 1.x.'

test('an update without a compatibility statement cannot be prepared', async () => {
  const product = await aProduct(team.manager)
  const input = await updateOf(team, product, await aRelease(team, product))
  for (const compatibility of ['', '   ', undefined]) {
    const refused = await tries(team.manager, '/api/updates/prepare', { ...input, compatibility })
    expect(refused.body.code).toBe('input/invalid')
    expect(refused.body.details.fields[0].field).toBe('compatibility')
  }
})

test('the statement goes with each notice, stands on the public page, and is signed with the files', async () => {
  const product = await aProduct(team.manager, { users: ['jo@north.example'] })
  const update = await anUpdate(team, product, { compatibility: statement })
  await update.publish()
  await update.notify()
  expect(team.mail.mails.map(({ mail }) => mail.text)).toContainEqual(
    expect.stringContaining(statement),
  )
  const page = await (await team.maker.fetch('/updates/')).text()
  expect(page).toContain('Not with Viewer 1.x.')
  const file = `/updates/files/targets/${update.humanId}/COMPATIBILITY.txt`
  expect(await (await team.maker.fetch(file)).text()).toContain(statement)
  const { publication } = await update.state()
  expect(publication.targets.map(({ path }: { path: string }) => path)).toContain(
    `${update.humanId}/COMPATIBILITY.txt`,
  )
})
