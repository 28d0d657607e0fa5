import { Readable } from 'node:stream'
import type { FileReference } from '../../../kernel/fields.ts'
import { limits } from '../../../kernel/limits.ts'
import { isRefusal, orThrow } from '../../../kernel/result.ts'
import { breath } from '../../../ledger/index.ts'
import { safeFileName } from '../../files/index.ts'
import type { Parts } from '../../parts.ts'
import type { Probes } from '../channel.ts'
import { attachedFiles } from './attached.ts'
import { type ComplaintLine, complaintsIn } from './read-file.ts'
import type { ComplaintSettings } from './settings.ts'
import { complaintSystem, takeComplaint } from './take-in.ts'

const sender = { actor: complaintSystem, requestId: 'complaints' } as const

/** What became of a file: its lines in words, and whether each was taken. */
interface FileTaken {
  readonly text: string
  readonly failed: number
  /** It held nothing but our own self-test. */
  readonly isProbe: boolean
}

const outcomes = {
  received: 'is the report',
  added: 'was known; what is new was added to',
  known: 'was known, with nothing new, as',
} as const

/**
 * Takes the complaints of a file in, each for itself. A file of which a line could not be read
 * becomes a report of its own, with the file kept: somebody has to look at it.
 */
export const takeFile = async (
  parts: Parts,
  settings: ComplaintSettings,
  probes: Probes,
  folder: string,
  name: string,
  bytes: Uint8Array,
): Promise<FileTaken> => {
  const told: string[] = []
  let probed = 0
  let failed = 0
  const failing = (line: number, problem: string) => {
    failed++
    told.push(`line ${line}: NOT TAKEN, ${plain(problem)}`)
  }
  let lines = 0
  for (const read of complaintsIn(bytes, settings)) {
    // A file full of bad lines is read without a pause otherwise.
    if (++lines % linesPerBreath === 0) await breath()
    if ('problem' in read) failing(read.line, read.problem)
    else if (probes.take(read.complaint.description)) probed++
    else {
      const { taken, problems } = await takeOne(parts, folder, read)
      // A full disk says nothing of the line: the file stays, and is taken again.
      if (isRefusal(taken) && taken.code === 'storage/full') orThrow(taken)
      if (isRefusal(taken)) failing(read.line, taken.message)
      else
        told.push(
          `line ${read.line}: complaint ${plain(read.complaint.number)} ${outcomes[taken.outcome]} ${taken.humanId}`,
        )
      for (const problem of problems) failing(read.line, problem)
    }
  }
  const isProbe = probed > 0 && told.length === 0
  if (failed > 0) told.push(await reported(parts, settings, name, bytes, told))
  return { text: `${told.join('\n')}\n`, failed, isProbe }
}

/** A complaint with its files; without them where its report has no room for them any more. */
const takeOne = async (
  parts: Parts,
  folder: string,
  { complaint, fileNames }: Extract<ComplaintLine, { readonly complaint: unknown }>,
) => {
  const { files, problems } = await attachedFiles(parts, folder, fileNames)
  const taken = await takeComplaint(parts, { ...complaint, files: [...files] }, sender)
  if (!isRefusal(taken) || taken.code !== 'file/too-large') return { taken, problems }
  return {
    taken: await takeComplaint(parts, complaint, sender),
    problems: [...problems, `its files were left out: ${taken.message}`],
  }
}

const linesPerBreath = 50

/** One line, without signs that steer a terminal. */
const plain = (text: string): string => text.replaceAll(/\p{C}|\s+/gu, ' ').slice(0, 300)

const linesTold = 20

const reported = async (
  parts: Parts,
  { owner }: ComplaintSettings,
  name: string,
  bytes: Uint8Array,
  told: readonly string[],
): Promise<string> => {
  const { hash, size } = orThrow(
    await parts.files.put(Readable.from([bytes]), { limitBytes: limits.file.bytes }),
  )
  const bad = told.filter((line) => line.includes('NOT TAKEN')).slice(0, linesTold)
  const reference = await reportUnread(parts, `complaints-file:${hash}`, {
    owner,
    description: `A file of the complaint system could not be read in full. What could be read of it was taken in. Have it corrected and dropped again: what is known by then is not taken twice.\n\n${bad.join('\n')}`,
    original: { hash, size, name: safeFileName(name) },
  })
  return `The lines that were not taken are the report ${reference}, with the file kept. Correct them and drop the file again: what was taken is not taken twice.`
}

/** What cannot be read is a report that says so, once for each key; answers its reference. */
export const reportUnread = async (
  { dispatch }: Parts,
  key: string,
  told: { readonly owner: string; readonly description: string; readonly original?: FileReference },
): Promise<string> =>
  orThrow(
    await dispatch({
      kind: 'report',
      command: 'receive',
      input: {
        ...told,
        title: 'Complaints could not be read',
        source: 'd',
        channel: 'complaint',
      },
      actor: complaintSystem,
      requestId: 'complaints',
      key,
    }),
  ).humanId
