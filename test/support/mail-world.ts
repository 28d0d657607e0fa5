import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { stringify } from 'yaml'
import { freePort } from './free-port.ts'
import { type MailServer, startMailServer } from './mail-server.ts'
import { type Colleague, type Maker, openMaker } from './maker.ts'
import type { DatabasePlace } from './on-databases.ts'

/** A maker whose server takes mail by SMTP, and hands its own to a mail server on loopback. */
export interface MailWorld {
  readonly maker: Maker
  readonly triager: Colleague
  /** What left the maker. */
  readonly mail: MailServer
  readonly port: number
  /** Hands a mail over as another mail server does. */
  sends(mail: string, envelope?: Partial<Envelope>): Promise<{ readonly response: string }>
  close(): Promise<void>
}

interface Envelope {
  readonly from: string
  readonly to: string | readonly string[]
}

const smtpAddresses = [
  { address: 'security@maker.example', source: 'f' },
  { address: 'suppliers@maker.example', source: 'b' },
  { address: 'support@maker.example', source: 'd' },
  {
    address: 'complaints@maker.example',
    source: 'd',
    channel: 'complaint',
    owner: 'quality@maker.example',
  },
  { address: 'alerts@maker.example', source: 'g', channel: 'news' },
]

export const openMailWorld = async (
  smtp: object = {},
  { environment, drop }: DatabasePlace = { environment: {}, drop: async () => {} },
  /** Files of the folder `languages`, by their names. */
  languages: Readonly<Record<string, string>> = {},
): Promise<MailWorld> => {
  const folder = await mkdtemp(join(tmpdir(), 'maker-'))
  const port = await freePort()
  const settings = { smtp: { port, host: '127.0.0.1', addresses: smtpAddresses, ...smtp } }
  await writeFile(join(folder, 'channels.yaml'), stringify(settings))
  await mkdir(join(folder, 'languages'))
  for (const [name, text] of Object.entries(languages))
    await writeFile(join(folder, 'languages', name), text)
  const mail = await startMailServer()
  const maker = await openMaker({
    folder,
    environment: { SMTP_URL: mail.url, MAIL_FROM: 'security@maker.example', ...environment },
  })
  return {
    maker,
    mail,
    port,
    triager: await maker.colleague('tom', ['triager']),
    sends: (raw, { from = 'rita@university.example', to = 'security@maker.example' } = {}) =>
      sendRaw(port, raw, from, to),
    close: async () => {
      await maker.close()
      await mail.close()
      await drop()
    },
  }
}

const sendRaw = async (
  port: number,
  raw: string,
  from: string,
  to: Envelope['to'],
): Promise<{ readonly response: string }> => {
  const transport = createTransport({ host: '127.0.0.1', port, tls: { rejectUnauthorized: false } })
  try {
    return await transport.sendMail({ raw, envelope: { from, to: [to].flat() } })
  } finally {
    transport.close()
  }
}
