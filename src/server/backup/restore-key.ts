import { copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { createPrivateFile, type MasterKey, openMasterKey, privateFolder } from '../vault/index.ts'
import { damaged } from './archive-reader.ts'
import { masterCheckMember, masterKeyMember } from './header.ts'

/**
 * The master key that a backup was made under: from `VULNERARY_KEY`, from `keys/master.key` of the
 * empty folder, or from the archive itself. What it finds lies in the staging folder afterwards.
 */
export const keyForRestore = async (
  dataDir: string,
  staging: string,
  found: ReadonlyMap<string, Buffer>,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<MasterKey | Refusal> => {
  const check = found.get(masterCheckMember)
  if (check === undefined) return damaged('it does not say which key it needs').refusal
  const given = environment['VULNERARY_KEY'] ?? ''
  await privateFolder(join(staging, 'keys'))
  await createPrivateFile(join(staging, masterCheckMember), check.toString('utf8'))
  const carried = found.get(masterKeyMember)
  if (given === '') {
    const own = await readIfThere(join(dataDir, masterKeyMember))
    if (own === undefined && carried === undefined)
      return refuse(
        'restore/key-needed',
        `The backup does not hold the master key. Give the one of the server it was made on: set VULNERARY_KEY, or put the file at ${join(dataDir, masterKeyMember)} (chmod 600).`,
      )
    if (own !== undefined)
      await copyFile(join(dataDir, masterKeyMember), join(staging, masterKeyMember))
    else if (carried !== undefined)
      await createPrivateFile(join(staging, masterKeyMember), carried.toString('utf8'))
  }
  const master = await openMasterKey(staging, environment)
  if (!isRefusal(master) || master.code !== 'vault/wrong-key') return master
  return refuse(
    'restore/wrong-key',
    'The backup was made under another master key, or was changed. Give the key of the server that it was made on.',
  )
}

const readIfThere = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw cause
  }
}
