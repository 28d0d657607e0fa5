import { expect, test } from 'vitest'
import { aDefect, defectIn } from '../support/work/defect.ts'
import { aDocument } from '../support/work/document.ts'
import { aProduct } from '../support/work/product.ts'
import { aTeam, listOf, tries } from '../support/work/team.ts'

const team = aTeam(['engineer', 'writer'])

test('a defect says its kind, its severity and whom it misleads to do what', async () => {
  const guide = await aDocument(team, await aProduct(team.engineer), 'The password is "care".')
  for (const lacking of ['defectKind', 'severity', 'misleads', 'title']) {
    const input = { ...defectIn(guide), [lacking]: undefined }
    const refused = await tries(team.engineer, '/api/defects/open', input)
    expect(refused.body.code).toBe('input/invalid')
    expect(refused.body.details.fields[0].field).toBe(lacking)
  }
  expect(await listOf(team.engineer, '/api/defects')).toEqual([])
  const defect = await aDefect(team.engineer, guide)
  expect(await defect.state()).toMatchObject({
    defectKind: 'error',
    severity: 'high',
    misleads: 'Operators leave the default password in place.',
    statements: [{ revision: '1', quote: 'The password is "care".' }],
  })
  const bySeverity = await listOf(team.engineer, '/api/defects?severity=high')
  expect(bySeverity.map(({ id }) => id)).toEqual([defect.id])
})

test('an error cites the statement that is wrong; an omission has none to cite', async () => {
  const guide = await aDocument(team, await aProduct(team.engineer), 'The password is "care".')
  const open = (defectKind: string) =>
    tries(team.engineer, '/api/defects/open', { ...defectIn(guide), defectKind, statements: [] })
  for (const kind of ['error', 'outdated'])
    expect((await open(kind)).body.code).toBe('defect/no-statement')
  expect((await open('omission')).body.code).toBe('defect/no-place')
  expect((await open('ugly')).body.code).toBe('input/invalid')
})
