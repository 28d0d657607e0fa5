import { readFile } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, type Server as TlsServer } from 'node:tls'
import { limits } from '../../../kernel/limits.ts'
import type { Parts } from '../../parts.ts'
import type { Channel } from '../channel.ts'
import { createRareLog } from './rare-log.ts'
import { sendSelfTest } from './self-test.ts'
import { readSender } from './sender.ts'
import type { SyslogListener } from './settings.ts'

export interface SyslogChannel extends Channel {
  /** The port it listens on, once it has started. */
  port(): number
}

const hour = 3_600_000

/** Listens for syslog over TLS (RFC 5425) or plain TCP (RFC 6587). */
export const createSyslogChannel = (parts: Parts, settings: SyslogListener): SyslogChannel => {
  const { connections } = limits.auditEvents
  const { tls } = settings
  const name = `syslog:${settings.port}`
  const tell = createRareLog(parts.log, parts.clock)
  const open = new Set<Socket>()
  const perAddress = new Map<string, number>()
  let server: Server | TlsServer | undefined
  let timer: NodeJS.Timeout | undefined

  const certificates = async () =>
    tls === undefined
      ? {}
      : {
          cert: await readFile(tls.certificate),
          key: await readFile(tls.key),
          ...(tls.clientCa === undefined ? {} : { ca: await readFile(tls.clientCa) }),
        }
  /** Counts the bare connection, before any handshake; one sender must not take all of them. */
  const admit = (socket: Socket) => {
    const address = socket.remoteAddress ?? ''
    const count = (perAddress.get(address) ?? 0) + 1
    if (count > connections.perAddress) {
      tell(name, 'too many connections from one address', address)
      socket.destroy()
      return
    }
    perAddress.set(address, count)
    open.add(socket)
    socket.once('close', () => {
      open.delete(socket)
      const left = (perAddress.get(address) ?? 1) - 1
      if (left === 0) perAddress.delete(address)
      else perAddress.set(address, left)
    })
  }
  const read = (socket: Socket) =>
    readSender(socket, {
      put: parts.audit.intake.put,
      cutOff: (reason, address) => tell(name, reason, address),
      lines: tls === undefined,
      patience: connections.frame,
    })
  const listen = async (): Promise<Server | TlsServer> => {
    const made =
      tls === undefined
        ? createServer(read)
        : createTlsServer(
            {
              ...(await certificates()),
              minVersion: 'TLSv1.2',
              handshakeTimeout: connections.handshake,
              requestCert: tls.clientCa !== undefined,
              rejectUnauthorized: tls.clientCa !== undefined,
            },
            read,
          )
    // Of TLS this is the bare connection; both kinds have it first.
    made.prependListener('connection', admit)
    made.maxConnections = connections.all
    made.on('drop', (drop) => tell(name, 'too many connections', drop?.remoteAddress ?? ''))
    made.on('tlsClientError', (_error: Error, socket: Socket) => {
      tell(name, 'the handshake failed', socket.remoteAddress ?? '')
      socket.destroy()
    })
    await new Promise<void>((resolve, reject) => {
      made.once('error', reject)
      made.listen(settings.port, settings.host, () => {
        made.off('error', reject)
        resolve()
      })
    })
    made.on('error', (cause) => parts.log.error({ err: cause, channel: name }, 'syslog failed'))
    return made
  }
  const port = (): number => {
    const address = server?.address()
    if (typeof address !== 'object' || address === null) throw new Error('It does not listen.')
    return address.port
  }
  /** A certificate that was renewed on the disk serves the next sender. */
  const poll = async () => {
    if (server !== undefined && 'setSecureContext' in server)
      server.setSecureContext({ ...(await certificates()), minVersion: 'TLSv1.2' })
  }
  return {
    name,
    title: `Audit logs by syslog ${tls === undefined ? 'over TCP' : 'over TLS'} (${settings.host}, port ${settings.port})`,
    sources: ['e'],
    port,
    start: async () => {
      server = await listen()
      if (tls === undefined) return
      timer = setInterval(() => {
        poll().catch((cause: unknown) =>
          parts.log.error({ err: cause, channel: name }, 'certificates could not be read'),
        )
      }, hour)
      timer.unref()
    },
    poll,
    probe: () => sendSelfTest(parts, settings, port()),
    stop: async () => {
      clearInterval(timer)
      const closing = server
      if (closing === undefined) return
      const closed = new Promise<void>((resolve) => closing.close(() => resolve()))
      for (const socket of open) socket.destroy()
      await closed
      server = undefined
    },
  }
}
