import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { utf8 } from '../../../kernel/canonical-json.ts'
import { instantOf } from '../../../kernel/time.ts'
import type { Parts } from '../../parts.ts'
import type { SyslogListener } from './settings.ts'

const milliseconds = 20_000

/**
 * A marked message through the listener's own port, and the way of every other to the end where it
 * would be stored. Over TLS it makes sure that the certificate is the one of the settings and has
 * not ended: devices stop sending then, and nobody would notice.
 */
export const sendSelfTest = async (
  { probes, clock }: Parts,
  settings: SyslogListener,
  port: number,
): Promise<void> => {
  const mark = probes.mark()
  const arrived = probes.arrival(mark, milliseconds)
  // A failed connection ends the test before the mark is given up.
  arrived.catch(() => undefined)
  const socket = await connected(settings, port, clock())
  try {
    const message = utf8(`<110>1 ${instantOf(clock())} vulnerary self-test - - - ${mark}`)
    socket.write(Buffer.concat([Buffer.from(`${message.length} `), message]))
    await arrived
  } finally {
    socket.destroy()
  }
}

const connected = async (
  { host, tls }: SyslogListener,
  port: number,
  now: number,
): Promise<Socket> => {
  const to = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  if (tls === undefined) {
    const socket = connect({ host: to, port, timeout: milliseconds })
    await once(socket, 'connect')
    return socket
  }
  if (tls.clientCa !== undefined && tls.selfTest === undefined)
    throw new Error(
      'Senders must show a certificate, and the self-test has none. Give it one: tls.selfTest in channels.yaml.',
    )
  const own = new X509Certificate(await readFile(tls.certificate))
  if (Date.parse(own.validTo) <= now)
    throw new Error(`The certificate ended on ${own.validTo}: devices refuse it. Renew it.`)
  const socket = connectTls({
    host: to,
    port,
    timeout: milliseconds,
    // We know our own certificate and compare it ourselves, below: it names another host than this.
    rejectUnauthorized: false,
    ...(tls.selfTest === undefined
      ? {}
      : {
          cert: await readFile(tls.selfTest.certificate),
          key: await readFile(tls.selfTest.key),
        }),
  })
  await once(socket, 'secureConnect')
  if (socket.getPeerX509Certificate()?.fingerprint256 !== own.fingerprint256) {
    socket.destroy()
    throw new Error('The port answers with another certificate than channels.yaml names.')
  }
  return socket
}
