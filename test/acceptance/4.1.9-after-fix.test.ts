import { expect, test } from 'vitest'
import { aCase, goodTest, missingIn } from '../support/work/case.ts'
import { aDocument } from '../support/work/document.ts'
import { aProduct } from '../support/work/product.ts'
import { aTeam, listOf, stateOf, tries } from '../support/work/team.ts'

const team = aTeam(['engineer', 'approver', 'writer'])
const facts = { ports: [{ port: 80, protocol: 'tcp', service: 'http' }] }

const looksAt = (about: { readonly id: string }) =>
  listOf(team.engineer, `/api/looks?facet=case:${about.id}`)

test('a verified fix records a look at guides, IFU and release notes by itself, and the case waits for it', async () => {
  const { engineer } = team
  const product = await aProduct(engineer)
  const documents: string[] = []
  for (const [documentKind, text] of Object.entries({
    installation: 'During installation open port 80 on the firewall.',
    ifu: 'The ward screen reaches the gateway on port 80.',
    'security-guide': 'Only port 80 must be reachable from the ward.',
    'release-notes': 'The service page answers on port 80.',
  }))
    documents.push((await aDocument(team, product, text, { title: documentKind, documentKind })).id)
  const elsewhere = await aProduct(engineer, { name: 'Imaging Viewer' })
  await aDocument(team, elsewhere, 'The viewer listens on port 80.')

  const about = await aCase(team, product, { facts })
  await about.takeAllBut(
    'disposition',
    'disclosure',
    'change-request',
    'change-review',
    'verified',
    'omissions',
  )
  expect(await looksAt(about)).toEqual([])
  await about.take('disposition', 'disclosure', 'change-request', 'change-review', 'verified')
  await about.take('risk-record', 'omissions')
  // One look for the whole case: the decision began it, the fix went on with it.
  const [{ id }, ...others] = await looksAt(about)
  expect(others).toEqual([])
  const path = `/api/looks/${id}`
  const look = await stateOf(engineer, path)
  expect(look.rounds.at(-1).cause).toBe('case.fix-verified')
  const searched = look.searched.map(({ document }: { document: string }) => document)
  expect(searched.sort()).toEqual([...documents].sort())
  const found = look.candidates.map(({ document }: { document: string }) => document)
  expect(new Set(found)).toEqual(new Set(documents))

  // Undecided it keeps the case open; each statement is decided with a reason.
  expect(missingIn(await about.close())).toEqual(['4.1.9/after-fix'])
  const dismiss = (candidate: string, reason: string) =>
    tries(engineer, `${path}/dismiss`, { candidate, reason })
  expect((await dismiss(look.candidates[0].id, '')).body.code).toBe('input/invalid')
  for (const candidate of look.candidates.slice(1))
    expect((await dismiss(candidate.id, 'Still true behind the gateway.')).status).toBe(200)
  expect(missingIn(await about.close())).toEqual(['4.1.9/after-fix'])
  await dismiss(look.candidates[0].id, 'Still true behind the gateway.')
  expect((await about.close()).status).toBe(200)
})

test('a failed verification is no fix, so nobody looks for it', async () => {
  const product = await aProduct(team.engineer)
  const about = await aCase(team, product, { facts })
  await about.take('impact', 'disposition', 'change-request', 'change-review')
  await team.approver.does(`${about.path}/verify-fix`, goodTest(product.id, { passed: false }))
  await team.maker.settle()
  const [{ id }] = await looksAt(about)
  const { rounds } = await stateOf(team.engineer, `/api/looks/${id}`)
  expect(rounds.map(({ cause }: { cause: string }) => cause)).toEqual(['case.disposition-approved'])
})

test('a document that could not be searched keeps the case open until a person has read it', async () => {
  const { engineer, writer, maker } = team
  const product = await aProduct(engineer)
  const { id: scan } = await writer.does('/api/documents/register', {
    title: 'Scanned guide',
    documentKind: 'security-guide',
    products: [product.id],
  })
  await writer.does(`/api/documents/${scan}/add-revision`, {
    version: '1',
    file: await writer.upload('guide.pdf', Buffer.from('%PDF-1.7 and then nothing')),
  })
  await maker.settle()
  const about = await aCase(team, product, { facts })
  await about.takeAllBut()
  expect(missingIn(await about.close())).toEqual(['4.1.9/after-fix'])
  const [{ id }] = await looksAt(about)
  const read = (found: string) =>
    tries(writer, `/api/looks/${id}/read-by-eye`, { document: scan, found })
  expect((await read('')).body.code).toBe('input/invalid')
  expect((await read('Nothing about port 80 on its nine pages.')).status).toBe(200)
  expect((await about.close()).status).toBe(200)
})
