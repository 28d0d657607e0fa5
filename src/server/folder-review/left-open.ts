import { paragraph, section, table } from '../../releases/index.ts'
import type { ReviewReport } from '../../review/index/reports.ts'

/** Words of people that hold no more. */
export const againSection = ({ summary }: ReviewReport) =>
  (summary.asksAgain ?? []).length === 0
    ? []
    : [
        section(
          'again',
          'What people said, and must look at again',
          [],
          table(
            `Words of ${summary.declaredIn ?? 'the folder'} that hold no more`,
            [
              ['Document', 30],
              ['Said by', 20],
              ['What changed', 50],
            ],
            (summary.asksAgain ?? []).map(({ path, by, at, because }) => [
              path,
              `${by}, ${at.slice(0, 10)}`,
              because,
            ]),
          ),
        ),
      ]

/** Files that were not read, or only in part, and why. */
export const unreadSection = ({ summary }: ReviewReport) => {
  const { unread, leftOut, leftOutInAll, counts } = summary
  const more =
    counts['could-not-read'] + counts['partly-read'] + leftOutInAll - unread.length - leftOut.length
  const rows = [
    ...unread.map(({ path, outcome, reason }) => [
      path,
      outcome === 'partly-read' ? 'in part' : 'not read',
      reason ?? '–',
    ]),
    ...leftOut.map(({ path, reason }) => [path, 'left out', reason]),
  ]
  return section(
    'unread',
    'What was not read',
    [],
    [
      ...table(
        'Files that were not read, or only in part',
        [
          ['File', 40],
          ['State', 12],
          ['Why', 48],
        ],
        rows,
      ),
      ...(rows.length === 0 ? [paragraph('Everything was read.')] : []),
      ...(more > 0 ? [paragraph(`And ${more} more.`)] : []),
    ],
  )
}
