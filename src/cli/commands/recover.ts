import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { type Command, exit } from '../command.ts'

/** A new way in for an administrator who lost theirs: whoever holds the data folder may. */
export const recover: Command = {
  name: 'recover',
  summary: 'Let an administrator in anew who lost their phone or password',
  usage: 'LOGIN',
  operands: [1, 1],
  details: [
    'Works on the data folder itself (DATA_DIR), with the server stopped. Everybody else asks an administrator: People, the person, "Let the person in anew".',
    'The old password, authenticator, sessions and tokens stop working at once, and the ledger keeps that it was done on the machine. Prints a link that works once, for a day: start the server and open it. Run it again for a new link. Answers 2 with the reason where LOGIN is no administrator.',
  ],
  run: async (context, words) => {
    const { io } = context
    const [login = ''] = words.operands
    if ((io.env['VULNERARY_URL'] ?? '') !== '')
      return refuse(
        'recover/not-here',
        'This works on the data folder only. Run it on the server’s machine, without VULNERARY_URL.',
      )
    const { lockHolder, readSettings, startServer } = await import('../../server/index.ts')
    const settings = readSettings({ ...io.env, LOG_LEVEL: 'silent' })
    if (isRefusal(settings)) return settings
    const fresh = noWorkspace(settings.dataDir)
    if (fresh !== undefined) return fresh
    if ((await lockHolder(settings.dataDir)) !== undefined)
      return refuse(
        'data/locked',
        `A server runs on ${settings.dataDir}. Stop it, run this again, and start it.`,
      )
    const server = await startServer(settings, { environment: io.env })
    if (isRefusal(server)) return server
    try {
      const link = await server.parts.access.recoverOnMachine(login)
      if (isRefusal(link)) return link
      const url = server.welcomeUrl(link.token)
      context.answer({ login, url, expiresAt: link.expiresAt }, [url])
      context.say(`The link works once, until ${link.expiresAt}. Start the server and open it.`)
      await server.settle()
    } finally {
      await server.stop()
    }
    return exit.done
  },
}

const noWorkspace = (dataDir: string): Refusal | undefined =>
  existsSync(join(dataDir, 'keys', 'master.check'))
    ? undefined
    : refuse(
        'data/no-workspace',
        `${dataDir} holds no workspace. Set DATA_DIR to the folder of one.`,
      )
