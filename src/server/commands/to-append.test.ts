import { afterEach, beforeEach, expect, test } from 'vitest'
import { type AccessWorld, openAccessWorld } from '../../../test/support/access.ts'
import type { StreamId } from '../../kernel/ids.ts'
import { orThrow } from '../../kernel/result.ts'

let world: AccessWorld
beforeEach(async () => {
  world = await openAccessWorld()
})
afterEach(() => world.close())

test('the fact that opens a record says its human id, whatever its kind tells', async () => {
  const actor = { id: 'system:test', roles: [] }
  const input = { name: 'Ada', login: 'ada@example.org', roles: ['engineer'] }
  const command = { kind: 'person', command: 'invite', input, actor, requestId: 'request-1' }
  const invited = orThrow(await world.dispatch(command))
  const [first] = await world.ledger.history(invited.id as StreamId)
  expect(first?.payload).toMatchObject({ name: 'Ada', reference: invited.humanId })
})
