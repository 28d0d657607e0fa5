import { expect, test } from 'vitest'
import { aDefect, corrects } from '../support/work/defect.ts'
import { aDocument } from '../support/work/document.ts'
import { aProduct } from '../support/work/product.ts'
import { aTeam, listOf, tries } from '../support/work/team.ts'

const team = aTeam(['engineer', 'writer', 'auditor'])

test('a finding that touches no code has its own record from opening to closure, without a case', async () => {
  const guide = await aDocument(team, await aProduct(team.engineer), 'The password is "care".')
  const defect = await aDefect(team.writer, guide, { cause: 'complaint' })
  await corrects(team, guide, defect)
  expect(await defect.state()).toMatchObject({
    status: 'closed',
    case: null,
    cause: 'complaint',
    correction: { revision: '2', by: `person:${team.writer.person}` },
    verified: { by: `person:${team.engineer.person}` },
    closed: { told: 'next-release' },
  })
  expect(await listOf(team.auditor, '/api/cases')).toEqual([])
  const { body } = await team.auditor.get(`${defect.path}/history`)
  expect(body.events.map(({ type }: { type: string }) => type)).toEqual([
    'defect.opened',
    'defect.corrected',
    'defect.verified',
    'defect.assessed',
    'defect.closed',
  ])
})

test('a closed defect is not changed any more', async () => {
  const guide = await aDocument(team, await aProduct(team.engineer), 'The password is "care".')
  const defect = await aDefect(team.writer, guide)
  await corrects(team, guide, defect)
  const correct = { revision: '2', after: 'Something else.' }
  const refused = await tries(team.writer, `${defect.path}/correct`, correct)
  expect(refused.body.code).toBe('defect/closed')
})
