import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aProduct } from '../support/work/product.ts'
import { aTeam, tries } from '../support/work/team.ts'

const team = aTeam(['engineer', 'auditor'])

const write = async (duty: string) => {
  const folder = join(team.maker.folder, 'catalogue')
  await mkdir(folder, { recursive: true })
  await writeFile(
    join(folder, 'duties.yaml'),
    `duties:\n  - clause: 4.1.4\n    id: 4.1.4/training\n    title: Training\n    duty: ${duty}\n`,
  )
}
const dutiesOf = async (query = '') =>
  (await team.auditor.get(`/api/catalogue/own-duties${query}`)).body.duties
const judged = { constraint: '4.1.4/training', verdict: 'partial', reason: 'Two were on leave.' }

test('a duty of the maker’s own is judged by people alone, until it reads otherwise', async () => {
  const { engineer, auditor } = team
  const { id: product } = await aProduct(engineer)
  const { id: other } = await aProduct(engineer)
  expect((await tries(engineer, '/api/findings/judge-duty', judged)).body.code).toBe(
    'finding/no-own-duty',
  )
  await write('Everybody is trained once a year.')
  expect(await dutiesOf()).toMatchObject([{ id: '4.1.4/training', clause: '4.1.4', word: null }])
  expect((await tries(auditor, '/api/findings/judge-duty', judged)).status).toBe(403)
  const word = await engineer.does('/api/findings/judge-duty', judged)
  await engineer.does('/api/findings/judge-duty', { ...judged, verdict: 'met', product })
  expect(await dutiesOf()).toMatchObject([
    { word: { humanId: word.humanId, verdict: 'partial', holds: true } },
  ])
  expect(await dutiesOf(`?product=${product}`)).toMatchObject([{ word: { verdict: 'met' } }])
  expect(await dutiesOf(`?product=${other}`)).toMatchObject([{ word: { verdict: 'partial' } }])

  await write('Everybody is trained twice a year.')
  expect(await dutiesOf()).toMatchObject([{ word: { verdict: 'partial', holds: false } }])
  await engineer.does(`/api/findings/${word.id}/withdraw`, { reason: 'We look anew.' })
  expect(await dutiesOf()).toMatchObject([{ word: null }])
  // What the review itself answers is of the five clauses, as before.
  const { body } = await auditor.get('/api/clauses')
  expect(JSON.stringify(body)).not.toContain('4.1.4/training')
})

test('a file that is wrong is refused with file and key, and takes no word', async () => {
  const { engineer, auditor } = team
  await writeFile(join(team.maker.folder, 'catalogue', 'duties.yaml'), 'duties:\n  - clause: 99\n')
  const { status, body } = await auditor.get('/api/catalogue/own-duties')
  expect(status).toBeGreaterThanOrEqual(400)
  expect(body.title).toContain('duties.yaml')
  expect((await tries(engineer, '/api/findings/judge-duty', judged)).body.title).toContain(
    'duties.yaml',
  )
  expect((await team.maker.fetch('/api/catalogue/own-duties')).status).toBe(401)
})
