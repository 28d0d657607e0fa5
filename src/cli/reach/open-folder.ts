import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import type { Server } from '../../server/index.ts'
import type { Context } from '../command.ts'

/** The data folder itself, for what must not be done beside a running server or from elsewhere. */
export const openFolder = async ({ io }: Context): Promise<Server | Refusal> => {
  if ((io.env['VULNERARY_URL'] ?? '') !== '')
    return refuse(
      'data/not-here',
      'This works on the data folder only. Run it on the server’s machine, without VULNERARY_URL.',
    )
  const { lockHolder, readSettings } = await import('../../server/index/holder.ts')
  const settings = readSettings({ ...io.env, LOG_LEVEL: 'silent' })
  if (isRefusal(settings)) return settings
  const { dataDir } = settings
  if (!existsSync(join(dataDir, 'keys', 'master.check')))
    return refuse(
      'data/no-workspace',
      `${dataDir} holds no workspace. Set DATA_DIR to the folder of one.`,
    )
  if ((await lockHolder(dataDir)) !== undefined)
    return refuse(
      'data/locked',
      `A server runs on ${dataDir}. Stop it, run this again, and start it.`,
    )
  const { startServer } = await import('../../server/index.ts')
  return startServer(settings, { environment: io.env })
}
