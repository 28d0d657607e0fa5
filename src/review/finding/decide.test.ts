import { expect, test } from 'vitest'
import { fixedId, recordUnderTest } from '../../../test/support/deciding.ts'
import { reviewFindingKind } from '../index.ts'
import type { NamedDocument } from '../ports.ts'

const finding = (document?: NamedDocument) =>
  recordUnderTest(
    reviewFindingKind({
      document: async () => ({ facts: document, read: [] }),
      ownDuty: async (id) => ({
        facts: id === '4.1.4/training' ? 'Everybody is trained once a year.' : undefined,
        read: [],
      }),
      addresses: async (people) =>
        new Map(people.map((who) => [who, [`${who.slice('person:'.length)}@maker.example`]])),
      linkTo: (humanId) => `https://maker.example/${humanId}`,
    }),
    'FND-2026-0001',
  )
const overruling = {
  constraint: '9.2/channel',
  document: fixedId(7),
  passageHash: 'a'.repeat(64),
  verdict: 'absent',
  reason: 'It is about another product.',
}

test('a person’s word on a verdict is kept with its reason', async () => {
  const record = finding()
  await record.given('overrule', overruling)
  expect(record.state()).toMatchObject({
    status: 'overruled',
    constraint: '9.2/channel',
    product: null,
    verdict: 'absent',
    reason: 'It is about another product.',
    by: 'person:ada',
    at: '2026-03-02T10:00:00.000Z',
  })
  expect(record.facets().title).toBe('9.2/channel: absent')
})

test('an accepted gap is a signature and changes no verdict', async () => {
  const record = finding()
  await record.given('accept-gap', { constraint: '9.5/proactive', reason: 'Planned for May.' })
  expect(record.state()).toMatchObject({
    status: 'gap-accepted',
    verdict: null,
    name: 'person:ada',
  })
})

test.each([
  [
    'a constraint that does not exist',
    'overrule',
    { ...overruling, constraint: '9.2/chanel' },
    'finding/no-constraint',
  ],
  [
    'the same in accepting a gap',
    'accept-gap',
    { constraint: '1', reason: 'x' },
    'finding/no-constraint',
  ],
  [
    'a passage of no document',
    'overrule',
    { ...overruling, document: undefined },
    'finding/no-document',
  ],
])('refuses %s', async (_what, command, input, code) => {
  expect(await finding().when(command, input)).toMatchObject({ refused: true, code })
})

test('what was withdrawn cannot be withdrawn again', async () => {
  const record = finding()
  await record.given('overrule', overruling)
  await record.given('withdraw', { reason: 'The judge was right.' })
  expect(record.state().status).toBe('withdrawn')
  expect(await record.when('withdraw', { reason: 'Again.' })).toMatchObject({
    code: 'finding/withdrawn',
  })
})

test('a confirmed verdict is kept with the passage it is about, or with what was found', async () => {
  const record = finding()
  await record.given('confirm', { ...overruling, verdict: 'met' })
  expect(record.state()).toMatchObject({
    status: 'confirmed',
    verdict: 'met',
    passageHash: 'a'.repeat(64),
    basis: null,
  })
  const whole = finding()
  const said = { constraint: '9.2/channel', verdict: 'met', reason: 'I looked.' }
  expect(await whole.when('confirm', said)).toMatchObject({ code: 'finding/no-basis' })
  await whole.given('confirm', { ...said, basis: 'b'.repeat(64) })
  expect(whole.state()).toMatchObject({ document: null, basis: 'b'.repeat(64) })
})

const proof = {
  constraint: '9.5/verified',
  document: fixedId(7),
  on: '2026-02-20',
  reason: 'The report of the laboratory.',
}
const newest = { version: '1', revision: 'c'.repeat(64) }

test('a record that is named as proof is kept with its content and its day', async () => {
  const record = finding({ kind: 'record', newest })
  await record.given('name-record', proof)
  expect(record.state()).toMatchObject({
    status: 'record-named',
    verdict: null,
    document: fixedId(7),
    record: { ...newest, on: '2026-02-20' },
  })
  expect(record.facets().title).toBe('9.5/verified: record of 2026-02-20')
})

test.each([
  ['a document that is not there', undefined, {}, 'finding/no-such-document'],
  ['a document that is no record', { kind: 'policy', newest }, {}, 'finding/not-a-record'],
  ['a record without a file', { kind: 'record', newest: undefined }, {}, 'finding/no-revision'],
  ['a day to come', { kind: 'record', newest }, { on: '2026-03-03' }, 'finding/future'],
  ['no constraint', { kind: 'record', newest }, { constraint: 'x' }, 'finding/no-constraint'],
] as const)('takes %s for no proof', async (_what, document, over, code) => {
  expect(await finding(document).when('name-record', { ...proof, ...over })).toMatchObject({ code })
})

const task = {
  constraint: '9.2/complaints',
  what: 'Have support send security reports on.',
  who: 'person:grace',
  until: '2026-04-01',
}

test('a task says who closes a gap until when, and stands on the list of dates till it ends', async () => {
  const record = finding()
  await record.given('plan-task', task)
  expect(record.state()).toMatchObject({
    status: 'task-planned',
    verdict: null,
    task: { who: 'person:grace', until: '2026-04-01', ended: null },
  })
  expect(record.facets()).toMatchObject({
    dueAt: '2026-04-01T23:59:59.999Z',
    values: { assignee: ['person:grace'], due: ['2026-04-01T23:59:59.999Z @gap'] },
  })
  const moved = { who: 'person:ada', until: '2026-05-01', reason: 'Grace is away.' }
  await record.given('move-task', moved)
  expect(record.facets().values).toMatchObject({ assignee: ['person:ada'] })
  await record.given('end-task', { outcome: 'done', reason: 'SOP-4 says it now.' })
  expect(record.state()).toMatchObject({
    status: 'task-done',
    task: { ended: { reason: 'SOP-4 says it now.' } },
  })
  expect(record.facets().dueAt).toBeUndefined()
  expect(record.facets().values).not.toHaveProperty('due')
  expect(await record.when('end-task', { outcome: 'dropped', reason: 'Again.' })).toMatchObject({
    code: 'finding/no-open-task',
  })
})

test('a word on a duty of the maker’s own keeps the duty as it read', async () => {
  const record = finding()
  const word = { constraint: '4.1.4/training', verdict: 'partial', reason: 'Two are missing.' }
  await record.given('judge-duty', word)
  expect(record.state()).toMatchObject({
    ...word,
    status: 'duty-judged',
    duty: 'Everybody is trained once a year.',
  })
  expect(record.facets().values).toMatchObject({ 'own-duty': ['yes'] })
  await record.given('withdraw', { reason: 'It was another duty.' })
  expect(record.facets().values).not.toHaveProperty('own-duty')
  for (const constraint of ['4.1.4/other', '9.2/channel'])
    expect(await finding().when('judge-duty', { ...word, constraint })).toMatchObject({
      code: 'finding/no-own-duty',
    })
})

test('whoever closes a gap is reminded three days before, and told when it was missed, once', async () => {
  const record = finding()
  await record.given('plan-task', task)
  const told = async () => {
    const decided = await record.when('keep-dates', {})
    if (!('events' in decided)) throw new Error('It was refused.')
    return decided.deliveries?.map(({ recipient, content }) => [recipient, content['subject']])
  }
  expect(await told()).toEqual([])
  expect(record.facets().values).toMatchObject({ watch: ['2026-03-29T23:59:59.999Z'] })
  record.at('2026-03-30T08:00:00.000Z')
  const soon = '[FND-2026-0001] A date comes near'
  const missed = '[FND-2026-0001] A date was missed'
  expect(await told()).toEqual([['grace@maker.example', soon]])
  expect(await told()).toEqual([])
  // Handed on, it is news to somebody else.
  await record.given('move-task', { who: 'person:otto', until: task.until, reason: 'Away.' })
  expect(await told()).toEqual([['otto@maker.example', soon]])
  record.at('2026-04-02T00:00:00.000Z')
  expect(await told()).toEqual([
    ['otto@maker.example', missed],
    ['ada@maker.example', missed],
  ])
  expect(record.facets().values).not.toHaveProperty('watch')
  expect(await told()).toEqual([])
  expect(record.state().task?.reminded.map(({ what, mails }) => [what, mails])).toEqual([
    ['soon', 1],
    ['soon', 1],
    ['missed', 2],
  ])
})

test('a task that is over reminds nobody', async () => {
  const record = finding()
  await record.given('plan-task', task)
  await record.given('end-task', { outcome: 'dropped', reason: 'Not ours.' })
  record.at('2026-05-01T00:00:00.000Z')
  expect(await record.when('keep-dates', {})).toMatchObject({ events: [] })
})

test.each([
  ['a day that has passed', { ...task, until: '2026-03-01' }, 'finding/date-passed'],
  ['a duty that does not exist', { ...task, constraint: '9.2/none' }, 'finding/no-constraint'],
])('plans no task for %s', async (_what, input, code) => {
  expect(await finding().when('plan-task', input)).toMatchObject({ refused: true, code })
})
