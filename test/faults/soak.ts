// npm run soak [-- --rounds N] [-- --only sqlite|postgres]: kills the server with SIGKILL at a random
// moment of a stream of reports, 100 times on each database, and looks each time whether all that
// was acknowledged is there once and the ledger check passes. One line for each database on standard
// output; 1 where anything was lost.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatabase, postgresAvailable, startPostgres } from '../support/postgres.ts'
import { emptyStream, lossesOf, streamAndKill } from './report-stream.ts'
import { startServerProcess } from './server-process.ts'

const engines = ['sqlite', 'postgres'] as const
type Engine = (typeof engines)[number]

const argumentOf = (name: string): string | undefined => {
  const at = process.argv.indexOf(name)
  return at < 0 ? undefined : process.argv[at + 1]
}
const rounds = Number(argumentOf('--rounds') ?? 100)
const only = argumentOf('--only')
if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds takes a whole number.')
if (only !== undefined && !engines.some((engine) => engine === only))
  throw new Error(`--only takes one of ${engines.join(', ')}.`)

const say = (text: string) => process.stderr.write(`${text}\n`)
/** As long as it takes to reach every part of taking in a report, and short enough for 100 rounds. */
const longest = 700
const between = 10

const soak = async (engine: Engine, databaseUrl: string | undefined): Promise<boolean> => {
  const folder = await mkdtemp(join(tmpdir(), `soak-${engine}-`))
  const environment = databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }
  const seen = emptyStream()
  let unanswered = 0
  const began = performance.now()
  let server = await startServerProcess({ folder, environment })
  for (let round = 1; round <= rounds; round++) {
    const milliseconds = Math.random() * longest
    await streamAndKill(server, seen, milliseconds)
    unanswered += seen.unanswered.length
    server = await startServerProcess({ folder, environment })
    const losses = await lossesOf(server, seen)
    if (losses.length > 0) {
      await server.kill()
      const when = `round ${round}, killed after ${milliseconds.toFixed(0)} ms`
      say(`${engine}: ${when}; left as it is in ${folder}\n${losses.slice(0, 20).join('\n')}`)
      process.stdout.write(`${engine}: ${losses.length} LOST or damaged in ${when}\n`)
      return false
    }
    if (round % between === 0)
      say(`${engine}: ${round} of ${rounds} rounds, ${seen.acknowledged.length} reports there`)
  }
  const code = await server.stop()
  await rm(folder, { recursive: true, force: true })
  const minutes = ((performance.now() - began) / 60_000).toFixed(1)
  process.stdout.write(
    `${engine}: ${rounds} × SIGKILL in ${minutes} min, ${seen.acknowledged.length} reports acknowledged and each there once (${unanswered} of them without an answer, sent again with their key), the ledger check good each time\n`,
  )
  return code === 0
}

const soakPostgres = async (): Promise<boolean> => {
  if (!postgresAvailable()) {
    process.stdout.write('postgres: could not run, no PostgreSQL here\n')
    return false
  }
  const cluster = await startPostgres({ durable: true })
  try {
    const database = await createDatabase(cluster.url)
    const good = await soak('postgres', database.url)
    // What went wrong can be looked at in a server of one's own only (TEST_DATABASE_URL).
    if (good) await database.drop()
    return good
  } finally {
    await cluster.stop()
  }
}

const outcomes: boolean[] = []
if (only !== 'postgres') outcomes.push(await soak('sqlite', undefined))
if (only !== 'sqlite') outcomes.push(await soakPostgres())
if (outcomes.includes(false)) process.exitCode = 1
