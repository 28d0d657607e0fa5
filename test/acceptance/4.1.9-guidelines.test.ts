import { expect, test } from 'vitest'
import { aCase, openDefectFrom } from '../support/work/case.ts'
import { aDocument } from '../support/work/document.ts'
import { aProduct } from '../support/work/product.ts'
import { aTeam, listOf, stateOf } from '../support/work/team.ts'

const team = aTeam(['engineer', 'approver', 'writer'])

test('the security guidelines are searched after a fix, and a defect is opened from what they say', async () => {
  const { engineer } = team
  const product = await aProduct(engineer)
  const guide = await aDocument(team, product, 'Sign in as svc-care with the password care.', {
    documentKind: 'security-guide',
  })
  const about = await aCase(team, product, {
    facts: { accounts: [{ name: 'svc-care', defaultCredential: 'care' }] },
  })
  await about.takeAllBut()
  const [{ id }] = await listOf(engineer, `/api/looks?facet=case:${about.id}`)
  const { body: look } = await engineer.get(`/api/looks/${id}`)
  expect(look.state.candidates[0]).toMatchObject({ document: guide.id })
  const defect = await openDefectFrom(engineer, look, look.state.candidates[0])
  await team.maker.settle()
  // The defect decides the candidate: nobody has to say it twice.
  const [candidate] = (await stateOf(engineer, `/api/looks/${id}`)).candidates
  expect(candidate.decision).toMatchObject({ is: 'kept', defect: defect.id })
  const byDocument = await listOf(engineer, `/api/defects?facet=document:${guide.id}`)
  expect(byDocument.map((one) => one.id)).toEqual([defect.id])
})

test('the guidelines can be listed by their kind, and their statements can be cited', async () => {
  const product = await aProduct(team.engineer)
  const guide = await aDocument(team, product, 'Change every password at installation.')
  const guidelines = await listOf(
    team.engineer,
    `/api/documents?facet=document-kind:security-guide,product:${product.id}`,
  )
  expect(guidelines.map(({ id }) => id)).toEqual([guide.id])
  const statements = await listOf(team.engineer, `${guide.path}/statements`)
  expect(statements.map(({ text }) => text)).toEqual(['Change every password at installation.'])
})
