import { createMailSender, type MailSender } from '../../../connections/mail.ts'
import { limits } from '../../../kernel/limits.ts'
import { mailCarrier } from '../../deliveries/mail-carrier.ts'
import { createDeliveryWorker } from '../../deliveries/worker.ts'
import type { Stage } from '../stage.ts'

/** Until this day of the story the maker's mail server takes mail; the demo itself has none. */
export const lastDayOfMail = 110

/**
 * The invented maker's mail server takes all that waits: nobody gets a mail, since everybody is
 * invented, but what the server notes of one that was handed over is there.
 */
export const letMailGo = (stage: Stage): Promise<void> => {
  let number = 0
  return workWith(stage, {
    send: async () => {
      number += 1
      const queued = `${stage.clock().toString(36)}${number}`.toUpperCase()
      return `250 2.0.0 Ok: queued as ${queued}`
    },
    close: () => undefined,
  })
}

// Nothing listens there on any usual machine: the connection is refused at once.
const nobody = 'smtp://127.0.0.1:1'

/**
 * The mail server of that day cannot be reached: what waits is tried as often as it is tried
 * anywhere, and ends parked. Later mail waits, until somebody sets a mail server.
 */
export const letMailFail = async (stage: Stage): Promise<void> => {
  const { clock } = stage
  const { mailFrom } = stage.parts.settings
  for (let attempt = 1; attempt <= limits.delivery.attempts; attempt++) {
    await workWith(stage, createMailSender({ smtpUrl: nobody, mailFrom }))
    clock.stand(
      clock() + Math.min(limits.delivery.lastRetry, limits.delivery.firstRetry * 2 ** attempt),
    )
  }
}

const workWith = async ({ parts }: Stage, sender: MailSender): Promise<void> => {
  // Its warnings are part of the story, and nothing for whoever starts the demo.
  const log = parts.log.child({}, { level: 'silent' })
  const worker = createDeliveryWorker({ ...parts, log }, [mailCarrier(parts, sender)])
  try {
    await worker.settle()
  } finally {
    await worker.stop()
  }
}
