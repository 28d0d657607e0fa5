/** Commands that the server would refuse whoever asks: they only crowd the menu. Of cases: `case-next.ts`. */
type RuledOut = (state: unknown) => readonly string[]

const updates: Readonly<Record<string, readonly string[]>> = {
  prepared: ['publish', 'notify', 'record-acknowledgement'],
  approved: ['approve', 'notify', 'record-acknowledgement'],
  published: ['approve', 'publish'],
  withdrawn: ['approve', 'publish', 'notify', 'withdraw'],
}

const advisories: Readonly<Record<string, readonly string[]>> = {
  draft: ['publish'],
  approved: ['approve'],
  published: ['approve', 'publish', 'withdraw'],
  withdrawn: ['approve', 'publish', 'withdraw', 'revise'],
}

const retired = ['revise', 'link-case', 'propose-acceptance', 'accept', 'renew', 'retire']
const risks: Readonly<Record<string, readonly string[]>> = {
  open: ['accept', 'renew'],
  'acceptance-proposed': ['renew'],
  accepted: ['accept', 'renew'],
  stale: ['propose-acceptance', 'accept'],
  retired,
}

const byStatus =
  (statuses: Readonly<Record<string, readonly string[]>>): RuledOut =>
  (state) =>
    (typeof state === 'object' && state !== null && 'status' in state
      ? statuses[String(state.status)]
      : undefined) ?? []

const all: Readonly<Record<string, RuledOut>> = {
  updates: byStatus(updates),
  advisories: byStatus(advisories),
  risks: byStatus(risks),
  indicators: byStatus({
    reported: ['make-report', 'dismiss'],
    dismissed: ['make-report', 'dismiss'],
  }),
}

export const ruledOut = (collection: string, state: unknown): readonly string[] =>
  all[collection]?.(state) ?? []
