import type { ReporterPage } from './contract.ts'
import type { ReportState } from './state.ts'

/** The reporter's page: their own words, ours to them, and where it stands. */
export const reporterPage = (state: ReportState): ReporterPage => ({
  reference: state.reference,
  title: state.title,
  receivedAt: state.receivedAt,
  status: state.status,
  standing: standing(state),
  nextDate: state.nextDate,
  thread: [
    {
      from: 'you',
      at: state.receivedAt,
      message: state.description,
      where: '',
      files: state.files.slice(0, state.files.length - laterFiles(state)).map(({ name }) => name),
    },
    ...state.thread.map(({ from, at, message, where, files }) => ({
      from: from === 'reporter' ? ('you' as const) : from,
      at,
      message,
      where,
      files: files.map(({ name }) => name),
    })),
  ],
})

const laterFiles = (state: ReportState): number =>
  state.thread.reduce((count, { files }) => count + files.length, 0)

const standing = (state: ReportState): string => {
  switch (state.status) {
    case 'new':
      return 'We have your report. Nobody has answered it yet.'
    case 'acknowledged':
      return 'A person has read your report and is looking into it.'
    case 'in-case':
      return inCase(state)
    case 'closed':
      return 'This report is closed. Our last message says why.'
    default:
      return state.status satisfies never
  }
}

/** The step the reporter was told of last; from its own facts, so that it never says more. */
const inCase = ({ step, thread }: ReportState): string => {
  switch (step) {
    case 'ended':
      return 'We have looked into it, and it ends without a fix. Our last message says why.'
    case 'decided':
      return 'We have decided how this flaw will be dealt with, and are working on it.'
    case 'fixed':
      return 'A fix has been made and tested. You hear here when it is out.'
    case 'published':
      return thread.some(({ where }) => where.includes('/updates/'))
        ? 'It is fixed, and the fix is out: our messages below say where.'
        : 'What to do about it is published: our messages below say where.'
    default:
      return 'We are working on it as a security case.'
  }
}
