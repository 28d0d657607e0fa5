import type { ReportState } from '../../intake/index.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal } from '../../kernel/result.ts'
import { type Found, type Ledger, streamsHolding } from '../../ledger/index.ts'
import type { Parts } from '../parts.ts'
import { having, type Typed } from '../wiring/records.ts'
import type { ErasureReach, RecordToCheck } from './contract.ts'
import { destroyedAmong } from './destroyed.ts'
import { namesOf } from './names-of.ts'
import { type Searched, tellsOf, textsOf } from './tells-of.ts'

type Report = Typed<ReportState>
type Reading = Pick<Parts, 'ledger' | 'sealing'>

/**
 * What erasing a person reaches by itself, and what it cannot: records in which colleagues wrote in
 * their own words. Each of those is named with its reason, for somebody to look at; those that
 * `asker` may not know of are only counted (undefined: who is named on nothing). To be asked while the key is there: afterwards nobody can
 * tell any more whose name to look for.
 */
export const reachOf = async (
  parts: Reading,
  person: string,
  asker: string | undefined,
): Promise<ErasureReach> => {
  const { ledger } = parts
  const reports = await having<ReportState>(ledger, 'report', 'person', person)
  const files = await filesOf(parts, reports)
  const found = await recordsToCheck(parts, reports)
  const streams = [
    ...new Set([...reports.map(({ stream }) => stream), ...found.map(({ record }) => record)]),
  ]
  const hidden = await ledger.hidden(asker, streams)
  const shown = found.filter(({ record }) => !hidden.has(record))
  return {
    reports: reports
      .filter(({ stream }) => !hidden.has(stream))
      .map(({ stream, humanId }) => ({ record: stream, reference: humanId })),
    withheld: streams.filter((stream) => hidden.has(stream)).length,
    destroys: files.destroyed.filter((hash) => !files.gone.has(hash)).length,
    keeps: files.kept.length,
    check: shown.slice(0, limits.list.items),
    elsewhere: elsewhereOf(reports),
  }
}

/** The files these reports brought and redacted copies of them, apart from those that others' records name as well. */
export const filesOf = async ({ ledger }: Pick<Parts, 'ledger'>, reports: readonly Report[]) => {
  const own = new Set<string>(reports.flatMap(({ stream, state }) => [stream, ...state.cases]))
  const destroyed: string[] = []
  const kept: string[] = []
  const hashes = reports.flatMap(({ state: { files, original } }) =>
    [...files, ...(original === null ? [] : [original])].map(({ hash }) => hash),
  )
  const gone = await destroyedAmong(ledger.database.reader, hashes)
  const copies = [...gone.values()].flatMap(({ replaced_by }) => replaced_by ?? [])
  // What is gone already is named again: a second try must not pass over bytes that are still there.
  for (const hash of new Set([...hashes, ...copies])) {
    const naming = await namesOf(ledger.database, hash)
    const isTheirs = naming.every(({ stream, kind }) => own.has(stream) || kind === 'erasure')
    ;(isTheirs ? destroyed : kept).push(hash)
  }
  return { destroyed, kept, gone }
}

/** Linked cases, what hangs on them, and whatever names the person or repeats their words. */
const recordsToCheck = async (
  { ledger, sealing }: Reading,
  reports: readonly Report[],
): Promise<readonly RecordToCheck[]> => {
  const searched = await searchedFor(sealing, reports)
  const cases = [...new Set(reports.flatMap(({ state }) => state.cases))]
  const linked = await ledger.loadAll(cases)
  const hanging = await hangingOn(ledger, cases)
  const named = await naming(ledger, searched)
  const own = new Set<string>(reports.map(({ stream }) => stream))
  const candidates = new Map<string, Found>(
    [...reports, ...linked, ...hanging, ...named].map((found) => [found.stream, found]),
  )
  const checked: RecordToCheck[] = []
  for (const found of candidates.values()) {
    const texts = await textsOf(ledger, found, own.has(found.stream))
    const why = tellsOf(texts, searched)
    const isLinked = cases.includes(found.stream)
    if (why.length === 0 && !isLinked) continue
    checked.push({
      record: found.stream,
      reference: found.humanId,
      collection: ledger.kinds.get(found.kind)?.contract.collection ?? '',
      why: [...(isLinked ? (['case'] as const) : []), ...why],
    })
  }
  return checked.sort((one, other) => other.why.length - one.why.length)
}

/** Names, addresses and texts, opened: by what the person can be found in the words of others. */
const searchedFor = async (
  sealing: Parts['sealing'],
  reports: readonly Report[],
): Promise<Searched> => {
  const names = new Set<string>()
  const words: string[] = []
  for (const { state } of reports) {
    for (const sealed of [
      state.reporterName,
      state.reporterEmail,
      state.credit,
      state.creditLink ?? '',
    ]) {
      const name = sealed === '' ? '' : await sealing.open(sealed)
      if (!isRefusal(name) && name !== '') names.add(name)
    }
    const told = state.thread.filter(({ from }) => from === 'reporter')
    words.push(state.title, state.description, state.steps, state.impact, state.disclosurePlans)
    words.push(...told.map(({ message }) => message))
  }
  return { names: [...names], words }
}

/** Advisories, defects and the like that name one of these cases. */
const hangingOn = async (ledger: Ledger, cases: readonly string[]): Promise<readonly Found[]> => {
  const streams: string[] = []
  for (const kind of ledger.kinds.keys())
    if (kind !== 'report')
      for (const about of cases) streams.push(...(await ledger.having(kind, 'case', about, most)))
  return ledger.loadAll([...new Set(streams)])
}

/** Records at which one list ends: a person is not in more, and a case has no more. */
const most = 200

/** Records whose search text holds all words of a name. */
const naming = async (ledger: Ledger, { names }: Searched): Promise<readonly Found[]> => {
  const streams = new Set<string>()
  for (const name of names)
    for (const stream of await streamsHolding(ledger.database, name, most)) streams.add(stream)
  // Accounts of colleagues are their own.
  return (await ledger.loadAll([...streams])).filter(({ kind }) => kind !== 'person')
}

/** Places outside this server's reach where their words lie, by the ways that the reports came. */
const elsewhereOf = (reports: readonly Report[]): ErasureReach['elsewhere'] => {
  const ways = new Set(reports.flatMap(({ state }) => [state.channel, state.way]))
  const came = (...names: readonly string[]) => names.some((name) => ways.has(name))
  return [
    ...(came('mail', 'smtp', 'imap') ? (['mailbox'] as const) : []),
    ...(came('tracker') ? (['tracker'] as const) : []),
    ...(came('complaint') ? (['complaints'] as const) : []),
    ...(reports.some(({ state }) => state.mails.some(({ signerKnown }) => signerKnown))
      ? (['openpgp-key'] as const)
      : []),
    'sent',
    'backups',
  ]
}
