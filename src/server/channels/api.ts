import { request } from 'node:http'
import { urlOf } from '../settings.ts'
import type { Channel, OpenChannels } from './channel.ts'

const milliseconds = 20_000

/**
 * Reports of other systems and of our own people, over HTTP (`/api/reports/receive`). Its routes
 * are the server's own, so there is nothing to open; the self-test posts a report over the network
 * that the route recognises by its mark where it would be taken in.
 */
export const apiChannel: OpenChannels = ({ settings, localToken, probes }): readonly Channel[] => {
  const url = loopbackUrl(settings.host, settings.port)
  // The local operator is believed from loopback only; a server that listens elsewhere has no
  // account by which it could ask itself.
  if (url === undefined) return []
  return [
    {
      name: 'api',
      title: `Reports over the API (${settings.publicUrl}/api/reports/receive)`,
      sources: ['a', 'b', 'c', 'd', 'f', 'g'],
      start: async () => {},
      poll: async () => {},
      probe: async () => {
        const mark = probes.mark()
        const arrived = probes.arrival(mark, milliseconds)
        // A failed request ends the test before the mark is given up.
        arrived.catch(() => undefined)
        const report = { source: 'c', title: 'Self-test', description: `Self-test ${mark}` }
        const status = await post(new URL('/api/reports/receive', url), localToken, {
          input: report,
        })
        if (status !== 202)
          throw new Error(`The API answered a marked report with status ${status}.`)
        await arrived
      },
      stop: async () => {},
    },
  ]
}

/** Over a connection of its own: one that stands already would not show that no new one comes in. */
export const post = (
  url: URL,
  token: string,
  json: object,
  type = 'application/json',
): Promise<number> =>
  new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        agent: false,
        timeout: milliseconds,
        headers: { authorization: `Bearer ${token}`, 'content-type': type },
      },
      (answer) => {
        answer.resume()
        resolve(answer.statusCode ?? 0)
      },
    )
    sent.on('timeout', () => sent.destroy(new Error('The API did not answer.')))
    sent.on('error', reject)
    sent.end(JSON.stringify(json))
  })

/** Where this server reaches itself; undefined where it listens on no loopback address. */
export const loopbackUrl = (host: string, port: number): string | undefined => {
  if (host === '0.0.0.0') return urlOf('127.0.0.1', port)
  if (host === '::') return urlOf('::1', port)
  return ['127.0.0.1', '::1', 'localhost'].includes(host) ? urlOf(host, port) : undefined
}
