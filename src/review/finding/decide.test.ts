import { expect, test } from 'vitest'
import { fixedId, recordUnderTest } from '../../../test/support/deciding.ts'
import { reviewFindingKind } from '../index.ts'

const finding = () => recordUnderTest(reviewFindingKind(), 'FND-2026-0001')
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
