// npm run bench [intake|cases|impact|extract|review] [-- --quick] [-- --only reports,lists,…]: each
// figure beside a baseline of the same run, because machines are noisy. The table goes to standard
// error, JSON to standard output. `intake` is reports by each way and audit events, `cases`
// commands on cases, a case with a thousand entries and the board, `extract` documents beside
// Debian's pdftotext, `review` the clause review of a folder beside its readers alone.
import { tmpdir } from 'node:os'
import { programAt } from '../../src/server/processes/bounded-program.ts'
import { chromiumAvailable } from '../support/chromium.ts'
import {
  createDatabase,
  type Postgres,
  postgresAvailable,
  startPostgres,
} from '../support/postgres.ts'
import { measureAuditEvents } from './audit-events.ts'
import { type CasesMeasured, measureCases } from './cases.ts'
import { extractRows, measureExtract, spreadRows } from './extract.ts'
import { type Filled, fillWorkspace } from './fill/filled.ts'
import { measureImpact } from './impact/measure.ts'
import { measureLists } from './lists.ts'
import { describeMachine } from './machine.ts'
import { measureProofs } from './proofs.ts'
import { measureReports } from './reports.ts'
import { measureReview } from './review.ts'
import { measureMap } from './review-map.ts'
import { measureStart } from './start.ts'
import { tableOf } from './table.ts'
import {
  auditEventRows,
  caseCommandRows,
  caseReadRows,
  impactRows,
  listRows,
  mapRows,
  proofRows,
  reportRows,
  reviewRows,
  startRows,
  workbenchRows,
} from './tables.ts'
import { measureWorkbench } from './workbench.ts'

const names = [
  'reports',
  'lists',
  'cases',
  'start',
  'proofs',
  'workbench',
  'events',
  'impact',
  'extract',
  'review',
] as const
const groups: Readonly<Record<string, readonly (typeof names)[number][]>> = {
  intake: ['reports', 'events'],
  cases: ['cases'],
  impact: ['impact'],
  extract: ['extract'],
  review: ['review'],
}
const wanted = (): readonly string[] => {
  const at = process.argv.indexOf('--only')
  if (at < 0) return groups[process.argv[2] ?? ''] ?? names
  const given = (process.argv[at + 1] ?? '').split(',')
  const unknown = given.filter((name) => !names.some((one) => one === name))
  if (unknown.length === 0) return given
  throw new Error(`--only takes some of ${names.join(',')}, separated by commas: not "${unknown}".`)
}

const only = wanted()
const quick = process.argv.includes('--quick')
const scratch = process.env['BENCH_DIR'] ?? tmpdir()
const say = (text: string) => process.stderr.write(`${text}\n`)
const results: Record<string, unknown> = { quick }
const missing: string[] = []
/** Whatever was started or made, in the order of its making. */
const undo: (() => Promise<void>)[] = []

const machine = describeMachine(scratch)
say(tableOf(Object.entries(machine).map(([what, is]) => ({ machine: what, is }))))

const once = <Value>(make: () => Promise<Value>) => {
  let made: Promise<Value> | undefined
  return () => {
    made ??= make()
    return made
  }
}
const cluster = once(async (): Promise<Postgres> => {
  const started = await startPostgres({ durable: true })
  undo.push(started.stop)
  return started
})
/** A database of its own: what one part leaves behind must not slow the next. */
const freshDatabase = async (): Promise<string> => {
  const { url, drop } = await createDatabase((await cluster()).url)
  undo.push(drop)
  return url
}
const size = quick ? { cases: 5_000, events: 50_000 } : { cases: 100_000, events: 1_000_000 }
const fill = async (databaseUrl?: string): Promise<Filled> => {
  const where = databaseUrl === undefined ? 'SQLite' : 'PostgreSQL'
  say(`Filling ${where} with ${size.cases} cases …`)
  // Only the check needs the million; the lists need the cases.
  const events = databaseUrl === undefined && only.includes('proofs') ? size.events : 0
  const filled = await fillWorkspace(scratch, { cases: size.cases, events }, databaseUrl)
  undo.push(filled.remove)
  say(
    `… ${filled.events} events in ${filled.seconds.toFixed(0)} s, checked in ${filled.check.seconds.toFixed(0)} s\n`,
  )
  return filled
}
const filledSqlite = once(() => fill())
const filledPostgres = once(async () => fill(await freshDatabase()))

const withPostgres = async (what: string, measure: (url: string) => Promise<void>) => {
  if (postgresAvailable()) await measure(await freshDatabase())
  else missing.push(`${what} on PostgreSQL: could not run, no PostgreSQL here`)
}

const measure: Readonly<Record<(typeof names)[number], () => Promise<void>>> = {
  reports: async () => {
    const seconds = quick ? 2 : 5
    const reports = [...(await measureReports(scratch, [1, 8, 32], seconds))]
    await withPostgres('reports', async (url) => {
      reports.push(...(await measureReports(scratch, [1, 8, 32], seconds, url)))
    })
    results['reports'] = reports
    say(tableOf(reportRows(reports)))
  },
  lists: async () => {
    const requests = quick ? 50 : 200
    const lists = [...(await measureLists(await filledSqlite(), requests))]
    if (postgresAvailable()) lists.push(...(await measureLists(await filledPostgres(), requests)))
    else missing.push('lists on PostgreSQL: could not run, no PostgreSQL here')
    results['lists'] = lists
    say(tableOf(listRows(lists)))
  },
  cases: async () => {
    const much = quick ? { requests: 50, seconds: 2 } : { requests: 200, seconds: 5 }
    const cases: CasesMeasured[] = []
    const measureOn = async (filled: Filled) => {
      const measured = await measureCases(filled, much)
      cases.push(measured)
      say(tableOf(caseCommandRows(measured)))
      say(tableOf(caseReadRows(measured)))
    }
    await measureOn(await filledSqlite())
    if (postgresAvailable()) await measureOn(await filledPostgres())
    else missing.push('cases on PostgreSQL: could not run, no PostgreSQL here')
    results['cases'] = cases
  },
  start: async () => {
    const start = await measureStart(scratch, quick ? 3 : 9)
    results['start'] = start
    say(tableOf(startRows(start)))
  },
  proofs: async () => {
    const proofs = await measureProofs(await filledSqlite(), quick ? 50 : 500)
    results['proofs'] = proofs
    say(tableOf(proofRows(proofs)))
  },
  impact: async () => {
    const documents = Number(process.env['IMPACT_DOCUMENTS'] ?? (quick ? 1_000 : 10_000))
    const measured = [await measureImpact(scratch, documents, undefined, say)]
    await withPostgres('impact search', async (url) => {
      measured.push(await measureImpact(scratch, documents, url, say))
    })
    results['impact'] = measured
    for (const rows of impactRows(measured)) say(tableOf(rows))
  },
  events: async () => {
    // AUDIT_EVENTS sets the count for a trial; the claim is about two million.
    const events = Number(process.env['AUDIT_EVENTS'] ?? (quick ? 50_000 : 2_000_000))
    const measured = [await measureAuditEvents(scratch, events)]
    await withPostgres('audit events', async (url) => {
      measured.push(await measureAuditEvents(scratch, Math.ceil(events / 10), url))
    })
    results['auditEvents'] = measured
    say(tableOf(auditEventRows(measured)))
  },
  extract: async () => {
    if (programAt('pdftotext') === undefined || programAt('pdfunite') === undefined) {
      missing.push('extraction: could not run, no poppler-utils here')
      return
    }
    const measured = await measureExtract(scratch, quick ? 3 : 9)
    if (measured === undefined) {
      missing.push('extraction: could not run, no corpus here')
      return
    }
    results['extract'] = measured
    say(tableOf(extractRows(measured.rows)))
    say(tableOf(spreadRows(measured.spread)))
  },
  review: async () => {
    const map = await measureMap(50, quick ? 100 : 1_000, quick ? 3 : 9)
    results['clauseMap'] = map
    say(tableOf(mapRows(map)))
    const documents = Number(process.env['REVIEW_DOCUMENTS'] ?? (quick ? 1_000 : 10_000))
    const measured = await measureReview(scratch, quick ? 2 : 5, documents)
    if (measured === undefined) {
      missing.push('clause review: could not run, no corpus here')
      return
    }
    results['review'] = measured
    for (const rows of reviewRows(measured)) say(tableOf(rows))
  },
  workbench: async () => {
    if (!chromiumAvailable()) {
      missing.push('workbench: could not run, no Chromium here')
      return
    }
    const size = quick ? { runs: 3, lines: 200 } : { runs: 9, lines: 1_000 }
    const workbench = await measureWorkbench(await filledSqlite(), size)
    results['workbench'] = workbench
    say(tableOf(workbenchRows(workbench)))
  },
}

try {
  for (const name of names) if (only.includes(name)) await measure[name]()
} finally {
  for (const one of undo.reverse()) await one()
}
for (const one of missing) say(one)
process.stdout.write(`${JSON.stringify({ machine, ...results, missing })}\n`)
