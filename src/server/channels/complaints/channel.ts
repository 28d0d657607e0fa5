import { resolve } from 'node:path'
import { limits } from '../../../kernel/limits.ts'
import { instantOf } from '../../../kernel/time.ts'
import { safeFileName } from '../../files/index.ts'
import type { Parts } from '../../parts.ts'
import type { Channel, OpenChannels, Probes } from '../channel.ts'
import { dropFolder, type Look } from './folder.ts'
import type { ComplaintSettings } from './settings.ts'
import { reportUnread, takeFile } from './take-file.ts'

/** The drop folder of the complaint system (clause 9.2, source d). */
export const complaintFolder: OpenChannels = (parts, { complaints }, probes): readonly Channel[] =>
  complaints === undefined ? [] : [folderChannel(parts, complaints, probes)]

const folderChannel = (parts: Parts, settings: ComplaintSettings, probes: Probes): Channel => {
  const path = resolve(parts.settings.dataDir, settings.folder)
  const folder = dropFolder(path)
  /** How each file looked, whether the look before was the same, and since when. */
  let seen = new Map<string, Look & { readonly still: boolean; readonly since: number }>()
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let running: Promise<unknown> = Promise.resolve()

  const takeOne = async (name: string, look: Look): Promise<void> => {
    const at = instantOf(parts.clock())
    if (look.size > limits.complaints.fileBytes) {
      const why = `It is larger than ${limits.complaints.fileBytes} bytes. Split it, and drop the parts.`
      const reference = await reportUnread(parts, `complaints-file:${name}:${look.changed}`, {
        owner: settings.owner,
        description: `The file ${safeFileName(name)} of the complaint system was not read. ${why}`,
      })
      const text = `NOT TAKEN. ${why} It is the report ${reference}.\n`
      return folder.put(name, 'failed', text, at)
    }
    const bytes = await folder.read(name, look)
    if (bytes === undefined) return
    const { text, failed, isProbe } = await takeFile(parts, settings, probes, path, name, bytes)
    if (isProbe) await folder.remove(name)
    else await folder.put(name, failed === 0 ? 'done' : 'failed', text, at)
  }

  /** A file is taken when it has not changed for a while between two looks. */
  const look = async (): Promise<void> => {
    const now = parts.clock()
    const found = await folder.files()
    const before = seen
    seen = new Map(
      found.map(({ name, look }) => {
        const last = before.get(name)
        const still = last?.size === look.size && last.changed === look.changed
        return [name, { ...look, still, since: still ? last.since : now }]
      }),
    )
    const failures: unknown[] = []
    for (const { name, look } of found) {
      const known = seen.get(name)
      if (known?.still !== true || now - known.since < settings.settleSeconds * 1_000) continue
      if (stopped) return
      try {
        await takeOne(name, look)
      } catch (cause) {
        failures.push(cause)
      }
    }
    if (failures.length > 0)
      throw new AggregateError(failures, `${failures.length} files could not be dealt with.`)
  }

  const poll = (): Promise<void> => {
    const next = running.then(() => (stopped ? undefined : look()))
    running = next.catch(() => undefined)
    return next
  }
  const pollQuietly = () =>
    poll().catch((cause: unknown) => {
      parts.log.error({ err: cause, channel: name }, 'the folder of complaints could not be read')
    })

  return {
    name,
    title: `Complaints dropped as CSV files (${settings.folder})`,
    sources: ['d'],
    start: async () => {
      await folder.open()
      void pollQuietly()
      clearInterval(timer)
      timer = setInterval(pollQuietly, settings.everySeconds * 1_000)
      timer.unref()
    },
    poll,
    probe: async () => {
      const mark = probes.mark()
      const file = `self-test-${mark}.csv`
      const arrived = probes.arrival(mark, settings.settleSeconds * 1_000 + patience)
      let waiting = true
      const settled = arrived.finally(() => {
        waiting = false
      })
      settled.catch(() => undefined)
      try {
        await folder.drop(file, encoded(probeText(settings, mark), settings.encoding))
        while (waiting) {
          await poll()
          await Promise.race([settled, pause()])
        }
        await settled
      } finally {
        await folder.remove(file)
      }
    },
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await running
    },
  }
}

const name = 'complaints'
/** Milliseconds beyond the time that a file has to lie still. */
const patience = 20_000
const pause = () => new Promise((resolve) => setTimeout(resolve, 500))

/** A file as the complaint system writes it, with the mark where the description stands. */
const probeText = ({ columns, delimiter }: ComplaintSettings, mark: string): string => {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  const given = Object.entries(columns).filter(([, header]) => header !== undefined)
  const cell = (column: string) =>
    column === 'description' ? `Self-test ${mark}` : column === 'number' ? 'self-test' : ''
  const header = given.map(([, text]) => quoted(text ?? '')).join(delimiter)
  return `${header}\n${given.map(([column]) => quoted(cell(column))).join(delimiter)}\n`
}

/** In the encoding of their files, since the names of columns may need it. */
const encoded = (text: string, encoding: ComplaintSettings['encoding']): Uint8Array => {
  if (encoding === 'utf-8' || encoding === 'utf-16le')
    return Buffer.from(text, encoding === 'utf-8' ? 'utf8' : 'utf16le')
  const signs = [
    ...new TextDecoder(encoding).decode(Uint8Array.from({ length: 256 }, (_, at) => at)),
  ]
  return Uint8Array.from([...text].map((sign) => Math.max(signs.indexOf(sign), 0)))
}
