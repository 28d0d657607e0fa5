import type { reportabilityEvents } from '../events/reportability.ts'
import { attached } from './conversation.ts'
import { type Done, type Evolvers, type Of, without } from './evolver.ts'

export interface ReportabilityPart {
  /** The decision that holds for each authority; earlier ones stand in the history. */
  readonly reportability: readonly (Of<'case.reportability-decided'> &
    Done & { readonly approved: Done | null })[]
  readonly submissions: readonly (Of<'case.submission-recorded'> & Done)[]
  readonly actions: readonly (Of<'case.action-referenced'> & Done)[]
}

export const initialReportability: ReportabilityPart = {
  reportability: [],
  submissions: [],
  actions: [],
}

export const evolveReportability: Evolvers<typeof reportabilityEvents> = {
  'case.reportability-decided': (state, event, done) => ({
    ...state,
    reportability: [
      ...state.reportability.filter(({ authority }) => authority !== event.authority),
      { ...without(event), ...done, approved: null },
    ],
  }),
  'case.reportability-approved': (state, event, done) => ({
    ...state,
    reportability: state.reportability.map((one) =>
      one.authority === event.authority ? { ...one, approved: done } : one,
    ),
  }),
  'case.submission-recorded': (state, event, done) => ({
    ...attached(state, event.files),
    submissions: [...state.submissions, { ...without(event), ...done }],
  }),
  'case.action-referenced': (state, event, done) => ({
    ...state,
    actions: [...state.actions, { ...without(event), ...done }],
  }),
}
