import { readCleartextMessage, readKey, verify } from 'openpgp'
import { readSecurityTxt } from '../../formats/security-txt.ts'
import { orThrow } from '../../kernel/result.ts'
import { publicKeyPath } from '../openpgp/keys.ts'
import { urlOf } from '../settings.ts'
import type { Channel, OpenChannels } from './channel.ts'

const milliseconds = 20_000
/** security.txt is written anew each day or more often; with less left than this nobody did. */
const leastLeft = 7 * 86_400_000

/**
 * The public form. Its routes are the server's own, so there is nothing to open. The self-test goes
 * the way of a stranger: reads security.txt (it must not have run out), opens the form, and sends
 * it with a file and a mark, by which the route knows it where the report would be made.
 */
export const portalChannel: OpenChannels = ({ settings, clock, probes }): readonly Channel[] => {
  const url = urlOf(ownHost(settings.host), settings.port)
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(new URL(path, url), { ...init, signal: AbortSignal.timeout(milliseconds) })
  const read = async (path: string): Promise<string> => {
    const answer = await ask(path)
    const text = await answer.text()
    if (answer.status !== 200) throw new Error(`${path} answered with status ${answer.status}.`)
    return text
  }
  return [
    {
      name: 'portal',
      title: `The public form (${settings.publicUrl}/report)`,
      sources: ['b', 'd', 'f'],
      start: async () => {},
      poll: async () => {},
      probe: async () => {
        const file = await read('/.well-known/security.txt')
        const { expires } = orThrow(readSecurityTxt(file, clock()))
        await isSigned(file, await read(publicKeyPath), clock())
        if (Date.parse(expires) - clock() < leastLeft)
          throw new Error(`security.txt runs out on ${expires}.`)
        const sending = /name="sending" value="([\w-]{43})"/.exec(await read('/report'))?.[1]
        if (sending === undefined) throw new Error('The page /report has no form to send.')
        const mark = probes.mark()
        const arrived = probes.arrival(mark, milliseconds)
        // A failed request ends the test before the mark is given up.
        arrived.catch(() => undefined)
        const form = new FormData()
        form.set('sending', sending)
        form.set('title', 'Self-test')
        form.set('description', `Self-test ${mark}`)
        form.append('files', new Blob(['A file of the self-test.\n']), 'self-test.txt')
        const answer = await ask('/report', { method: 'POST', body: form })
        await answer.body?.cancel()
        if (answer.status !== 202)
          throw new Error(`The form answered a marked report with status ${answer.status}.`)
        await arrived
      },
      stop: async () => {},
    },
  ]
}

/** Throws where the file bears no good signature by the key that is published beside it. */
const isSigned = async (file: string, armoredKey: string, now: number): Promise<void> => {
  const { signatures } = await verify({
    message: await readCleartextMessage({ cleartextMessage: file }),
    verificationKeys: await readKey({ armoredKey }),
    date: new Date(now),
  })
  const [signature] = signatures
  if (signature === undefined) throw new Error('security.txt is not signed.')
  await signature.verified
}

/** Where this server reaches itself, if it listens everywhere. */
const ownHost = (host: string): string =>
  host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
