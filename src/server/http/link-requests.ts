import type { ReportState } from '../../intake/index.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal } from '../../kernel/result.ts'
import type { Parts } from '../parts.ts'
import { parseSealed } from '../vault/index.ts'
import { one } from '../wiring/records.ts'
import { stranger } from './portal-links.ts'

/** Requests for a new link, looked up after they were answered. */
interface LinkRequests {
  /** False where too many are being looked up. */
  ask(reference: string, contact: string, requestId: string): boolean
  settle(): Promise<void>
}

const waitingAtMost = 100
const reportId = /^RPT-\d{4}-\d{1,9}$/

/**
 * A new link goes to the contact that the report was given and nowhere else: whoever names both
 * gets nothing but a mail to that contact on its way (decision 26).
 */
export const createLinkRequests = (parts: Parts): LinkRequests => {
  const waiting = new Set<Promise<void>>()
  const lookUp = async (reference: string, contact: string, requestId: string) => {
    const report = await one<ReportState>(parts.ledger, 'report', reference)
    if (report === undefined) return
    const known = parseSealed(report.state.reporterEmail)?.person
    if (known === undefined || known !== parts.sealing.personIdOf(contact)) return
    const asked = await parts.dispatch({
      kind: 'report',
      command: 'ask-for-link',
      id: report.stream,
      input: {},
      actor: { id: 'system:links', roles: [] },
      onBehalfOf: stranger.id,
      requestId,
    })
    if (isRefusal(asked)) parts.log.info({ code: asked.code }, 'a new link was not sent')
  }
  return {
    ask: (reference, contact, requestId) => {
      if (waiting.size >= waitingAtMost) return false
      const named = reference.trim().toUpperCase()
      if (!reportId.test(named) || contact.length > limits.text.line) return true
      const work = lookUp(named, contact, requestId)
        .catch((cause: unknown) => parts.log.error({ err: cause }, 'a link could not be looked up'))
        .finally(() => waiting.delete(work))
      waiting.add(work)
      return true
    },
    settle: async () => {
      await Promise.all(waiting)
    },
  }
}
