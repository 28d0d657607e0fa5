import { type CaseView, caseView } from './views/case.ts'

/** Commands that the server would refuse whoever asks: they only crowd the menu. */
type RuledOut = (state: unknown) => readonly string[]

const waits = (decision: { readonly approved: unknown } | null): boolean =>
  decision !== null && decision.approved === null

const ofCase = (state: CaseView): readonly string[] =>
  state.closed === null
    ? [
        'reopen',
        ...(waits(state.disposition) ? [] : ['approve-disposition']),
        ...(waits(state.disclosure) ? [] : ['approve-disclosure']),
        ...(waits(state.ending) ? [] : ['approve-ending']),
        ...(state.changeRequest === null ? ['review-change'] : []),
        ...(state.changeReview?.accepted === true ? [] : ['verify-fix']),
      ]
    : [
        ...['describe', 'set-impact', 'score', 'propose-disposition', 'approve-disposition'],
        ...['decide-disclosure', 'approve-disclosure', 'request-change', 'review-change'],
        ...['verify-fix', 'update-risk', 'inform-products', 'tell-third-party', 'close'],
        ...['propose-ending', 'approve-ending', 'set-embargo'],
      ]

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

const byStatus =
  (statuses: Readonly<Record<string, readonly string[]>>): RuledOut =>
  (state) =>
    (typeof state === 'object' && state !== null && 'status' in state
      ? statuses[String(state.status)]
      : undefined) ?? []

const all: Readonly<Record<string, RuledOut>> = {
  cases: (state) => {
    const { data } = caseView.safeParse(state)
    return data === undefined ? [] : ofCase(data)
  },
  updates: byStatus(updates),
  advisories: byStatus(advisories),
  indicators: byStatus({
    reported: ['make-report', 'dismiss'],
    dismissed: ['make-report', 'dismiss'],
  }),
}

export const ruledOut = (collection: string, state: unknown): readonly string[] =>
  all[collection]?.(state) ?? []
