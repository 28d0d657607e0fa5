import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { uuidv7 } from '../../../kernel/ids.ts'
import { instantOf } from '../../../kernel/time.ts'
import { type Arrived, arrivedOf } from '../../audit-events/index.ts'
import { logLines } from '../../audit-events/log-lines.ts'
import type { Parts } from '../../parts.ts'
import type { Channel } from '../channel.ts'

const every = 15_000
const milliseconds = 20_000
const linesAtOnce = 500

/**
 * Takes in the log files of a folder and moves each to `taken`. A file that is still being written
 * is left for the next look: only what has not changed since the last one is taken. What stops in
 * the middle of a file reads it anew, so its events can stand twice.
 */
export const createLogFolder = (parts: Parts, folder: string): Channel => {
  const { audit, clock, random, log, probes } = parts
  const taken = join(folder, 'taken')
  const seen = new Map<string, string>()
  let running: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  const take = async (name: string): Promise<void> => {
    const path = join(folder, name)
    let arrived: Arrived[] = []
    for await (const line of logLines(path)) {
      arrived.push(...arrivedOf(line, name))
      if (arrived.length < linesAtOnce) continue
      await audit.intake.put(arrived)
      arrived = []
    }
    await audit.intake.put(arrived)
    // On the disk before the file counts as taken.
    await audit.intake.flush()
    await rename(path, join(taken, `${instantOf(clock()).replaceAll(':', '')} ${name}`))
  }
  const look = async (): Promise<void> => {
    const found = new Set<string>()
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (!entry.isFile() || /^\.|\.(tmp|part)$/.test(entry.name)) continue
      found.add(entry.name)
      const { size, mtimeMs } = await stat(join(folder, entry.name))
      const print = `${size} ${mtimeMs}`
      if (seen.get(entry.name) !== print) seen.set(entry.name, print)
      else await take(entry.name)
    }
    for (const name of seen.keys()) if (!found.has(name)) seen.delete(name)
  }
  const poll = (): Promise<void> => {
    const looked = running.then(look)
    running = looked.catch(() => undefined)
    return looked
  }
  return {
    name: `log-folder:${folder}`,
    title: `Audit logs in files (${folder})`,
    sources: ['e'],
    start: async () => {
      await mkdir(taken, { recursive: true, mode: 0o700 })
      timer = setInterval(() => {
        poll().catch((cause: unknown) => log.error({ err: cause, folder }, 'a folder failed'))
      }, every)
      timer.unref()
    },
    poll,
    probe: async () => {
      const mark = probes.mark()
      const arrived = probes.arrival(mark, milliseconds)
      arrived.catch(() => undefined)
      const name = `self-test-${uuidv7(clock(), random(10))}.jsonl`
      const line = { at: instantOf(clock()), type: 'other', detail: `Self-test ${mark}` }
      await writeFile(join(folder, name), `${JSON.stringify(line)}\n`, { mode: 0o600 })
      // The first look sees it, the second takes it, because it has not changed.
      await poll()
      await poll()
      await arrived
      for (const left of await readdir(taken))
        if (left.endsWith(name)) await rm(join(taken, left), { force: true })
    },
    stop: async () => {
      clearInterval(timer)
      await running
    },
  }
}
