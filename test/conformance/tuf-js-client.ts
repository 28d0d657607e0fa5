import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Updater } from 'tuf-js'
import { onTestFinished } from 'vitest'
import { serveFolder, type TufWorld } from './tuf-support.ts'

/** The client that npm uses, knowing only the root of trust. Answers the bytes of the target. */
export const fetchWithTufJs = async (made: TufWorld, target: string, files = tufJsState()) => {
  const server = await serveFolder(made.folder)
  try {
    const dir = await files
    if (!(await readdir(dir)).includes('root.json'))
      await writeFile(join(dir, 'root.json'), await readFile(made.rootPath))
    const updater = new Updater({
      metadataDir: dir,
      metadataBaseUrl: `${server.url}/metadata`,
      targetDir: dir,
      targetBaseUrl: `${server.url}/targets`,
      config: { fetchRetries: 0 },
    })
    const info = await updater.getTargetInfo(target)
    if (info === undefined) return undefined
    return { bytes: await readFile(await updater.downloadTarget(info)), custom: info.custom }
  } finally {
    await server.close()
  }
}
/** An empty state of the client; one that is used again remembers what it trusted. */
export const tufJsState = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'tuf-js-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}
