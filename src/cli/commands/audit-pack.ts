import { stat } from 'node:fs/promises'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { type Command, type Context, type ExitCode, exit, type Words } from '../command.ts'
import { downloadTo } from '../reach/download.ts'
import { personOf, signInOptions } from '../reach/sign-in.ts'
import { plain } from '../terminal-text.ts'

/** A case with the proof of every fact about it, in one zip. */
export const auditPack: Command = {
  name: 'audit-pack',
  summary: 'Write a case with the proof of every fact into one zip',
  usage: '--case CASE [--out FILE] [--with-files]',
  operands: [0, 0],
  options: [
    { name: 'case', value: 'CASE', help: 'The case, by its id: CASE-2026-0001.' },
    { name: 'out', value: 'FILE', help: 'Where to write it. Default CASE.audit-pack.zip here.' },
    {
      name: 'with-files',
      help: 'Carry the files that the facts name, not only their hashes. They are not encrypted in the zip.',
    },
    ...signInOptions,
  ],
  details: [
    'Whoever gets it proves it offline with: vulnerary verify FILE --key KEY. The key is printed here; give it to them by another way than the pack. HOW-TO-CHECK.txt in it says how to check without this program.',
    'Personal data of outsiders stay sealed. A case under embargo is packed only for somebody named on it: give --login.',
  ],
  run: async (context, words) => {
    const about = words.value('case')
    if (about === undefined) return refuse('usage/missing', 'Name the case: --case CASE-2026-0001.')
    const file = words.value('out') ?? `${about.replaceAll(/[^\w.-]/g, '_')}.audit-pack.zip`
    if (await exists(file))
      return refuse('file/exists', `${file} exists. Choose another name: --out FILE.`)
    const files = words.has('with-files') ? 'yes' : 'no'
    const path = `/api/cases/${encodeURIComponent(about)}/audit-pack?files=${files}`
    return personOf(words) !== undefined || (context.io.env['VULNERARY_URL'] ?? '') !== ''
      ? downloadTo(context, words, path, file)
      : fromFolder(context, words, about, file)
  },
}

const fromFolder = async (
  context: Context,
  words: Words,
  about: string,
  file: string,
): Promise<ExitCode | Refusal> => {
  const { io } = context
  const { readSettings, writeFolderPack } = await import('../../server/index/archive.ts')
  const settings = readSettings({ ...io.env, LOG_LEVEL: 'silent' })
  if (isRefusal(settings)) return settings
  const written = await writeFolderPack(
    settings,
    {
      case: about,
      withFiles: words.has('with-files'),
      environment: io.env,
      clock: io.now,
      onProgress: (facts) => context.progress(`Packing: ${facts} facts …`),
    },
    file,
  )
  if (isRefusal(written)) return written
  const { facts, records, signatures, files, withheld, bytes, key } = written
  context.answer({ file, ...written }, [
    `${plain(file)}: ${facts} facts of ${records} records, ${signatures} signatures, ${files} files in ${bytes} bytes`,
    ...(withheld === 0 ? [] : [`${withheld} records under embargo are not in it`]),
    `key ${key}`,
  ])
  return exit.done
}

const exists = async (path: string): Promise<boolean> => {
  try {
    await stat(path)
    return true
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return false
    throw cause
  }
}
