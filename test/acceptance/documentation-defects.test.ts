import { expect, test } from 'vitest'
import { aCase, missingIn } from '../support/work/case.ts'
import { aDefect, defectIn, harmless } from '../support/work/defect.ts'
import { type ADocument, aDocument } from '../support/work/document.ts'
import { type AProduct, aProduct } from '../support/work/product.ts'
import { aTeam, dayAfter, listOf, signedInAgain, stateOf, tries } from '../support/work/team.ts'

const team = aTeam(['engineer', 'approver', 'writer', 'manager'])
const wrong = 'The password is "care".'
const right = 'Choose a password of your own.'

const corrects = (path: string, revision: string, more: object = {}) =>
  tries(team.writer, `${path}/correct`, { revision, after: right, ...more })
const isVerified = async (path: string) => {
  await team.engineer.does(`${path}/verify`, { right: true, reason: 'Read and right.' })
  await team.engineer.does(`${path}/assess`, harmless)
}
const closes = (path: string, more: object = {}) =>
  tries(team.engineer, `${path}/close`, { told: 'next-release', reason: 'Done.', ...more })
const aRelease = async (product: AProduct, revision = '2.4.1') => {
  const { id } = await team.manager.does('/api/releases/plan', {
    title: `Gateway ${revision}`,
    product: product.id,
    revision,
  })
  const check = async () => {
    await team.manager.does(`/api/releases/${id}/evaluate-gate`, {})
    const { gate } = await stateOf(team.manager, `/api/releases/${id}`)
    return gate.checks.find((one: { id: string }) => one.id === 'corrections')
  }
  return { id, check }
}

test('a correction in which the wrong statement stands is refused, and shown beside it where it does not', async () => {
  const guide = await aDocument(team, await aProduct(team.engineer), wrong)
  const { path, state } = await aDefect(team.engineer, guide)
  await guide.revise('2', `Welcome.\n\n${wrong}`)
  const unchanged = await corrects(path, '2')
  expect([unchanged.body.code, unchanged.body.title]).toEqual([
    'defect/statement-stands',
    expect.stringContaining('upload that revision'),
  ])
  // Something was added to it: whether it is right now, a person has to say.
  await guide.revise('3', `${wrong} Change it at once, since everybody knows it.`)
  expect((await corrects(path, '3')).body.code).toBe('defect/words-stay')
  expect((await corrects(path, '3', { byEye: 'It says to change it now.' })).status).toBe(200)
  expect((await state()).correction).toMatchObject({
    byEye: 'It says to change it now.',
    compared: [
      {
        found: 'words-stay',
        before: wrong,
        after: `${wrong} Change it at once, since everybody knows it.`,
      },
    ],
  })
})

test('a later revision that says it again opens the closed defect', async () => {
  const guide = await aDocument(team, await aProduct(team.engineer), wrong)
  const { id, path, state } = await aDefect(team.engineer, guide)
  await guide.revise('2', right)
  expect((await corrects(path, '2')).status).toBe(200)
  await isVerified(path)
  expect((await closes(path)).status).toBe(200)
  await guide.revise('3', `${right} Keep it in the safe.`)
  expect((await state()).status).toBe('closed')
  await guide.revise('4', wrong)
  expect(await state()).toMatchObject({
    status: 'open',
    returned: [{ revision: '4', quote: wrong, was: 'closed' }],
  })
  const shown = await listOf(team.writer, '/api/defects?facet=attention:returned')
  expect(shown.map((one) => one.id)).toEqual([id])
})

test('an omission is corrected by words that stand in the document', async () => {
  const guide = await aDocument(team, await aProduct(team.engineer), 'Keep the rack dry.')
  const { path } = await aDefect(team.engineer, guide, {
    defectKind: 'omission',
    statements: [],
    missingAt: 'Installation',
  })
  await guide.revise('2', 'Keep the rack dry and cool.')
  expect((await corrects(path, '2')).body.code).toBe('defect/still-missing')
  await guide.revise('3', `Keep the rack dry. ${right}`)
  expect((await corrects(path, '3')).status).toBe(200)
})

test('a corrected statement opens its counterparts, and is not closed over them', async () => {
  const product = await aProduct(team.engineer)
  const guide = await aDocument(team, product, wrong)
  const { id: german } = await team.writer.does('/api/documents/register', {
    title: 'Sicherheitshandbuch',
    documentKind: 'security-guide',
    products: [product.id],
    language: 'de',
    translationOf: guide.id,
  })
  const add = (version: string, text: string) =>
    team.writer
      .upload('handbuch.md', Buffer.from(text))
      .then((file) => team.writer.does(`/api/documents/${german}/add-revision`, { version, file }))
  await add('1', 'Das Kennwort ist „care“.')
  const english = await aDefect(team.engineer, guide)
  await guide.revise('2', right)
  await corrects(english.path, '2')
  await team.maker.settle()
  const [counterpart, ...others] = await listOf(
    team.engineer,
    `/api/defects?facet=counterpart-of:${english.id}`,
  )
  expect(others).toEqual([])
  const theirs = `/api/defects/${counterpart?.id}`
  expect(await stateOf(team.engineer, theirs)).toMatchObject({
    document: german,
    counterpartOf: english.id,
    languages: ['de'],
    statements: [],
    status: 'open',
  })
  await isVerified(english.path)
  const silent = await closes(english.path)
  expect([silent.body.code, silent.body.title]).toEqual([
    'defect/counterparts-unscheduled',
    expect.stringContaining(`${counterpart?.humanId} (no person and date, no release`),
  ])
  const { id: release } = await aRelease(product)
  await team.engineer.does(`${theirs}/assign`, {
    to: 'Wanda',
    until: dayAfter(team.maker, 9),
    release,
  })
  await team.engineer.does(`${theirs}/assess`, harmless)
  expect((await closes(english.path)).status).toBe(200)
  // In its own language somebody has to find it first.
  await add('2', 'Wählen Sie ein eigenes Kennwort.')
  await team.maker.settle()
  expect((await corrects(theirs, '2')).body.code).toBe('defect/no-statement')
  await team.writer.does(`${theirs}/describe`, {
    statements: [{ document: german, revision: '1', quote: 'Das Kennwort ist „care“.' }],
  })
  expect((await corrects(theirs, '2')).status).toBe(200)
  await team.maker.settle()
  expect(
    await listOf(team.engineer, `/api/defects?facet=counterpart-of:${counterpart?.id}`),
  ).toEqual([])
})

test('a case closes over a defect that has person, date and release, and not before', async () => {
  const product = await aProduct(team.engineer)
  const guide = await aDocument(team, product, wrong)
  const about = await aCase(team, product)
  await about.takeAllBut()
  const { path, humanId } = await aDefect(team.engineer, guide, { cause: 'case', case: about.id })
  const lacks = async () => {
    const refused = await about.close()
    expect(missingIn(refused)).toEqual(['4.1.9/closure'])
    return refused.body.title as string
  }
  expect(await lacks()).toContain(`${humanId} (no person and date, no release, not said`)
  await team.engineer.does(`${path}/assign`, { to: 'Wanda', until: dayAfter(team.maker, 9) })
  expect(await lacks()).toContain(`${humanId} (no release, not said`)
  const { id: release, check } = await aRelease(product)
  await team.engineer.does(`${path}/assign`, {
    to: 'Wanda',
    until: dayAfter(team.maker, 9),
    release,
  })
  await team.engineer.does(`${path}/assess`, {
    endangers: true,
    reason: 'The pump can be stopped with it.',
    hazardousSituation: 'Therapy stops unnoticed.',
    harm: 'Hypotension.',
    harmSeverity: 'serious',
    p2: 'occasional',
  })
  expect(await lacks()).toContain('may harm patients and is not closed')
  await team.engineer.does(`${path}/assess`, harmless)
  expect((await about.close()).status).toBe(200)
  // What waits for a release stands in its gate.
  expect(await check()).toMatchObject({
    state: 'incomplete',
    detail: expect.stringContaining(`Not corrected yet in the documents that ship: ${humanId}`),
  })
  await guide.revise('2', right)
  await corrects(path, '2')
  expect((await check()).detail).toContain(`not verified by another person: ${humanId}`)
  await isVerified(path)
  await closes(path)
  expect(await check()).toMatchObject({ state: 'passed', detail: `In the documents: ${humanId}.` })
})

test('a notice that is demanded shows in the gate until a published one is named', async () => {
  const product = await aProduct(team.engineer)
  const guide = await aDocument(team, product, wrong)
  const { path, id, humanId } = await aDefect(team.engineer, guide)
  const { check } = await aRelease(product)
  await team.engineer.does(`${path}/demand-notice`, { reason: 'Wards use it today.' })
  expect((await check()).detail).toContain(
    `A notice is demanded now, and none is named: ${humanId}`,
  )
  const open = await listOf(team.engineer, '/api/defects?facet=attention:notice')
  expect(open.map((one) => one.id)).toEqual([id])
  const none = await tries(team.engineer, `${path}/name-notice`, { notice: id, where: 'Section 2' })
  expect(none.body.code).toBe('defect/no-notice')
})

const opensFor = (guide: ADocument, more: object) =>
  tries(team.engineer, '/api/defects/open', defectIn(guide, { ...more }))

test('what it names must be there', async () => {
  const guide = await aDocument(team, await aProduct(team.engineer), wrong)
  for (const link of ['case', 'report', 'look', 'finding', 'counterpartOf'])
    expect((await opensFor(guide, { [link]: guide.id })).body.code).toBe('defect/no-such-record')
})

test('one defect of a document decides several statements of a look', async () => {
  const product = await aProduct(team.engineer)
  const guide = await aDocument(
    team,
    product,
    'Open port 80 on the firewall.\n\nThe ward screen uses port 80.\n',
  )
  const about = await aCase(team, product, {
    facts: { ports: [{ port: 80, protocol: 'tcp', service: 'http' }] },
  })
  await about.takeAllBut()
  const [{ id: look }] = await listOf(team.engineer, `/api/looks?facet=case:${about.id}`)
  const { candidates } = await stateOf(team.engineer, `/api/looks/${look}`)
  expect(candidates).toHaveLength(2)
  const several = {
    cause: 'case',
    case: about.id,
    look,
    candidates: candidates.map((one: { id: string }) => one.id),
    statements: candidates.map(({ quote }: { quote: string }) => ({
      document: guide.id,
      revision: '1',
      quote,
    })),
  }
  const strange = await opensFor(guide, { ...several, candidates: ['99'] })
  expect(strange.body.code).toBe('defect/no-candidate')
  const { id } = await aDefect(team.engineer, guide, several)
  await team.maker.settle()
  const decided = (await stateOf(team.engineer, `/api/looks/${look}`)).candidates
  for (const { decision } of decided) expect(decision).toMatchObject({ is: 'kept', defect: id })
})

test('a defect of a case under embargo is there for those named alone', async () => {
  const { engineer, writer, maker } = team
  const product = await aProduct(engineer)
  const guide = await aDocument(team, product, wrong)
  const about = await aCase(team, product)
  await about.does('set-embargo', {
    named: [`person:${engineer.person}`],
    until: dayAfter(maker, 20),
    reason: 'Not public yet.',
  })
  const { path, id } = await aDefect(engineer, guide, { cause: 'case', case: about.id })
  expect((await writer.get(path)).status).toBe(404)
  expect((await listOf(writer, '/api/defects')).map((one) => one.id)).not.toContain(id)
  expect((await corrects(path, '2')).status).toBe(404)
  // Nor can somebody else hang a defect on a case that they may not see.
  const hung = await tries(writer, '/api/defects/open', defectIn(guide, { case: about.id }))
  expect(hung.body.code).toBe('defect/no-such-record')
})

test('who is limited to a product works on the defects of its documents alone', async () => {
  const { maker, engineer } = team
  const [mine, other] = [
    await aProduct(engineer),
    await aProduct(engineer, { name: 'Imaging Viewer' }),
  ]
  const lena = await maker.colleague('lena', ['engineer'])
  await maker.administrator.does(`/api/people/${lena.person}/set-scope`, {
    products: [mine.id],
    reason: 'Works on the gateway.',
  })
  const assign = { to: 'Lena', until: dayAfter(maker, 9) }
  const ours = await aDefect(engineer, await aDocument(team, mine, wrong))
  expect((await tries(lena, `${ours.path}/assign`, assign)).status).toBe(200)
  const theirs = await aDefect(engineer, await aDocument(team, other, wrong))
  expect((await tries(lena, `${theirs.path}/assign`, assign)).body.code).toBe(
    'access/product-scope',
  )
})

// Last, since it moves the clock.
test('its date is on the page of what is due, mailed before, and told when it was missed', async () => {
  const { engineer, maker, mail } = team
  const wera = await maker.colleague('wera@maker.example', ['writer'])
  const guide = await aDocument(team, await aProduct(engineer), wrong)
  const { path, humanId } = await aDefect(engineer, guide)
  const until = dayAfter(maker, 10)
  await engineer.does(`${path}/assign`, { to: `person:${wera.person}`, until })
  const { body } = await wera.get('/api/due?mine=yes')
  expect(body.items).toMatchObject([
    {
      humanId,
      what: 'Correct the document',
      collection: 'defects',
      dueAt: `${until}T23:59:59.999Z`,
    },
  ])
  const subjects = async (days: number) => {
    maker.time.now += days * 86_400_000
    await maker.settle()
    const mine = mail.mails.filter(({ to }) => to.includes('wera@maker.example'))
    return mine.map(({ mail: { subject } }) => subject).filter((one) => one?.includes(humanId))
  }
  expect(await subjects(0)).toEqual([])
  expect(await subjects(8)).toEqual([`[${humanId}] A date comes near`])
  expect(await subjects(4)).toHaveLength(2)
  expect(await subjects(1)).toContain(`[${humanId}] A date was missed`)
  const again = await signedInAgain(maker, wera)
  const late = await listOf(again, '/api/defects?due=overdue')
  expect(late.map((one) => one.humanId)).toContain(humanId)
})
