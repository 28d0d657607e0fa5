import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role } from '../../../src/kernel/roles.ts'
import { type MailServer, startMailServer } from '../mail-server.ts'
import { type Colleague, type Maker, openMaker } from '../maker.ts'

/** A maker whose data folder has these channels and secrets from the start. */
export interface MakerWithChannels {
  readonly maker: Maker
  readonly mail: MailServer
  readonly triager: Colleague
  readonly engineer: Colleague
  close(): Promise<void>
}

export interface Channels {
  /** channels.yaml; JSON is YAML. */
  readonly settings: unknown
  /** Files of the data folder, by name: tokens, say. */
  readonly secrets?: Readonly<Record<string, string>>
}

export const openMakerWithChannels = async ({
  settings,
  secrets = {},
}: Channels): Promise<MakerWithChannels> => {
  const folder = await mkdtemp(join(tmpdir(), 'maker-'))
  await writeFile(join(folder, 'channels.yaml'), JSON.stringify(settings), { mode: 0o600 })
  for (const [name, text] of Object.entries(secrets))
    await writeFile(join(folder, name), text, { mode: 0o600 })
  const mail = await startMailServer()
  const maker = await openMaker({ folder, environment: { SMTP_URL: mail.url } })
  const colleague = (login: string, role: Role) => maker.colleague(login, [role])
  return {
    maker,
    mail,
    triager: await colleague('tom', 'triager'),
    engineer: await colleague('erika', 'engineer'),
    close: async () => {
      await maker.close()
      await mail.close()
    },
  }
}

/** Lets this channel look at what waits outside, now. */
export const polls = async ({ server }: Maker, name: string): Promise<void> => {
  const channel = server.channels.all.find((one) => one.name === name)
  if (channel === undefined) throw new Error(`There is no channel ${name}.`)
  await channel.poll()
  await server.settle()
}
