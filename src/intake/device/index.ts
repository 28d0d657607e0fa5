import { handle, type Kind } from '../../ledger/index.ts'
import { deviceContract, recordDeviceToken, registerDevice, revokeDevice } from '../contract.ts'
import { decideRecordToken, decideRegister, decideRevoke } from './decide.ts'
import { type DeviceEvent, parseDeviceEvent } from './events.ts'
import { type DeviceState, deviceFacets, deviceText, evolveDevice, initialDevice } from './state.ts'

export type { DeviceState } from './state.ts'

/** Clause 9.2, source e: a device that may send its audit events, and nothing else. */
export const deviceKind = (): Kind<DeviceState, DeviceEvent> => ({
  contract: deviceContract,
  initial: initialDevice,
  parseEvent: parseDeviceEvent,
  evolve: evolveDevice,
  facets: deviceFacets,
  text: deviceText,
  handlers: [
    handle(registerDevice, decideRegister),
    handle(recordDeviceToken, decideRecordToken),
    handle(revokeDevice, decideRevoke),
  ],
})
