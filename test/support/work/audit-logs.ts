import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { promisify } from 'node:util'
import { stringify } from 'yaml'
import type { Maker } from '../maker.ts'

/** A certificate of our own for 127.0.0.1, made by openssl as a maker would. */
export const makeCertificate = async (
  folder: string,
  name: string,
): Promise<{ certificate: string; key: string }> => {
  const [certificate, key] = [join(folder, `${name}.pem`), join(folder, `${name}.key`)]
  const asked = [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-subj',
    `/CN=${name}`,
  ]
  await promisify(execFile)('openssl', [...asked, '-keyout', key, '-out', certificate])
  return { certificate, key }
}

/** A data folder with these channels and, where given, the maker's own rules. */
export const folderWith = async (channels: object, rules?: object): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'audit-logs-'))
  await writeFile(join(folder, 'channels.yaml'), stringify(channels))
  if (rules !== undefined) await writeFile(join(folder, 'audit-rules.yaml'), stringify(rules))
  return folder
}

/** The port that a syslog listener took. */
export const portOf = ({ server }: Maker, title: string): number => {
  const channel = server.channels.all.find((one) => one.title.startsWith(title))
  if (channel === undefined || !('port' in channel) || typeof channel.port !== 'function')
    throw new Error(`There is no listener "${title}".`)
  return Number(channel.port())
}

export const counted = (message: string): string => `${Buffer.byteLength(message)} ${message}`

export interface Sender {
  send(text: string | Buffer): Promise<void>
  /** Ends as a device does when it has sent all. */
  end(): Promise<void>
  readonly closed: Promise<unknown>
}

/** A device that sends syslog: over TCP, or over TLS with these options. */
export const aSender = async (port: number, tls?: object): Promise<Sender> => {
  const socket =
    tls === undefined
      ? connect({ host: '127.0.0.1', port })
      : connectTls({ host: '127.0.0.1', port, rejectUnauthorized: false, ...tls })
  socket.on('error', () => undefined)
  socket.resume()
  const closed = new Promise((resolve) => socket.once('close', resolve))
  await once(socket, tls === undefined ? 'connect' : 'secureConnect')
  return {
    send: (text) =>
      new Promise((resolve, reject) =>
        socket.write(text, (cause) => (cause ? reject(cause) : resolve())),
      ),
    end: async () => {
      socket.end()
      await closed
    },
    closed,
  }
}

/** Waits until it is so; whoever sends by a stream hears no answer. */
export const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  for (let looks = 0; looks < 600; looks++) {
    if (await isSo()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('It did not come to be so.')
}

/** How many audit events are stored. */
export const storedEvents = async ({ server }: Maker): Promise<number> => {
  const { count } = await server.parts.ledger.database.writer
    .selectFrom('audit_event')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}
