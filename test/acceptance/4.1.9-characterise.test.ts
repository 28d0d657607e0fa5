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

test('it says whether patients may be harmed, by the same risk matrix as cases', async () => {
  const { engineer, writer } = team
  const guide = await aDocument(team, await aProduct(engineer), 'The password is "care".')
  const { path, state } = await aDefect(engineer, guide)
  const assess = (more: object) =>
    tries(engineer, `${path}/assess`, {
      endangers: true,
      reason: 'The pump takes orders from the account.',
      hazardousSituation: 'Therapy is stopped unnoticed.',
      harm: 'Hypotension.',
      harmSeverity: 'serious',
      p2: '0.0001',
      ...more,
    })
  expect((await assess({ reason: '' })).body.code).toBe('input/invalid')
  expect((await assess({ harm: '' })).body.code).toBe('defect/harm-incomplete')
  expect((await assess({ harmSeverity: 'very bad' })).body.code).toBe('risk/no-such-level')
  expect((await assess({ p1: '0.5' })).body.code).toBe('defect/p1-not-argued')
  expect((await assess({})).status).toBe(200)
  expect((await state()).assessment).toMatchObject({
    endangers: true,
    by: `person:${engineer.person}`,
    result: { p1: 1, p1Unknown: true, chance: 0.0001, acceptability: 'reduce' },
  })
  const first = await listOf(writer, '/api/defects?facet=attention:endangers')
  expect(first.map(({ id }) => path.endsWith(id))).toEqual([true])
})

test('it says which revisions and languages mislead, and can be described anew', async () => {
  const { engineer } = team
  const guide = await aDocument(team, await aProduct(engineer), 'The password is "care".')
  const { path, state } = await aDefect(engineer, guide)
  expect(await state()).toMatchObject({ revisions: ['1'], languages: ['en'] })
  await guide.revise('2', 'The password is "care". Change it.')
  const describe = (more: object) => tries(engineer, `${path}/describe`, more)
  expect((await describe({})).body.code).toBe('defect/nothing-changed')
  expect((await describe({ revisions: ['1', '7'] })).body.code).toBe('defect/no-such-revision')
  expect((await describe({ revisions: ['1', '2'], severity: 'critical' })).status).toBe(200)
  expect(await state()).toMatchObject({ revisions: ['1', '2'], severity: 'critical' })
})
