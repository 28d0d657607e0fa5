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
      return state.step === 'ended'
        ? 'We have looked into it, and it ends without a fix. Our last message says why.'
        : 'We are working on it as a security case.'
    case 'closed':
      return 'This report is closed. Our last message says why.'
    default:
      return state.status satisfies never
  }
}
