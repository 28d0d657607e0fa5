import type { Bounce } from '../../../connections/mail-message/bounce.ts'
import type { Parts } from '../../parts.ts'
import { deliveriesNamed } from './thread.ts'

/**
 * A mail of ours came back: its delivery is parked with the reason, where a person sees it. Answers
 * whether the notice is about one of ours; its id is known to nobody but whoever was sent it.
 */
export const markBounced = async (parts: Parts, bounce: Bounce): Promise<boolean> => {
  const [delivery] = await deliveriesNamed(parts, bounce.about)
  if (delivery === undefined) return false
  // One that is only late needs nobody.
  if (bounce.action === 'failed' || bounce.action === '')
    await parts.ledger.database.writer
      .updateTable('delivery')
      .set({
        state: 'parked',
        last_error: `${cameBack}${bounce.status === '' ? '' : ` (${bounce.status})`}`,
      })
      .where('id', '=', delivery.id)
      .where('state', '=', 'sent')
      .execute()
  parts.log.warn({ delivery: delivery.id, status: bounce.status }, 'a mail came back')
  return true
}

/** Begins the reason of a delivery that left and came back: to send it again would not help. */
const cameBack = 'It came back: the receiving side could not deliver it'
