import type { InputOf } from '../../kernel/fields.ts'
import { isRefusal, refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type { openFile, recordLook } from '../contract/files.ts'
import type { setReportEmbargo } from '../contract/restricting.ts'
import type { ReportEvent } from '../events.ts'
import type { ReportState } from '../state.ts'
import type { Decided } from './decided.ts'

/** A report that is for named people alone from its first moment: one fact with another. */
export const forNamed = (decided: Decided, named: readonly string[]): Decided => {
  if (isRefusal(decided) || named.length === 0) return decided
  const restricted: ReportEvent = {
    type: 'report.embargo-set',
    named: [...named],
    reason: 'Restricted from the first minute, as its mark or the settings ask.',
  }
  return { ...decided, events: [...decided.events, restricted] }
}

export const decideSetReportEmbargo = (
  _state: ReportState,
  input: InputOf<typeof setReportEmbargo>,
  { actor, now }: DecisionContext,
): Decided => {
  if (input.named.length > 0 && !input.named.includes(actor.id))
    return refuse(
      'report/embargo-locks-out',
      'Name yourself too, or you could not open the report to others again.',
    )
  if (input.until !== undefined && input.until < now.slice(0, 10))
    return refuse('report/date-passed', 'The last day has passed. Choose today or a later day.')
  return { events: [{ type: 'report.embargo-set', ...input }] }
}

export const decideEndReportEmbargo = (
  { embargo }: ReportState,
  _input: object,
  { now }: DecisionContext,
): Decided => ({
  events:
    embargo?.until === undefined || embargo.until >= now.slice(0, 10)
      ? []
      : [{ type: 'report.embargo-ended', until: embargo.until }],
})

export const decideOpenFile = (
  { held }: ReportState,
  { file, reason }: InputOf<typeof openFile>,
): Decided => {
  const known = held.find((one) => one.file === file)
  if (known === undefined)
    return refuse(
      'report/file-not-held',
      'This report holds no such file back. Download it as it is.',
    )
  if (known.outcome === 'infected' && reason === '')
    return refuse(
      'report/file-infected',
      `The scanner calls this file infected (${known.said}). It stays locked, unless you say why it must be opened all the same.`,
    )
  const { size, looksLike, outcome, said } = known
  return { events: [{ type: 'report.file-opened', file, size, looksLike, outcome, said, reason }] }
}

export const decideScanFiles = ({ held }: ReportState): Decided =>
  held.length === 0
    ? refuse('report/no-files', 'No file of this report came from outside.')
    : { events: [{ type: 'report.scan-ordered' }] }

export const decideRecordLook = (
  { held }: ReportState,
  { files }: InputOf<typeof recordLook>,
): Decided => {
  const known = files.filter(({ file }) => held.some((one) => one.file === file))
  return { events: known.length === 0 ? [] : [{ type: 'report.files-looked-at', files: known }] }
}
