import type { ReporterPage } from './contract.ts'
import { type ReportState, wantsThanks } from './state.ts'

/** The reporter's page: their own words, ours to them, and where it stands. */
export const reporterPage = (state: ReportState): ReporterPage => ({
  reference: state.reference,
  title: state.title,
  receivedAt: state.receivedAt,
  status: state.status,
  standing: standing(state),
  nextDate: state.withdrawnAt === null ? state.nextDate : null,
  assessBy:
    state.withdrawnAt === null && state.status !== 'closed'
      ? (state.assessment?.day ?? null)
      : null,
  withdrawn: state.withdrawnAt !== null,
  credit: state.credit !== '',
  thanks: wantsThanks(state),
  exit: state.exit?.exit ?? null,
  thread: [
    {
      from: 'you',
      at: state.receivedAt,
      message: state.description,
      said: [],
      where: '',
      files: state.files.slice(0, state.files.length - laterFiles(state)).map(({ name }) => name),
    },
    ...state.thread.map(({ from, at, message, said, where, files }) => ({
      from: from === 'reporter' ? ('you' as const) : from,
      at,
      message,
      said: said ?? [],
      where,
      files: files.map(({ name }) => name),
    })),
  ],
})

const laterFiles = (state: ReportState): number =>
  state.thread.reduce((count, { files }) => count + files.length, 0)

const standing = (state: ReportState): ReporterPage['standing'] => {
  if (state.withdrawnAt !== null) return 'withdrawn'
  // Who sent a duplicate is as interested in the flaw as who came first.
  const follows = state.status === 'closed' && state.of !== null && state.step !== null
  return state.status === 'in-case' || follows ? inCase(state) : state.status
}

/** The step the reporter was told of last; from its own facts, so that it never says more. */
const inCase = ({ step, thread }: ReportState): ReporterPage['standing'] => {
  switch (step) {
    case 'ended':
    case 'decided':
    case 'fixed':
      return step
    case 'published':
      return thread.some(({ where }) => where.includes('/updates/')) ? 'update-out' : 'advice-out'
    default:
      return 'in-case'
  }
}
