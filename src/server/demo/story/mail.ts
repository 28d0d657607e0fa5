import { createMailSender } from '../../../connections/mail.ts'
import { limits } from '../../../kernel/limits.ts'
import { createDeliveryWorker } from '../../deliveries/worker.ts'
import type { Stage } from '../stage.ts'

// Nothing listens there on any usual machine: the connection is refused at once.
const nobody = 'smtp://127.0.0.1:1'

/**
 * The mail server of that day cannot be reached: what waits is tried as often as it is tried
 * anywhere, and ends parked. Later mail waits, until somebody sets a mail server.
 */
export const letMailFail = async (stage: Stage): Promise<void> => {
  const { parts, clock } = stage
  const { mailFrom } = parts.settings
  // Its warnings are part of the story, and nothing for whoever starts the demo.
  const log = parts.log.child({}, { level: 'silent' })
  const worker = createDeliveryWorker(
    { ...parts, log },
    createMailSender({ smtpUrl: nobody, mailFrom }),
  )
  try {
    for (let attempt = 1; attempt <= limits.delivery.attempts; attempt++) {
      await worker.settle()
      clock.stand(
        clock() + Math.min(limits.delivery.lastRetry, limits.delivery.firstRetry * 2 ** attempt),
      )
    }
  } finally {
    await worker.stop()
  }
}
