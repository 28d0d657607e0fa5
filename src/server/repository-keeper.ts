import { z } from 'zod'
import { isRefusal } from '../kernel/result.ts'
import { refreshTimestamp } from '../updates/index.ts'
import { createKeeper, type Keeper } from './keeper.ts'
import type { Parts } from './parts.ts'
import { openUpdateRepository, updateTree } from './repository-keys.ts'

const hour = 3_600_000
/** Days that the timestamp is good for once it is a day old (`defaultLifetimes`). */
const fresh = 29 * 24 * hour

const timestamp = z.object({ signed: z.object({ expires: z.iso.datetime() }) })

/**
 * TUF 1.0 section 5.4.4: a client that finds an expired timestamp must not go on, so a maker who
 * publishes nothing for a month would lock every hospital out. So what is older than a day is signed
 * again; where nothing was published yet, nothing happens.
 */
export const createRepositoryKeeper = (parts: Parts): Keeper => {
  const once = async (): Promise<void> => {
    const bytes = await updateTree(parts.settings).read('metadata/timestamp.json')
    if (bytes === undefined) return
    const { signed } = timestamp.parse(JSON.parse(Buffer.from(bytes).toString('utf8')))
    const now = parts.clock()
    if (Date.parse(signed.expires) - now > fresh) return
    const { tree, keys } = await openUpdateRepository(parts)
    const refreshed = await refreshTimestamp(tree, keys, now)
    if (isRefusal(refreshed)) throw new Error(`${refreshed.code}: ${refreshed.message}`)
    parts.log.info({ signed: refreshed.signed }, 'the update repository was signed again')
  }
  const failed = 'the update repository could not be signed again'
  return createKeeper({ every: hour, failed, log: parts.log }, once)
}
