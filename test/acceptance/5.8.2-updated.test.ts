import { expect, test } from 'vitest'
import { aDefect, corrects } from '../support/work/defect.ts'
import { aDocument } from '../support/work/document.ts'
import { aProduct, fullProfile } from '../support/work/product.ts'
import { aRelease } from '../support/work/release.ts'
import { aTeam, tries } from '../support/work/team.ts'

const team = aTeam(['engineer', 'manager', 'approver', 'writer'])

test('the gate asks for a new revision of a document, and the notes say what was corrected', async () => {
  const { engineer, writer } = team
  const product = await aProduct(engineer, { profile: fullProfile })
  const guide = await aDocument(team, product, 'The password is "care".')
  const release = await aRelease(team, product)
  expect((await release.gate())['updated']).toMatchObject({
    constraint: '5.8.2/updated',
    state: 'missing',
  })
  const defect = await aDefect(engineer, guide)
  await guide.revise('2', 'Choose a password of your own.')
  const correction = { revision: '2', after: 'Choose a password of your own.' }
  await writer.does(`${defect.path}/correct`, correction)
  expect((await release.gate())['updated']?.state).toBe('passed')
  const said = (await release.write()).says('5.8.2/updated')
  expect(said).toContain(`${defect.humanId}Security guideChoose a password of your own.`)
})

test('what went out with an earlier release does not answer for the next one', async () => {
  const product = await aProduct(team.engineer, { profile: fullProfile })
  const guide = await aDocument(team, product, 'The password is "care".')
  const defect = await aDefect(team.engineer, guide)
  await corrects(team, guide, defect)
  const first = await aRelease(team, product)
  expect((await first.gate())['updated']?.state).toBe('passed')
  await first.release()
  team.maker.time.now += 60_000
  const second = await aRelease(team, product, { revision: '2.5.0', previousRevision: '2.4.1' })
  expect((await second.gate())['updated']?.state).toBe('missing')
  expect((await second.write()).says('5.8.2/updated')).not.toContain(defect.humanId)
  await guide.revise('3', 'Choose a password of 12 characters.')
  expect((await second.gate())['updated']?.state).toBe('passed')
})

test('or somebody signs that nothing changed, and the documents print that statement', async () => {
  const product = await aProduct(team.engineer, { profile: fullProfile })
  await aDocument(team, product, 'Choose a password of your own.')
  const release = await aRelease(team, product)
  const unchanged = await release.write()
  expect(unchanged.says('5.8.2/updated')).toContain('MISSINGWhat changed since revision 2.4.0.')
  expect(unchanged.missing).toContain('5.8.2/updated')

  const declare = `${release.path}/declare-unchanged`
  const said = { reason: 'Only the build date differs.' }
  const wordless = await tries(team.writer, declare, { reason: '' }, true)
  expect(wordless.body.code).toBe('input/invalid')
  expect((await tries(team.writer, declare, said)).body.code).toBe('access/signature-needed')
  expect((await tries(team.manager, declare, said, true)).body.code).toBe('access/not-permitted')
  await team.writer.does(declare, said, true)
  expect((await release.gate())['updated']?.state).toBe('passed')
  const written = await release.write()
  expect(written.says('5.8.2/updated')).toContain('Only the build date differs.')
  expect(written.says('5.8.2/updated')).toContain(team.writer.name)
  expect(written.missing).not.toContain('5.8.2/updated')
})
