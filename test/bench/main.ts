// npm run bench: each figure beside a baseline of the same run, because machines are noisy.
import { cpus } from 'node:os'
import { startPostgres } from '../support/postgres.ts'
import { measureReports } from './reports.ts'

const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`
process.stderr.write(`${machine}\n`)

const rows = [...(await measureReports('SQLite', undefined))]
const server = await startPostgres({ durable: true })
try {
  rows.push(...(await measureReports('PostgreSQL', server.url)))
} finally {
  await server.stop()
}
process.stderr.write('\nengine      concurrency  reports/s  bare commits/s  ratio\n')
for (const { engine, concurrency, reports, commits, ratio } of rows)
  process.stderr.write(
    `${engine.padEnd(12)}${String(concurrency).padStart(11)}${reports.toFixed(0).padStart(11)}${commits.toFixed(0).padStart(16)}${ratio.toFixed(2).padStart(7)}\n`,
  )
process.stdout.write(`${JSON.stringify({ machine, reports: rows })}\n`)
