import { z } from 'zod'
import { isRefusal } from '../../kernel/result.ts'
import { type Command, exit } from '../command.ts'
import { withRecords } from '../reach/with-records.ts'

const made = z.object({ token: z.string(), expiresAt: z.string() })

/** The token of a device; registering and revoking are commands of its record. */
export const intakeDeviceToken: Command = {
  name: 'intake device-token',
  summary: 'Make the token by which a device sends its audit events',
  usage: 'DEVICE [--days N]',
  operands: [1, 1],
  options: [
    { name: 'days', value: 'N', help: 'How long it is good: 1 to 3660 days, 730 where not said.' },
  ],
  details: [
    'DEVICE is a device as `vulnerary devices register --source NAME` answered it, like DEV-2026-0001. Its token may send FHIR AuditEvents of that source and nothing else; it is shown once, and the one before it stops working. `vulnerary devices revoke` ends it.',
    'Answers 0 with the token, 2 with the reason why none was made.',
  ],
  run: async (context, words) => {
    const [device = ''] = words.operands
    const days = words.value('days')
    return withRecords(context, async (records) => {
      const done = await records.post(
        `/api/devices/${encodeURIComponent(device)}/token`,
        days === undefined ? {} : { expiresInDays: Number(days) },
      )
      if (isRefusal(done)) return done
      const { token, expiresAt } = made.parse(done)
      context.answer(done, [token])
      context.say(`It is shown once, and good until ${expiresAt}.`)
      return exit.done
    })
  },
}
