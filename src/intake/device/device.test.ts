import { expect, it } from 'vitest'
import { decideRecordToken, decideRevoke } from './decide.ts'
import type { DeviceEvent } from './events.ts'
import { deviceFacets, evolveDevice, initialDevice } from './state.ts'

const stateOf = (...events: readonly DeviceEvent[]) =>
  events.reduce(
    (state, event, index) =>
      evolveDevice(state, event, {
        at: '2026-01-02T03:04:06.000Z' as never,
        actor: 'person:1',
        version: index + 1,
        signature: null,
      }),
    initialDevice,
  )
const registered: DeviceEvent = {
  type: 'device.registered',
  reference: 'DEV-2026-0001',
  source: 'ct-3',
  product: 'Careline CT',
  note: '',
}
const token = { expiresAt: '2027-01-02T03:04:06.000Z' }

it('a device has no token, then one, and none after it was revoked', () => {
  expect(deviceFacets(stateOf(registered))).toMatchObject({
    title: 'ct-3',
    status: 'without-token',
    values: { product: ['Careline CT'] },
  })
  const active = stateOf(registered, { type: 'device.token-made', ...token })
  expect(active).toMatchObject({ status: 'active', tokenUntil: token.expiresAt })
  const revoked = stateOf(registered, { type: 'device.revoked', reason: 'Stolen.' })
  expect(revoked).toMatchObject({ status: 'revoked', ended: { reason: 'Stolen.' } })
  expect(decideRecordToken(revoked, token)).toMatchObject({ code: 'device/revoked' })
  expect(decideRevoke(revoked, { reason: 'Again.' })).toMatchObject({ code: 'device/revoked' })
})
