import { mayDownload, type ReportState } from '../../intake/index.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { Ledger } from '../../ledger/index.ts'
import { having } from '../wiring/records.ts'

/**
 * Why this person may not have the bytes yet; undefined where they may. A file is held back while a
 * report holds it and this person has not opened it there on purpose; what a scanner calls infected
 * is held back also where another record names it.
 */
export const heldBack = async (
  ledger: Ledger,
  hash: string,
  person: string,
): Promise<Refusal | undefined> => {
  const all = await having<ReportState>(ledger, 'report', 'file', hash)
  const hidden = await ledger.hidden(
    person,
    all.map(({ stream }) => stream),
  )
  const reports = all.filter(({ stream }) => !hidden.has(stream))
  const holding = reports.flatMap(({ humanId, state }) => {
    const held = state.held.find(({ file }) => file === hash)
    return held === undefined ? [] : [{ humanId, held }]
  })
  const [first] = holding
  if (first === undefined || holding.some(({ held }) => mayDownload(held, person))) return undefined
  const infected = holding.find(({ held }) => held.outcome === 'infected')
  if (infected === undefined && (await isNamedElsewhere(ledger, hash))) return undefined
  const { humanId, held } = infected ?? first
  return infected === undefined
    ? refuse(
        'file/held',
        `This file came from outside. Open it on purpose from ${humanId} first: that is recorded.`,
        { report: humanId },
      )
    : refuse(
        'file/infected',
        `The scanner calls this file infected (${held.said}). It stays locked; open it from ${humanId} with a reason if it must be.`,
        { report: humanId },
      )
}

/** Whether more than reports, their cases and what is said of them name it: then it is the maker's own file as well. */
const isNamedElsewhere = async ({ database }: Ledger, hash: string): Promise<boolean> =>
  (await database.reader
    .selectFrom('facet')
    .select('stream')
    .where('name', '=', 'file')
    .where('value', '=', hash)
    .where('kind', 'not in', ['report', 'case', 'message'])
    .limit(1)
    .executeTakeFirst()) !== undefined

/** Whether nobody at all has opened it on purpose yet: then no pack hands it on either. */
export const isUnopened = async (ledger: Ledger, hash: string): Promise<boolean> => {
  const reports = await having<ReportState>(ledger, 'report', 'file', hash)
  const held = reports.flatMap(({ state }) => state.held.filter(({ file }) => file === hash))
  return held.length > 0 && !held.some((one) => one.openings.some(({ by }) => mayDownload(one, by)))
}
