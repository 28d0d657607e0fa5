import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { canonicalJson } from '../../src/kernel/canonical-json.ts'
import { aCase, missingIn } from '../support/work/case.ts'
import { aProduct } from '../support/work/product.ts'
import { aTeam, tries } from '../support/work/team.ts'

const team = aTeam(['engineer', 'approver', 'second'])

test('a case cannot close without an approved disposition, and the refusal names it', async () => {
  const about = await aCase(team, await aProduct(team.engineer))
  await about.take(
    'impact',
    'score',
    'safety',
    'disclosure',
    'risk-record',
    'other-products',
    'third-party',
  )
  const refused = await about.close()
  expect(refused.status).toBe(422)
  expect(refused.body.code).toBe('case/not-complete')
  expect(missingIn(refused)).toEqual([
    '9.5/disposition',
    '9.5/change-request',
    '9.5/change-review',
    '9.5/verified',
    '4.1.9/after-fix',
  ])
  // Proposed is not decided.
  await about.does('propose-disposition', { path: 'code-fix', reason: 'TLS can be required.' })
  expect(missingIn(await about.close())).toContain('9.5/disposition')
})

test('whoever proposed the disposition cannot approve it, and nobody approves unsigned', async () => {
  const about = await aCase(team, await aProduct(team.engineer))
  await about.take('impact')
  await about.does('propose-disposition', { path: 'code-fix', reason: 'TLS can be required.' })
  const approve = `${about.path}/approve-disposition`
  expect((await tries(team.engineer, approve, {}, true)).body.code).toBe('case/second-person')
  expect((await tries(team.second, approve, {})).body.code).toBe('access/signature-needed')
  expect((await about.state()).disposition.approved).toBeNull()
  expect((await tries(team.second, approve, {}, true)).status).toBe(200)
  expect((await about.state()).disposition.approved.signedBy).toBe(team.second.name)
})

test('each issue ends in one of the five paths; where operators must act, they are told how', async () => {
  const product = await aProduct(team.engineer)
  const propose = async (path: string, more: Readonly<Record<string, unknown>> = {}) => {
    const about = await aCase(team, product)
    await about.take('impact')
    return tries(team.engineer, `${about.path}/propose-disposition`, {
      path,
      reason: 'Decided.',
      guidance: ['Close port 80.'],
      ...more,
    })
  }
  const control = { control: 'A filter in front of the gateway refuses plain HTTP.' }
  for (const [path, more] of [
    ['code-fix', { guidance: [] }],
    ['configuration-change', {}],
    ['compensating-control', control],
    ['intended-environment', {}],
    ['residual-risk', {}],
  ] as const)
    expect((await propose(path, more)).status).toBe(200)
  expect((await propose('ignore')).body.code).toBe('input/invalid')
  for (const path of ['configuration-change', 'intended-environment', 'residual-risk'])
    expect((await propose(path, { guidance: [] })).body.code).toBe('case/guidance-missing')
  expect((await propose('compensating-control', { ...control, guidance: [] })).body.code).toBe(
    'case/guidance-missing',
  )
  const undescribed = await propose('compensating-control')
  expect(undescribed.body.code).toBe('case/control-missing')
  expect(undescribed.body.title).toContain('Describe the compensating control')
})

test('says why the alternatives were not chosen, and may send a product another way', async () => {
  const gateway = await aProduct(team.engineer)
  const viewer = await aProduct(team.engineer, { name: 'Lucent View' })
  const about = await aCase(team, gateway)
  await about.take('impact')
  const propose = (input: unknown) =>
    tries(team.engineer, `${about.path}/propose-disposition`, input)
  const proposal = {
    path: 'code-fix',
    reason: 'TLS can be required.',
    considered: [{ alternative: 'Guidance alone', whyNot: 'Few would follow it.' }],
  }
  const row = { product: viewer.id, path: 'residual-risk', reason: 'It is never in a network.' }
  const early = await propose({ ...proposal, rows: [row] })
  expect(early.body.code).toBe('case/guidance-missing')
  const told = { ...row, guidance: ['Keep it off every network.'] }
  expect((await propose({ ...proposal, rows: [told] })).body.code).toBe('case/not-in-impact')
  await about.does('set-impact', {
    rows: [{ product: viewer.id, revision: '2.4.0', status: 'affected' }],
  })
  expect((await propose({ ...proposal, rows: [told, told] })).body.code).toBe('case/path-twice')
  expect((await propose({ ...proposal, rows: [told] })).status).toBe(200)
  expect((await about.state()).disposition).toMatchObject({ ...proposal, rows: [told] })
  // The risk of the viewer is accepted: only the gateway is fixed and tested.
  await team.approver.does(`${about.path}/approve-disposition`, {}, true)
  await about.take('change-request', 'change-review', 'verified')
  expect((await about.state()).status).toBe('fix-verified')
})

test('is sent back with a reason, and every earlier proposal stays', async () => {
  const about = await aCase(team, await aProduct(team.engineer))
  await about.take('impact')
  const [approve, reject] = ['approve', 'reject'].map((verb) => `${about.path}/${verb}-disposition`)
  if (approve === undefined || reject === undefined) throw new Error('There are two of them.')
  await about.does('propose-disposition', { path: 'code-fix', reason: 'First.' })
  const back = { reason: 'Say what hospitals do until then.' }
  expect((await tries(team.engineer, reject, back)).body.code).toBe('case/second-person')
  expect((await tries(team.approver, reject, { reason: '' })).body.code).toBe('input/invalid')
  await team.approver.does(reject, back)
  const again = await tries(team.approver, approve, {}, true)
  expect(again.body.code).toBe('case/disposition-rejected')
  expect(again.body.title).toContain('Propose a new one')
  expect(missingIn(await about.close())).toContain('9.5/disposition')
  await about.does('propose-disposition', { path: 'code-fix', reason: 'Second.' })
  await team.approver.does(approve, {}, true)
  const { disposition, earlierDispositions } = await about.state()
  expect(disposition).toMatchObject({ reason: 'Second.', rejected: null })
  expect(earlierDispositions).toMatchObject([
    {
      reason: 'First.',
      approved: null,
      rejected: { ...back, by: `person:${team.approver.person}` },
    },
  ])
})

test('the signature says what exactly was signed', async () => {
  const about = await aCase(team, await aProduct(team.engineer))
  await about.take('impact', 'score', 'disposition', 'disclosure')
  const { events } = (await team.engineer.get(`${about.path}/history`)).body
  for (const [proposed, signed, field] of [
    ['case.disposition-proposed', 'case.disposition-approved', 'proposal'],
    ['case.disclosure-decided', 'case.disclosure-approved', 'decision'],
  ] as const) {
    const payload = (type: string) =>
      events.find((event: { type: string }) => event.type === type)?.payload
    const hash = createHash('sha256')
      .update(canonicalJson(payload(proposed)))
      .digest('hex')
    expect(payload(signed)[field]).toBe(hash)
  }
})

test('of two people who decide at once one is told what to do, and nothing is lost', async () => {
  const about = await aCase(team, await aProduct(team.engineer))
  await about.take('impact')
  await about.does('propose-disposition', { path: 'code-fix', reason: 'TLS can be required.' })
  const { version } = (await team.approver.get(about.path)).body
  const decides = (who: typeof team.approver, command: string, input: object, sign: boolean) =>
    who.post(
      `${about.path}/${command}`,
      { input, ...(sign ? { signature: who.signature() } : {}) },
      { 'if-match': String(version) },
    )
  const answers = await Promise.all([
    decides(team.approver, 'approve-disposition', { comment: 'Agreed.' }, true),
    decides(team.second, 'reject-disposition', { reason: 'Not yet.' }, false),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  const late = answers.find(({ status }) => status === 409)
  expect(late?.body.title).toContain('Load it again')
  const { disposition } = await about.state()
  const won = answers[0]?.status === 200 ? 'approved' : 'rejected'
  expect(disposition[won]).not.toBeNull()
  expect(disposition[won === 'approved' ? 'rejected' : 'approved']).toBeNull()
  // Both facts of the case before stand, with exactly one more.
  const { events } = (await team.engineer.get(`${about.path}/history`)).body
  expect(events.at(-1).version).toBe(version + 1)
})
