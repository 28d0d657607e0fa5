import { isRefusal, RefusalError } from '../../kernel/result.ts'
import { hashOf, newToken } from '../http/portal-links.ts'
import type { Parts } from '../parts.ts'

interface NewLink {
  /** The secret address; it exists here and in the mail only. */
  readonly link: string
  /** Records its hash with the report; throws where that fails, and the mail is then sent anew. */
  replace(): Promise<void>
}

/** Made at the moment of sending, so that neither a delivery nor a fact ever holds it (decision 26). */
export const newReportLink = (parts: Parts, report: string): NewLink => {
  const token = newToken(parts)
  return {
    link: `${parts.settings.publicUrl}/r/${token}`,
    replace: async () => {
      const replaced = await parts.dispatch({
        kind: 'report',
        command: 'replace-link',
        id: report,
        input: { linkHash: hashOf(token) },
        actor: { id: 'system:deliveries', roles: [] },
        requestId: 'new-link',
      })
      if (isRefusal(replaced)) throw new RefusalError(replaced)
    },
  }
}
