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

test('the guidelines are followed from revision to revision, and belong to the revisions they name', async () => {
  const { engineer, writer } = team
  const product = await aProduct(engineer)
  const said = 'The gateway listens on port 80 for the pumps.'
  const guide = await aDocument(team, product, said)
  await guide.revise('2', `Read this first.\n\n${said.replace('80', '8443')}`)
  const query = new URLSearchParams({ quote: 'port 80', revision: '1', in: '2' })
  expect((await writer.get(`${guide.path}/found-again?${query}`)).body).toMatchObject({
    how: 'changed',
    quoteStands: false,
    after: [{ text: said.replace('80', '8443') }],
  })
  const { body } = await writer.get(`${guide.path}/comparison?from=1&to=2&only=changed`)
  expect(body.items).toMatchObject([{ how: 'otherwise', before: [{ text: said }] }])
})

test('guidelines of a revision that the case does not concern are not searched', async () => {
  const { engineer, writer } = team
  const product = await aProduct(engineer, { revisions: ['2.4.0', '2.4.1', '3.0'] })
  const ours = await aDocument(team, product, 'Sign in as svc-care with the password care.')
  const later = await aDocument(team, product, 'Sign in as svc-care with the password care.')
  await writer.does(`${later.path}/describe`, {
    title: 'Security guide of 3.0',
    documentKind: 'security-guide',
    covers: [{ product: product.id, revisions: ['3.0'] }],
  })
  const about = await aCase(team, product, {
    facts: { accounts: [{ name: 'svc-care', defaultCredential: 'care' }] },
  })
  await about.takeAllBut()
  const [{ id }] = await listOf(engineer, `/api/looks?facet=case:${about.id}`)
  const { searched } = await stateOf(engineer, `/api/looks/${id}`)
  expect(searched.map(({ document }: { document: string }) => document)).toEqual([ours.id])
})
