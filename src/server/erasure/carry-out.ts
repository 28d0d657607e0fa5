import { sql } from 'kysely'
import type { ReportState } from '../../intake/index.ts'
import { parseFileHash } from '../../kernel/ids.ts'
import { isRefusal, orThrow } from '../../kernel/result.ts'
import { instantOf } from '../../kernel/time.ts'
import type { Database, RecordedEvent } from '../../ledger/index.ts'
import { emptySketches } from '../likeness/index.ts'
import type { Parts } from '../parts.ts'
import { issue } from '../reactions/issue.ts'
import type { Reaction } from '../reactions/runner.ts'
import { renewStates } from '../renew-states.ts'
import { having, one } from '../wiring/records.ts'
import { type DestroyedFile, emptyMails, noteDestroyed } from './destroyed.ts'
import type { ErasureState } from './kind.ts'
import { filesOf, reachOf } from './reach.ts'

/**
 * What was ordered is carried out: at least once, and again from the start if the server stopped in
 * between, each step doing nothing twice.
 */
export const carryOutErasure: Reaction = {
  name: 'carry-out-erasure',
  on: ['erasure.person-ordered', 'erasure.file-ordered'],
  run: async (event, parts) => {
    const erasure = await one<ErasureState>(parts.ledger, 'erasure', event.stream)
    if (erasure === undefined || erasure.state.status === 'done') return
    await noteWhatIsLeft(parts, event, erasure.state)
    const done =
      erasure.state.what === 'person'
        ? await erasePersonOf(parts, erasure.state)
        : await replaceFileOf(parts, erasure.state)
    await recordDone(parts, event, done)
  },
}

/** For everybody who reads the erasure. Once, and while the key is there: a second try after it is gone would find nobody's name. */
const noteWhatIsLeft = async (
  parts: Parts,
  event: RecordedEvent,
  { person, left }: ErasureState,
): Promise<void> => {
  if (person === null || left !== null) return
  const { check, withheld, elsewhere } = await reachOf(parts, person, undefined)
  const noted = await issue(parts, event, {
    kind: 'erasure',
    command: 'record-left',
    id: event.stream,
    input: { check, withheld, elsewhere },
  })
  if (isRefusal(noted)) throw new Error(`${noted.code}: ${noted.message}`)
}

interface Done {
  readonly reports: number
  readonly mails: number
  readonly destroyed: readonly string[]
  readonly kept: readonly string[]
}

const recordDone = (parts: Parts, event: RecordedEvent, done: Done) =>
  issue(parts, event, { kind: 'erasure', command: 'record-done', id: event.stream, input: done })

const erasePersonOf = async (parts: Parts, { person, reason }: ErasureState): Promise<Done> => {
  if (person === null) throw new Error('An erasure of a person names nobody.')
  const { ledger, sealing, clock } = parts
  const at = instantOf(clock())
  const reports = await having<ReportState>(ledger, 'report', 'person', person)
  const { destroyed, kept } = await filesOf(parts, reports)
  await destroy(
    parts,
    destroyed.map((hash) => ({ hash, at, reason, replaced_by: null })),
  )
  await sealing.erase(person, reason, at)
  const streams = reports.map(({ stream }) => stream)
  const about = await distributionsOf(ledger, streams)
  const mails = await emptyMails(ledger.database.writer, person, streams)
  await emptySketches(ledger.database, streams)
  // Titles and search text showed words that nobody can open any more.
  await renewStates(ledger, [...streams, ...about])
  await scrub(ledger.database)
  return { reports: reports.length, mails, destroyed, kept }
}

/** Records of what was sent about these reports: their titles are the subjects. */
const distributionsOf = async (ledger: Parts['ledger'], streams: readonly string[]) => {
  const found: string[] = []
  for (const about of streams) found.push(...(await ledger.having('distribution', 'about', about)))
  return found
}

const replaceFileOf = async (parts: Parts, state: ErasureState): Promise<Done> => {
  const { file, replacement, reason } = state
  if (file === null || replacement === null) throw new Error('A replacement names no file.')
  const at = instantOf(parts.clock())
  await destroy(parts, [{ hash: file, at, reason, replaced_by: replacement.hash }])
  return { reports: state.about.length, mails: 0, destroyed: [file], kept: [] }
}

const destroy = async (parts: Parts, files: readonly DestroyedFile[]): Promise<void> => {
  await noteDestroyed(parts.ledger.database.writer, files)
  for (const { hash } of files) await parts.files.destroy(orThrow(parseFileHash(hash)))
}

/** Takes what was replaced out of the database's own files, as far as the engine can. */
export const scrub = async ({ engine, writer }: Pick<Database, 'engine' | 'writer'>) => {
  if (engine === 'postgres') {
    for (const table of [
      'stream',
      'facet',
      'search_entry',
      'report_sketch',
      'delivery',
      'person_key',
    ])
      await sql`vacuum ${sql.table(table)}`.execute(writer)
    return
  }
  await sql`insert into search (search) values ('optimize')`.execute(writer)
  await sql`vacuum`.execute(writer)
  await sql`pragma wal_checkpoint(truncate)`.execute(writer)
}
