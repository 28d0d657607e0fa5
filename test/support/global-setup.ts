import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brokerVariable, type Postgres, startPostgres } from './postgres.ts'
import { compiledVariable } from './program.ts'

/**
 * A folder for what programs compile, and one PostgreSQL cluster per run, started when the first test file asks for it over this socket, so
 * that runs without database tests do not pay for it.
 */
export default async function openBroker(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'vulnerary-tests-'))
  const path = join(folder, 'postgres.socket')
  let cluster: Promise<Postgres> | undefined
  const broker = createServer((socket) => {
    socket.on('error', () => {})
    cluster ??= startPostgres({ durable: false })
    cluster.then(
      ({ url }) => socket.end(url),
      (error: unknown) => socket.end(String(error)),
    )
  }).listen(path)
  await once(broker, 'listening')
  process.env[brokerVariable] = path
  process.env[compiledVariable] = join(folder, 'compiled')
  return async () => {
    broker.close()
    await (await cluster?.catch(() => undefined))?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
