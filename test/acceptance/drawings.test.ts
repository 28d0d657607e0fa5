import { expect, test } from 'vitest'
import { aCase, dismissRest, missingIn, theLook } from '../support/work/case.ts'
import { aDocument } from '../support/work/document.ts'
import { aProduct } from '../support/work/product.ts'
import { aTeam, stateOf } from '../support/work/team.ts'

const team = aTeam(['engineer', 'approver', 'writer'])
const drawn = '# Network\n\n![The gateway and its neighbours](network.png)\n\nKeep the rack dry.\n'

// 4.1.9/identify: no search can clear a drawing, so a person looks at each one.
test('a drawing of an affected revision is asked about, and keeps the case open', async () => {
  const product = await aProduct(team.engineer)
  const guide = await aDocument(team, product, drawn)
  const about = await aCase(team, product, { guidance: [] })
  await about.takeAllBut()
  const { id, path, state } = await theLook(team.engineer, about)
  expect(state.drawings).toEqual([
    expect.objectContaining({
      id: 'd1',
      document: guide.id,
      headings: expect.arrayContaining(['Network']),
      decision: { is: 'undecided' },
    }),
  ])
  expect(missingIn(await about.close())).toEqual(['4.1.9/after-fix'])
  await team.writer.does(`${path}/dismiss`, {
    candidate: 'd1',
    reason: 'Shows no port.',
  })
  // Asked once: another look at the same page asks nobody.
  await about.does('look-at-documents', {})
  await team.maker.settle()
  expect((await stateOf(team.writer, path)).drawings).toHaveLength(1)
  await dismissRest(team.writer, id, 'Not false.', ['candidates'])
  expect((await about.close()).status).toBe(200)
})

test('in a new revision it is asked about anew, with what was decided before', async () => {
  const product = await aProduct(team.engineer)
  const guide = await aDocument(team, product, drawn)
  const about = await aCase(team, product, { guidance: [] })
  await about.takeAllBut()
  const { path } = await theLook(team.engineer, about)
  await team.writer.does(`${path}/dismiss`, { candidate: 'd1', reason: 'Shows no port.' })
  await guide.revise('2', drawn.replace('Keep', 'Always keep'))
  const { drawings } = await stateOf(team.writer, path)
  expect(drawings).toHaveLength(2)
  expect(drawings[1]).toMatchObject({ decision: { is: 'undecided' } })
})

test('a defect is opened from a drawing that shows the old set-up', async () => {
  const product = await aProduct(team.engineer)
  const guide = await aDocument(team, product, drawn)
  const about = await aCase(team, product, { guidance: [] })
  await about.takeAllBut()
  const { id, path } = await theLook(team.engineer, about)
  const defect = await team.writer.does('/api/defects/open', {
    title: 'The plan shows the open port',
    defectKind: 'outdated',
    severity: 'medium',
    misleads: 'Operators leave it open.',
    cause: 'case',
    case: about.id,
    look: id,
    candidate: 'd1',
    document: guide.id,
    statements: [{ document: guide.id, revision: '1', quote: '', location: 'Network' }],
  })
  await team.maker.settle()
  expect((await stateOf(team.writer, path)).drawings[0].decision).toMatchObject({
    is: 'kept',
    defect: defect.id,
  })
})
