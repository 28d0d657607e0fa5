import { defectView, nextForDefect } from './views/defect.ts'
import { documentView } from './views/documents.ts'
import { indicatorView } from './views/indicator.ts'
import { advisoryView, isOpen, openGaps, releaseView, updateView } from './views/outward.ts'
import { type ReportView, reportView } from './views/report.ts'
import { mustBeAccepted, riskView } from './views/risk.ts'
import { sourceView } from './views/source.ts'
import { activityView, findingView, openReviewView, patchView, personView } from './views/upkeep.ts'

type Next = (state: unknown) => readonly string[]

const none: readonly string[] = []

const usual = (data: ReportView): readonly string[] => {
  if (data.status === 'closed') return ['reopen']
  if (data.withdrawnAt !== null) return ['assess', 'conclude']
  if (data.status === 'new') return ['acknowledge', 'conclude']
  return data.assessment === null ? ['reply', 'conclude'] : ['reply', 'assess', 'conclude']
}

/**
 * Which commands come next, the most likely first. The server decides; this only arranges buttons.
 * Those of a case follow from what its closure asks for: `case-next.ts`.
 */
const next: Readonly<Record<string, Next>> = {
  reports: (state) => {
    const { data } = reportView.safeParse(state)
    if (data === undefined) return none
    return data.unreached.length > 0 ? ['reach-otherwise', ...usual(data)] : usual(data)
  },
  indicators: (state) =>
    indicatorView.safeParse(state).data?.status === 'open' ? ['make-report', 'dismiss'] : none,
  risks: (state) => {
    const { data } = riskView.safeParse(state)
    switch (data?.status) {
      case 'stale':
        return ['revise', 'renew']
      case 'acceptance-proposed':
        return ['accept', 'revise']
      case 'open':
        return mustBeAccepted(data) ? ['propose-acceptance', 'revise'] : ['revise', 'link-case']
      case 'accepted':
        return ['revise', 'link-case']
      default:
        return none
    }
  },
  'open-reviews': (state) => {
    const { data } = openReviewView.safeParse(state)
    return data?.status === 'held'
      ? ['conclude']
      : data?.status === 'concluded'
        ? ['sign', 'agree']
        : none
  },
  documents: (state) => (documentView.safeParse(state).success ? ['add-revision'] : none),
  sources: (state) =>
    sourceView.safeParse(state).data?.status === 'disconnected' ? none : ['sync-now'],
  defects: (state) => {
    const { data } = defectView.safeParse(state)
    return data === undefined ? none : nextForDefect(data)
  },
  releases: (state) => {
    const { data } = releaseView.safeParse(state)
    if (data === undefined || data.status === 'released') return none
    if (data.gate === null) return ['evaluate-gate']
    if (!isOpen(data)) return ['evaluate-gate', 'waive', 'write-documents']
    if (openGaps(data).length > 0) return ['waive-gaps', 'write-documents']
    return data.documents.length === 0
      ? ['write-documents', 'evaluate-gate']
      : ['sign', 'evaluate-gate']
  },
  updates: (state) => {
    const { data } = updateView.safeParse(state)
    switch (data?.status) {
      case 'prepared':
        return ['approve']
      case 'approved':
        return ['publish']
      case 'published':
        return ['notify', 'record-acknowledgement']
      default:
        return none
    }
  },
  advisories: (state) => {
    const { data } = advisoryView.safeParse(state)
    switch (data?.status) {
      case 'draft':
        return ['approve', 'revise']
      case 'approved':
        return ['publish', 'revise']
      case 'published':
        return ['revise']
      default:
        return none
    }
  },
  patches: (state) => (patchView.safeParse(state).success ? ['decide-position'] : none),
  activities: (state) =>
    activityView.safeParse(state).data?.status === 'retired' ? none : ['record-run'],
  findings: (state) => {
    switch (findingView.safeParse(state).data?.status) {
      case 'withdrawn':
      case 'task-done':
      case 'task-dropped':
        return none
      case 'task-planned':
        return ['end-task', 'move-task']
      default:
        return ['withdraw']
    }
  },
  products: () => ['add-revision', 'record-sbom'],
  policies: () => ['revise'],
  people: (state) => {
    const { data } = personView.safeParse(state)
    return data?.status === 'disabled' ? ['enable'] : ['change-roles']
  },
}

export const nextCommands = (collection: string, state: unknown): readonly string[] =>
  next[collection]?.(state) ?? none
