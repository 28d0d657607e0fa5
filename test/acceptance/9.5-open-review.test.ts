import { expect, test } from 'vitest'
import { letters, renderedText } from '../support/rendered-text.ts'
import { aCase } from '../support/work/case.ts'
import { aProduct } from '../support/work/product.ts'
import { aTeam, stateOf, tries } from '../support/work/team.ts'

const team = aTeam(['engineer', 'approver', 'manager'])

const gateAt = async (release: string): Promise<string> => {
  await team.manager.does(`/api/releases/${release}/evaluate-gate`, {})
  const { gate } = await stateOf(team.manager, `/api/releases/${release}`)
  return gate.checks.find((check: { id: string }) => check.id === 'open-review').state
}

test('the gate of a release asks for a signed review of all open issues', async () => {
  const product = await aProduct(team.engineer)
  const first = await aCase(team, product, { title: 'Plain HTTP' })
  const second = await aCase(team, product, { title: 'Weak password rule' })
  await first.take('impact')
  await second.take('impact')
  const release = await team.manager.does('/api/releases/plan', {
    title: 'Gateway 2.4.1',
    product: product.id,
    revision: '2.4.1',
  })
  expect(await gateAt(release.id)).toBe('missing')

  const review = await team.engineer.does('/api/open-reviews/hold', {
    title: 'Before 2.4.1',
    release: release.id,
    product: product.id,
    participants: ['Erika', 'Anna'],
  })
  const path = `/api/open-reviews/${review.id}`
  const { issues } = await stateOf(team.engineer, path)
  expect(issues.map((issue: { reference: string }) => issue.reference)).toEqual([
    first.humanId,
    second.humanId,
  ])
  expect(await gateAt(release.id)).toBe('incomplete')

  const onFirst = { case: first.id, conclusion: 'release-anyway', reason: 'Fixed with 2.4.1.' }
  const onSecond = { case: second.id, conclusion: 'no-impact', reason: 'Accounts are local.' }
  const minutes = 'We went through the list.'
  const half = await tries(team.engineer, `${path}/conclude`, { conclusions: [onFirst], minutes })
  expect(half.body.code).toBe('open-review/not-all')
  expect(half.body.details.missing).toEqual([second.humanId])
  const both = { conclusions: [onFirst, onSecond] }
  const wordless = await tries(team.engineer, `${path}/conclude`, { ...both, minutes: '' })
  expect(wordless.body.code).toBe('input/invalid')
  await team.engineer.does(`${path}/conclude`, { ...both, minutes })
  expect(await gateAt(release.id)).toBe('incomplete')

  const own = await tries(team.engineer, `${path}/sign`, {}, true)
  expect(own.body.code).toBe('open-review/second-person')
  await team.approver.does(`${path}/sign`, {}, true)
  expect(await gateAt(release.id)).toBe('passed')

  // The list was frozen: what is opened later was not reviewed.
  await (await aCase(team, product, { title: 'Opened afterwards' })).take('impact')
  expect(await gateAt(release.id)).toBe('incomplete')
})

test('a review that holds an issue against the release shuts the gate', async () => {
  const product = await aProduct(team.engineer)
  const about = await aCase(team, product)
  await about.take('impact')
  const release = await team.manager.does('/api/releases/plan', {
    title: 'Gateway 2.4.1',
    product: product.id,
    revision: '2.4.1',
  })
  const review = await team.engineer.does('/api/open-reviews/hold', {
    title: 'Before 2.4.1',
    release: release.id,
    product: product.id,
    participants: ['Erika'],
  })
  const path = `/api/open-reviews/${review.id}`
  await team.engineer.does(`${path}/conclude`, {
    conclusions: [{ case: about.id, conclusion: 'fix-first', reason: 'Too easy to use.' }],
    minutes: 'We wait for the fix.',
  })
  await team.approver.does(`${path}/sign`, {}, true)
  expect(await gateAt(release.id)).toBe('failed')
})

test('open issues are reviewed between releases too, with minutes as a document', async () => {
  const { engineer, approver, maker } = team
  const about = await aCase(team, await aProduct(engineer))
  await about.take('impact', 'score', 'disposition')
  const attendee = `person:${(await engineer.get('/api/session')).body.person}`
  const review = await engineer.does('/api/open-reviews/hold', {
    title: 'Quarterly review',
    participants: ['Rita, of the laboratory'],
    attendees: [attendee],
  })
  const path = `/api/open-reviews/${review.id}`
  const held = await stateOf(engineer, path)
  expect(held.release).toBeNull()
  const frozen = held.issues.find((issue: { case: string }) => issue.case === about.id)
  expect(frozen).toMatchObject({
    severity: 'critical',
    status: 'decided',
    stale: false,
    disposition: { path: 'code-fix', approved: true },
    impact: { affected: 1 },
  })
  // What is decided afterwards stands in the case, not in the list that was looked at.
  const conclusions = held.issues.map((issue: { case: string }) => ({
    case: issue.case,
    conclusion: 'no-impact',
    reason: 'As it was.',
  }))
  await engineer.does(`${path}/conclude`, { conclusions, minutes: 'We went through the list.' })
  await maker.settle()
  await engineer.does(`${path}/agree`, {})
  const others = await tries(approver, `${path}/agree`, {})
  expect(others.body.code).toBe('open-review/not-attended')
  await approver.does(`${path}/sign`, {}, true)
  const signed = await stateOf(engineer, path)
  expect(signed).toMatchObject({
    agreements: [{ by: attendee }],
    document: { name: `${review.humanId}.pdf` },
  })
  const { events } = (await engineer.get(`${path}/history`)).body
  expect(events.at(-1).payload.minutes.hash).toBe(signed.document.hash)

  // The copy with the signatures holds all of it: list, conclusions, who took part, who signed what.
  await maker.settle()
  const { signedCopy, document } = await stateOf(engineer, path)
  expect(document.hash).toBe(signed.document.hash)
  const kept = await maker.fetch(`/api/files/${signedCopy.hash}`, {
    headers: { cookie: engineer.cookie },
  })
  const pdf = new Uint8Array(await kept.arrayBuffer())
  const copy = letters(await renderedText('pdf', pdf)).toLowerCase()
  for (const part of [
    about.humanId,
    'Code fix',
    '1 affected',
    'No impact',
    'As it was.',
    'Rita, of the laboratory',
    'We went through the list.',
    'Yes, 20',
    'Anna Example',
    'approval of the open-issue review',
    document.hash.slice(0, 20),
  ])
    expect(copy).toContain(letters(part).toLowerCase())

  const due = (await engineer.get('/api/open-reviews/due')).body
  expect(due).toMatchObject({ every: '90 days', last: { humanId: review.humanId }, overdue: false })
})
