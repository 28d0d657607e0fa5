// npm run bench [-- --quick] [-- --only reports,lists,start,proofs,workbench]: each figure beside a
// baseline of the same run, because machines are noisy. The table goes to standard error, JSON to
// standard output.
import { tmpdir } from 'node:os'
import { startPostgres } from '../support/postgres.ts'
import { describeMachine } from './machine.ts'
import { measureReports } from './reports.ts'
import { tableOf } from './table.ts'

const quick = process.argv.includes('--quick')
const scratch = process.env['BENCH_DIR'] ?? tmpdir()
const machine = describeMachine(scratch)
const say = (text: string) => process.stderr.write(`${text}\n`)
say(tableOf(Object.entries(machine).map(([what, is]) => ({ machine: what, is }))))

const results: Record<string, unknown> = {}
const cluster = await startPostgres({ durable: true })
try {
  const seconds = quick ? 2 : 5
  const reports = [
    ...(await measureReports(scratch, [1, 8, 32], seconds)),
    ...(await measureReports(scratch, [1, 8, 32], seconds, cluster.url)),
  ]
  results['reports'] = reports
  say(
    tableOf(
      reports.map(({ database, way, concurrency, reports: { perSecond, p95 }, bare, ratio }) => ({
        database,
        way,
        'at once': concurrency,
        'reports/s': perSecond.toFixed(0),
        'p95 ms': p95.toFixed(1),
        'bare commits/s': bare.perSecond.toFixed(0),
        ratio: ratio.toFixed(2),
      })),
    ),
  )
} finally {
  await cluster.stop()
}
process.stdout.write(`${JSON.stringify({ machine, ...results })}\n`)
