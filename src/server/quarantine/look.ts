import type { Scanner } from '../../connections/clamd.ts'
import type { ReportState } from '../../intake/index.ts'
import { parseFileHash } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, orThrow } from '../../kernel/result.ts'
import type { RecordedEvent } from '../../ledger/index.ts'
import type { Parts } from '../parts.ts'
import { issue } from '../reactions/issue.ts'
import type { Reaction } from '../reactions/runner.ts'
import { one } from '../wiring/records.ts'
import { looksLike, sniffedBytes } from './sniff.ts'

/**
 * Files from outside are looked at when they have come in, and scanned where a scanner is set up.
 * What it says, or that it could not say, is a fact; a scanner that is down holds nothing up.
 */
export const lookAtFiles = (scanner: Scanner | undefined): Reaction => ({
  name: 'look-at-files',
  on: ['report.received', 'report.extended', 'report.scan-ordered'],
  run: async (event, parts) => {
    // Most reports bring no file, and need not be loaded to see that.
    if (bringsNone(event)) return
    const report = await one<ReportState>(parts.ledger, 'report', event.stream)
    const waiting = report?.state.held.filter(({ outcome }) => outcome === 'waiting') ?? []
    if (report === undefined || waiting.length === 0) return
    const version = (await scanner?.version()) ?? ''
    const files: unknown[] = []
    for (const { file } of waiting.slice(0, limits.list.items))
      files.push({ file, ...(await lookAt(parts, scanner, file)), scanner: version })
    await issue(parts, event, {
      kind: 'report',
      command: 'record-look',
      id: report.stream,
      input: { files },
    })
  },
})

const bringsNone = ({ type, payload: { files, original } }: RecordedEvent): boolean =>
  type !== 'report.scan-ordered' &&
  original === undefined &&
  (files === undefined || (Array.isArray(files) && files.length === 0))

const lookAt = async (parts: Pick<Parts, 'files'>, scanner: Scanner | undefined, hash: string) => {
  const found = await parts.files.read(orThrow(parseFileHash(hash)))
  if (isRefusal(found))
    return { looksLike: 'Not in the store', outcome: 'could-not-scan', said: 'It is not there.' }
  // The first bytes go by on their way to the scanner.
  const start: Uint8Array[] = []
  let seen = 0
  const passing = async function* () {
    for await (const piece of found.stream) {
      const bytes = piece as Uint8Array
      if (seen < sniffedBytes) start.push(bytes.subarray(0, sniffedBytes - seen))
      seen += bytes.length
      yield bytes
      if (scanner === undefined && seen >= sniffedBytes) return
    }
  }
  const result = await scan(scanner, passing())
  found.stream.destroy()
  return { looksLike: looksLike(Buffer.concat(start)), ...result }
}

const scan = async (scanner: Scanner | undefined, bytes: AsyncIterable<Uint8Array>) => {
  if (scanner === undefined) {
    for await (const _ of bytes);
    return { outcome: 'no-scanner', said: '' }
  }
  const result = await scanner.scan(bytes)
  switch (result.outcome) {
    case 'clean':
      return { outcome: 'clean', said: '' }
    case 'infected':
      return { outcome: 'infected', said: result.name }
    case 'could-not-scan':
      return { outcome: 'could-not-scan', said: result.reason }
    default:
      return result satisfies never
  }
}
