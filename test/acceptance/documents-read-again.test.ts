import { expect, test } from 'vitest'
import { aDocument } from '../support/work/document.ts'
import { aProduct } from '../support/work/product.ts'
import { aTeam, stateOf } from '../support/work/team.ts'

const team = aTeam(['engineer', 'writer'])

test('what was read says with which reader, which pictures no search can clear, and why they are there', async () => {
  const product = await aProduct(team.engineer)
  const guide = await aDocument(
    team,
    product,
    '# Network\n\n![Plan of the ward](plan.png)\n\nOpen port 80.\n',
  )
  const { revisions } = await stateOf(team.writer, guide.path)
  expect(revisions[0].reading).toMatchObject({
    outcome: 'read',
    drawings: [
      { line: 3, headings: ['Network'], reason: 'a picture', caption: 'Plan of the ward' },
    ],
    notes: [],
    readerVersion: expect.any(Number),
  })
  expect(revisions[0].reading.readerVersion).toBeGreaterThan(0)
})

test('a document is read again on request, and its statements keep what is known of them', async () => {
  const { writer, maker } = team
  const product = await aProduct(team.engineer)
  const guide = await aDocument(team, product, '# Network\n\nOpen port 80.\n\nKeep it dry.\n')
  const comparison = async () => (await writer.get(`${guide.path}/comparison?from=1&to=1`)).body
  const before = await comparison()
  await writer.does(`${guide.path}/read-again`, {})
  expect((await stateOf(writer, guide.path)).revisions[0].again).toBe(true)
  await maker.settle()
  const { revisions, status } = await stateOf(writer, guide.path)
  expect(revisions[0]).toMatchObject({ again: false, reading: { outcome: 'read', statements: 3 } })
  expect(status).toBe('read')
  expect(await comparison()).toEqual(before)
})
