import { openMailWorld } from '../mail-world.ts'
import { mailOf } from '../mails.ts'
import type { Answer } from '../maker.ts'
import { listOf } from './team.ts'

/** A mail of Rita's to this address over SMTP: the report that came of it, and what answered her. */
export const mailedReport = async (
  to: string,
  subject: string,
  source: string,
): Promise<{ readonly body: Answer['body']; readonly answer: string | undefined }> => {
  const world = await openMailWorld()
  try {
    await world.sends(mailOf({ To: to, Subject: subject }, 'See the attachment.'), { to })
    const [{ id }] = await listOf(world.triager, `/api/reports?facet=source:${source}`)
    const { body } = await world.triager.get(`/api/reports/${id}`)
    await world.maker.settle()
    return { body, answer: world.mail.mails[0]?.mail.subject }
  } finally {
    await world.close()
  }
}
