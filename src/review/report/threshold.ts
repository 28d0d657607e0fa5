import type { Severity } from '../../catalogue/schema.ts'
import type { Verdict } from '../contract.ts'
import { type ReportRow, type ReviewReport, rowsOf, severities } from './model.ts'

/** What a pipeline asks of a review. */
export interface Threshold {
  /** `absent` counts what is absent or could not be judged, `partial` also what is partial. */
  readonly failOn?: 'absent' | 'partial' | undefined
  /** Only gaps at least this grave count. */
  readonly severity: Severity
  /** So many gaps are let through. */
  readonly allow: number
  /** Whether a file that was not read whole is enough. */
  readonly failUnread: boolean
}

/** What could not be judged is never good. */
const counted: Readonly<Record<'absent' | 'partial', readonly Verdict[]>> = {
  absent: ['absent', 'could-not-run'],
  partial: ['absent', 'could-not-run', 'partial'],
}

/** Whether the threshold counts this row; without `failOn` each gap is told and none counts. */
export const counts = ({ failOn, severity }: Threshold, row: ReportRow): boolean =>
  failOn !== undefined &&
  counted[failOn].includes(row.verdict) &&
  severities.indexOf(row.constraint.gap.severity) <= severities.indexOf(severity)

/** Why the review is not good enough, in sentences for people; none where it is. */
export const missedBy = (threshold: Threshold, report: ReviewReport): readonly string[] => {
  const gaps = rowsOf(report).filter((row) => counts(threshold, row)).length
  const { counts: files, leftOut } = report.summary
  const unread = files['partly-read'] + files['could-not-read']
  const hidden = leftOut.filter(({ hides }) => hides === true).length
  return [
    ...(gaps > threshold.allow
      ? [`${gaps} ${gaps === 1 ? 'gap counts' : 'gaps count'}, and ${threshold.allow} are allowed.`]
      : []),
    ...(threshold.failUnread && unread + hidden > 0
      ? [`${unread + hidden} files or folders were not read, or only in part.`]
      : []),
  ]
}
