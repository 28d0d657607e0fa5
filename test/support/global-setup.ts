import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { brokerVariable, type Postgres, startPostgres } from './postgres.ts'
import { compiledVariable } from './program.ts'
import { makeTemporary } from './temporary.ts'

/**
 * A folder for all that the run writes and what programs compile, and one PostgreSQL cluster per
 * run, started when the first test file asks for it over this socket, so that runs without database
 * tests do not pay for it.
 */
export default async function openBroker(): Promise<() => Promise<void>> {
  const folder = makeTemporary()
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
  process.env['TMPDIR'] = folder
  process.env[brokerVariable] = path
  process.env[compiledVariable] = join(folder, 'compiled')
  return async () => {
    broker.close()
    await (await cluster?.catch(() => undefined))?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
