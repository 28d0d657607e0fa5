import { expect, test } from 'vitest'
import { aCase, dismissRest, missingIn, theLook } from '../support/work/case.ts'
import { aDocument } from '../support/work/document.ts'
import { aProduct } from '../support/work/product.ts'
import { aTeam, stateOf, tries } from '../support/work/team.ts'

const team = aTeam(['engineer', 'approver', 'writer'])
const guidance = ['Replace the certificate of the gateway after the update.']

// 4.1.9/identify: what operators must be told and no document tells is found, and asked about.
const missing = async () => {
  const product = await aProduct(team.engineer)
  const guide = await aDocument(
    team,
    product,
    '# Maintenance\n\nKeep the rack dry.\n\n# Certificates\n\nThe gateway has a certificate of its own.',
    { title: 'Administration guide', documentKind: 'administration' },
  )
  const about = await aCase(team, product, { guidance })
  await about.takeAllBut('omissions')
  const look = await theLook(team.engineer, about)
  await otherwiseDecided(look.id)
  return { product, guide, about, look }
}
/** Statements that share words with the case are another matter. */
const otherwiseDecided = (look: string) =>
  dismissRest(team.engineer, look, 'Not false.', ['candidates'])
const decisionOf = async (path: string) =>
  (await stateOf(team.engineer, path)).omissions[0].decision

test('missing guidance names the document and section that should hold it, and keeps the case open', async () => {
  const { guide, about, look } = await missing()
  expect(look.state.omissions).toEqual([
    expect.objectContaining({
      id: 'o1',
      guidance: guidance[0],
      where: guide.id,
      location: expect.stringContaining('Certificates'),
      decision: { is: 'undecided' },
    }),
  ])
  expect(missingIn(await about.close())).toEqual(['4.1.9/after-fix'])
})

test('a person says that it is not needed, and why', async () => {
  const { about, look } = await missing()
  const dismiss = (reason: string) =>
    tries(team.writer, `${look.path}/dismiss`, { candidate: 'o1', reason })
  expect((await dismiss('')).body.code).toBe('input/invalid')
  expect((await dismiss('The installer replaces it by itself.')).status).toBe(200)
  expect((await about.close()).status).toBe(200)
})

test('a person cites where it stands in other words, which have to stand there', async () => {
  const { about, look, guide } = await missing()
  const cite = (quote: string) =>
    tries(team.writer, `${look.path}/stands-elsewhere`, {
      candidate: 'o1',
      document: guide.id,
      quote,
    })
  expect((await cite('Renew the certificate.')).body.code).toBe('look/not-there')
  expect((await cite('The gateway has a certificate of its own.')).status).toBe(200)
  expect((await about.close()).status).toBe(200)
})

test('a defect of kind omission is opened from it, and its place is known', async () => {
  const { about, look, guide } = await missing()
  await team.writer.does('/api/defects/open', {
    title: 'The guide does not say to replace the certificate',
    defectKind: 'omission',
    severity: 'medium',
    misleads: 'Operators keep the old certificate.',
    cause: 'case',
    case: about.id,
    look: look.id,
    candidate: 'o1',
    document: guide.id,
    missingAt: 'Certificates',
  })
  await team.maker.settle()
  expect(await decisionOf(look.path)).toMatchObject({ is: 'kept' })
  // Nobody has to answer twice; now the defect has to be scheduled.
  expect(missingIn(await about.close())).toEqual(['4.1.9/closure'])
})

test('the next revision that gives the guidance answers the question by itself', async () => {
  const { guide, look, about } = await missing()
  await guide.revise('2', `# Certificates\n\n${guidance[0]}`)
  expect(await decisionOf(look.path)).toEqual({ is: 'overtaken', how: 'stands-now' })
  await otherwiseDecided(look.id)
  expect((await about.close()).status).toBe(200)
})

test('guidance that stands in the release notes only is missing where operators look', async () => {
  const product = await aProduct(team.engineer)
  await aDocument(team, product, guidance[0] ?? '', {
    title: 'Notes',
    documentKind: 'release-notes',
  })
  const guide = await aDocument(team, product, 'Keep the rack dry.')
  const about = await aCase(team, product, { guidance })
  await about.takeAllBut('omissions')
  const { state } = await theLook(team.engineer, about)
  expect(state.omissions).toEqual([expect.objectContaining({ where: guide.id, elsewhere: true })])
})

test('what a document says is not missing', async () => {
  const product = await aProduct(team.engineer)
  await aDocument(team, product, guidance[0] ?? '')
  const about = await aCase(team, product, { guidance })
  await about.takeAllBut()
  expect((await theLook(team.engineer, about)).state.omissions).toEqual([])
})
