import { expect, test } from 'vitest'
import { aCase, missingIn } from '../support/work/case.ts'
import { aDefect, corrects, harmless } from '../support/work/defect.ts'
import { aDocument } from '../support/work/document.ts'
import { aProduct } from '../support/work/product.ts'
import { aTeam, tries } from '../support/work/team.ts'

const team = aTeam(['engineer', 'approver', 'writer'])

test('a documentation defect closes as a software defect does: corrected, verified by another, closed', async () => {
  const { engineer, writer } = team
  const guide = await aDocument(team, await aProduct(engineer), 'The password is "care".')
  const defect = await aDefect(engineer, guide)
  const close = (told: string) => tries(engineer, `${defect.path}/close`, { told, reason: 'Done.' })
  expect((await close('next-release')).body.code).toBe('defect/not-verified')

  const correct = { revision: '2', after: 'Choose your own.' }
  const promised = await tries(writer, `${defect.path}/correct`, correct)
  expect(promised.body.code).toBe('defect/no-such-revision')
  const unchanged = await tries(writer, `${defect.path}/correct`, { ...correct, revision: '1' })
  expect(unchanged.body.code).toBe('defect/same-revision')
  await guide.revise('2', 'Choose a password of your own.')
  // Who corrects cannot verify, and a correction that is wrong goes back.
  await engineer.does(`${defect.path}/correct`, correct)
  const right = { right: true, reason: 'Read and right.' }
  const own = await tries(engineer, `${defect.path}/verify`, right)
  expect(own.body.code).toBe('defect/second-person')
  const wrong = { right: false, reason: 'Chapter 3 still names the old one.' }
  await team.approver.does(`${defect.path}/verify`, wrong)
  expect((await close('next-release')).body.code).toBe('defect/not-verified')
  await writer.does(`${defect.path}/correct`, correct)
  await engineer.does(`${defect.path}/verify`, right)

  expect((await close('next-release')).body.code).toBe('defect/not-assessed')
  await engineer.does(`${defect.path}/assess`, harmless)
  expect((await close('not-needed')).body.code).toBe('defect/tell-the-field')
  expect((await close('notice-now')).body.code).toBe('defect/notice-open')
  expect((await close('next-release')).status).toBe(200)
  expect((await defect.state()).status).toBe('closed')
})

test('a case cannot close while a documentation defect of it is nobody’s', async () => {
  const product = await aProduct(team.engineer)
  const guide = await aDocument(team, product, 'The password is "care".')
  const about = await aCase(team, product)
  await about.takeAllBut()
  const defect = await aDefect(team.engineer, guide, { cause: 'case', case: about.id })
  const refused = await about.close()
  expect(missingIn(refused)).toEqual(['4.1.9/closure'])
  expect(refused.body.title).toContain(defect.humanId)
  await corrects(team, guide, defect)
  expect((await about.close()).status).toBe(200)
})
