import type { InputOf } from '../../kernel/fields.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type { recordDeviceToken, registerDevice, revokeDevice } from '../contract.ts'
import type { DeviceEvent } from './events.ts'
import type { DeviceState } from './state.ts'

type Decided = readonly DeviceEvent[] | Refusal

export const decideRegister = (
  _state: DeviceState,
  input: InputOf<typeof registerDevice>,
  { humanId }: DecisionContext,
): Decided => [{ type: 'device.registered', reference: humanId, ...input }]

export const decideRecordToken = (
  { status }: DeviceState,
  { expiresAt }: InputOf<typeof recordDeviceToken>,
): Decided =>
  status === 'revoked'
    ? refuse('device/revoked', 'This device was revoked. Register it anew, with a new token.')
    : [{ type: 'device.token-made', expiresAt }]

export const decideRevoke = (
  { status }: DeviceState,
  { reason }: InputOf<typeof revokeDevice>,
): Decided =>
  status === 'revoked'
    ? refuse('device/revoked', 'This device was revoked already.')
    : [{ type: 'device.revoked', reason }]
