import type { Dispatched } from '../api/issue.ts'
import type { RecordEnvelope } from '../api/records.ts'
import { useSignedIn } from '../api/session.ts'
import { useOrder } from '../forms/order.ts'
import type { Values } from '../forms/values.ts'
import { presetOf } from './presets.ts'

/** Opens the form of a command on this record, with what is known filled in. */
export const useActOn = (
  collection: string,
  record: RecordEnvelope,
): ((command: string, preset?: Values, onDone?: (dispatched: Dispatched) => void) => void) => {
  const order = useOrder()
  const { person } = useSignedIn()
  return (command, preset, onDone) =>
    order({
      collection,
      command,
      record,
      preset: { ...presetOf(collection, command, record, person), ...preset },
      ...(onDone === undefined ? {} : { onDone }),
    })
}
