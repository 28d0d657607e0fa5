import { expect, test } from 'vitest'
import { aTeam, listOf, signedInAgain, stateOf, tries } from '../support/work/team.ts'

// 9.2/acknowledge: a reminder that reaches nobody reminds nobody.
const team = aTeam(['triager', 'engineer', 'second', 'auditor'])
const hour = 3_600_000
const day = 24 * hour

const mailsTo = (address: string) =>
  team.mail.mails.filter(({ to }) => to.includes(address)).map(({ mail }) => mail)

const attention = async () => {
  const { body } = await (await signedInAgain(team.maker, team.auditor)).get(
    '/api/intake/attention',
  )
  return body
}

test('an account has a mail address, its owner’s and the administrators’ to set', async () => {
  const { engineer, second, maker } = team
  const { administrator } = maker
  const set = (who: typeof engineer, whose: typeof engineer, address: string) =>
    tries(who, `/api/people/${whose.person}/set-address`, { address })
  expect((await set(engineer, engineer, 'erika@maker.example')).status).toBe(200)
  expect((await set(administrator, second, 'simon@maker.example')).status).toBe(200)
  expect((await set(team.auditor, team.auditor, 'olga@maker.example')).status).toBe(403)
  const foreign = await set(engineer, second, 'eve@elsewhere.example')
  expect([foreign.status, foreign.body.code]).toEqual([422, 'person/not-own'])
  for (const wrong of [
    'erika',
    'a@b',
    'a@b.example\nBcc: eve@elsewhere.example',
    `${'a'.repeat(250)}@b.example`,
  ])
    expect((await set(engineer, engineer, wrong)).status, wrong).toBe(400)
  const made = await engineer.post('/api/tokens', { label: 'A script', roles: ['engineer'] })
  const byToken = await maker.fetch(`/api/people/${engineer.person}/set-address`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${made.body.token}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ input: { address: 'eve@elsewhere.example' } }),
  })
  expect(byToken.status).toBe(422)

  const path = `/api/people/${engineer.person}`
  expect(await stateOf(administrator, path)).toMatchObject({ address: 'erika@maker.example' })
  const people = await listOf(administrator, '/api/people?sort=title&order=asc')
  expect(people.map(({ facets }) => facets.address?.[0])).toEqual(
    expect.arrayContaining(['erika@maker.example', 'simon@maker.example', undefined]),
  )
  await set(engineer, engineer, '')
  expect(await stateOf(administrator, path)).toMatchObject({ address: '' })
  const invited = await administrator.does('/api/people/invite', {
    ...{ name: 'Rita Example', login: 'rita', roles: ['writer'], address: 'rita@maker.example' },
  })
  expect(await stateOf(administrator, `/api/people/${invited.id}`)).toMatchObject({
    address: 'rita@maker.example',
  })
})

test('a reminder that reaches nobody is seen on the report, in the inbox and among what needs attention', async () => {
  const { triager, maker } = team
  // Nobody with a role that the rules remind has an address.
  expect(await attention()).toMatchObject({
    rolesWithoutAddress: ['triager', 'administrator'],
    unheard: 0,
  })
  const { id, humanId } = await triager.does('/api/reports/receive', {
    ...{ source: 'f', title: 'Weak TLS', description: 'Told by a test.' },
  })
  maker.time.now += 5 * day
  await maker.settle()
  const reader = await signedInAgain(maker, triager)
  const { told } = await stateOf(reader, `/api/reports/${id}`)
  expect(told).toMatchObject([{ kind: 'reminded', to: ['triager'], mails: 0 }])
  const [line] = await listOf(reader, '/api/reports?facet=reminder:unheard')
  expect(line).toMatchObject({ humanId, facets: { reminder: ['unheard'] } })
  expect((await attention()).unheard).toBe(1)
})

test('reminders go to who looks after the report first, then to the role, and tell nothing of it', async () => {
  const { triager, engineer, maker } = team
  const give = async (person: string, address: string) => {
    const set = await maker.server.parts.dispatch({
      kind: 'person',
      command: 'set-address',
      id: person,
      input: { address },
      actor: { id: `person:${person}`, roles: ['triager'] },
      requestId: 'test',
    })
    expect(set).toMatchObject({ repeated: false })
  }
  await give(triager.person, 'tom@maker.example')
  await give(engineer.person, 'erika@maker.example')
  const issue = (command: string, id: string | undefined, input: object) =>
    maker.server.parts.dispatch({
      kind: 'report',
      command,
      ...(id === undefined ? {} : { id }),
      input,
      actor: { id: `person:${triager.person}`, roles: ['triager'] },
      requestId: 'test',
    })
  const received = await issue('receive', undefined, {
    ...{ source: 'f', title: 'Plain HTTP', description: 'The quixotic pump.', tlp: 'RED' },
  })
  if (!('id' in received)) throw new Error(received.code)
  await issue('assign', received.id, { to: `person:${engineer.person}` })
  maker.time.now += 5 * day
  await maker.settle()
  const [mail] = mailsTo('erika@maker.example')
  expect(mail?.subject).toBe(`[${received.humanId}] A date comes near`)
  expect(mail?.text).toContain(`/workbench/reports/${received.humanId}`)
  expect(mail?.text).toContain('Only those named')
  expect(mail?.text).not.toMatch(/quixotic|HTTP\b(?!:)/)
  expect(mailsTo('tom@maker.example').map(({ subject }) => subject)).toContain(
    `[${received.humanId}] A date comes near`,
  )
  const reader = await signedInAgain(maker, triager)
  const { told } = await stateOf(reader, `/api/reports/${received.id}`)
  expect(told).toMatchObject([{ kind: 'reminded', mails: 2 }])
  expect((await attention()).rolesWithoutAddress).toEqual(['administrator'])
})

test('administrators hear of a report that nobody can see, and again after a week', async () => {
  const { maker, second } = team
  const { administrator } = maker
  const give = { address: 'ada@maker.example' }
  const as = (id: string, roles: readonly ('administrator' | 'engineer')[]) => ({ id, roles })
  const issue = (
    kind: string,
    command: string,
    id: string | undefined,
    input: object,
    who = as(`person:${administrator.person}`, ['administrator']),
  ) =>
    maker.server.parts.dispatch({
      ...{ kind, command, input, actor: who, requestId: 'test' },
      ...(id === undefined ? {} : { id }),
    })
  await issue('person', 'set-address', administrator.person, give)
  const simon = as(`person:${second.person}`, ['engineer'])
  const received = await issue(
    'report',
    'receive',
    undefined,
    { source: 'a', description: 'Quixotic.' },
    simon,
  )
  if (!('id' in received)) throw new Error(received.code)
  await issue('report', 'set-embargo', received.id, { named: [simon.id], reason: 'Agreed.' }, simon)
  await maker.settle()
  const subject = `[${received.humanId}] Nobody can see this report any more`
  const heard = () => mailsTo('ada@maker.example').filter((mail) => mail.subject === subject)
  expect(heard()).toHaveLength(0)
  await issue('person', 'disable', second.person, { reason: 'Left.' })
  await maker.settle()
  await maker.settle()
  expect(heard()).toHaveLength(1)
  expect(heard()[0]?.text).not.toContain('uixotic')
  maker.time.now += 7 * day + hour
  await maker.settle()
  expect(heard()).toHaveLength(2)
})
