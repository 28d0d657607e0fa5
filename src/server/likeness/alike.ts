import { lookupsOf, type ReportState, sketchOfReport } from '../../intake/index.ts'
import type { Ledger } from '../../ledger/index.ts'
import { nearestSketches } from './sketches.ts'

/** Found by one value of one facet: more than that is no hint but a flood. */
const perValue = 1_000
/** Reports that are compared word by word. */
const comparedAtMost = 150
/** Of 128 characters: texts that share a fifth of their words, which is little, have 27. */
const leastInCommon = 14
/** The same value of a facet says more than all words in common. */
const weightOfValue = 1_000

/**
 * Ids of the reports that an exact value or the most like words point to, the likeliest first, and
 * of the newest ones that have not been sketched yet: a report is found from its first moment.
 */
export const alike = async (
  ledger: Ledger,
  report: { readonly id: string; readonly state: ReportState },
): Promise<readonly string[]> => {
  const hits = new Map<string, number>()
  for (const { name, value } of lookupsOf(report.state))
    for (const other of await ledger.having('report', name, value, perValue))
      hits.set(other, (hits.get(other) ?? 0) + weightOfValue)
  const { streams, asked } = await nearestSketches(
    ledger.database,
    sketchOfReport(report.state),
    { atLeast: leastInCommon, atMost: comparedAtMost + 1 },
    new Set(hits.keys()),
  )
  const exact = [...hits]
    .map(([id, weight]) => [id, weight + (asked.get(id) ?? 0)] as const)
    .sort(([one, first], [other, second]) => second - first || (one < other ? -1 : 1))
    .map(([id]) => id)
  const found = new Set([...exact, ...streams])
  found.delete(report.id)
  const nearest = [...found].slice(0, comparedAtMost)
  return [...new Set([...nearest, ...(await notSketched(ledger, report.id))])]
}

/** In a flood the reaction falls behind by more: those are found as soon as it has caught up. */
const newestAtMost = 200

const notSketched = async (
  { database: { reader } }: Ledger,
  but: string,
): Promise<readonly string[]> => {
  const newest = await reader
    .selectFrom('stream')
    .select('stream')
    .where('kind', '=', 'report')
    .orderBy('opened_at', 'desc')
    .limit(newestAtMost)
    .execute()
  const ids = newest.map(({ stream }) => stream)
  const sketched = await reader
    .selectFrom('report_sketch')
    .select('stream')
    .where('stream', 'in', ['', ...ids])
    .execute()
  const done = new Set(sketched.map(({ stream }) => stream))
  return ids.filter((id) => id !== but && !done.has(id))
}
