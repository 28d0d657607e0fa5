import { randomUUID } from 'node:crypto'
import { writeSync } from 'node:fs'
import { lstat, open, realpath, rename, rm } from 'node:fs/promises'
import { dirname, resolve, sep } from 'node:path'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { Context } from '../command.ts'
import { plain } from '../terminal-text.ts'

/** Where a review goes: standard output, or a new file. */
export interface Output {
  /** Whether it goes where messages of progress are shown, too. */
  readonly atTerminal: boolean
  write(part: string | Uint8Array): void
  /** Refuses where a file of that name came meanwhile. */
  close(): Promise<Refusal | undefined>
  /** Takes a file away that was not finished. */
  discard(): Promise<void>
}

export interface OutputOptions {
  readonly file: string | undefined
  /** The reviewed folder: a report in there would quote itself as evidence the next time. */
  readonly folder: string
  readonly binary: boolean
}

/** Refuses before the work what could not be written after it. */
export const openOutput = async (
  context: Context,
  { file, folder, binary }: OutputOptions,
): Promise<Output | Refusal> => {
  if (file === undefined) return standardOutput(context, binary)
  const inside = await realpath(folder)
  const place = await realpath(dirname(resolve(file)))
  if (place === inside || place.startsWith(inside.endsWith(sep) ? inside : inside + sep))
    return refuse(
      'review/out-inside',
      `${file} lies in the reviewed folder: the next review would take its quotes for documents. Write it elsewhere.`,
    )
  if (await isThere(file)) return inTheWay(file)
  // Under another name until it is whole: who is ended in the middle leaves no half report behind.
  const draft = `${file}.${randomUUID()}.part`
  const handle = await open(draft, 'wx', 0o600)
  let bytes = 0
  return {
    atTerminal: false,
    write: (part) => {
      const buffer = Buffer.from(part)
      // A write to a disk that fills up can be short.
      for (let at = 0; at < buffer.length; ) at += writeSync(handle.fd, buffer, at)
      bytes += buffer.length
    },
    close: async () => {
      await handle.close()
      // Another program may have written one meanwhile.
      if (await isThere(file)) {
        await rm(draft, { force: true })
        return inTheWay(file)
      }
      await rename(draft, file)
      context.say(`${plain(file)}: ${bytes} bytes`)
      return undefined
    },
    discard: async () => {
      await handle.close()
      await rm(draft, { force: true })
    },
  }
}

const inTheWay = (file: string): Refusal =>
  refuse('file/exists', `${file} exists. Choose another name, or take it away.`)

const isThere = async (file: string): Promise<boolean> => {
  try {
    await lstat(file)
    return true
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return false
    throw cause
  }
}

const standardOutput = (context: Context, binary: boolean): Output | Refusal => {
  const atTerminal = context.io.columns !== undefined
  if (binary && atTerminal)
    return refuse('review/binary', 'A PDF is nothing for a terminal. Give --out FILE.')
  let begun: ((part: string | Uint8Array) => void) | undefined
  return {
    atTerminal,
    write: (part) => {
      begun ??= context.answerInParts()
      begun(part)
    },
    close: async () => undefined,
    discard: async () => {},
  }
}
