import { stat } from 'node:fs/promises'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { type Command, type Context, type ExitCode, exit, type Words } from '../command.ts'
import { downloadTo } from '../reach/download.ts'
import { personOf, signInOptions } from '../reach/sign-in.ts'
import { plain } from '../terminal-text.ts'

const clauses = ['9.2', '9.5', '4.1.9', '5.8.2', '6.3'] as const

/** A case, or verdicts on clauses, with the proof of every fact, in one zip. */
export const auditPack: Command = {
  name: 'audit-pack',
  summary: 'Write a case, or verdicts on clauses, with the proof of every fact into one zip',
  usage:
    '--case CASE | [--clause CLAUSE]… [--product PRODUCT [--revision REVISION]] [--since DAY] [--out FILE] [--with-files]',
  operands: [0, 0],
  options: [
    { name: 'case', value: 'CASE', help: 'The case, by its id: CASE-2026-0001.' },
    {
      name: 'clause',
      value: 'CLAUSE',
      choices: clauses,
      many: true,
      help: 'Verdicts on this clause; several are allowed. Default: all five.',
    },
    { name: 'product', value: 'PRODUCT', help: 'For one product, by its id: PRD-2026-0001.' },
    { name: 'revision', value: 'REVISION', help: 'For one revision of that product.' },
    {
      name: 'since',
      value: 'DAY',
      help: 'Records to which something happened on this day (2026-01-31, UTC) or later. The verdicts are those of now.',
    },
    { name: 'out', value: 'FILE', help: 'Where to write it. Default NAME.audit-pack.zip here.' },
    {
      name: 'with-files',
      help: 'Carry the files that the facts name, documents among them, not only their hashes. They are not encrypted in the zip.',
    },
    ...signInOptions,
  ],
  details: [
    'Whoever gets it proves it offline with: vulnerary verify FILE --key KEY. The key is printed here; give it to them by another way than the pack. HOW-TO-CHECK.txt in it says how to check without this program.',
    'Personal data of outsiders stay sealed. Records under embargo are packed only for somebody named on them: give --login.',
    'Example: vulnerary audit-pack --clause 9.2 --clause 9.5 --product PRD-2026-0001 --since 2026-01-01',
  ],
  run: async (context, words) => {
    const about = aboutIn(words)
    if (isRefusal(about)) return about
    const file = words.value('out') ?? `${fileName(about)}.audit-pack.zip`
    if (await exists(file))
      return refuse('file/exists', `${file} exists. Choose another name: --out FILE.`)
    const query = new URLSearchParams({ files: words.has('with-files') ? 'yes' : 'no' })
    if ('review' in about) {
      const { clauses, product, revision, since } = about.review
      if (clauses.length > 0) query.set('clause', clauses.join(','))
      if (product !== undefined) query.set('product', product)
      if (revision !== undefined) query.set('revision', revision)
      if (since !== undefined) query.set('since', since)
    }
    const path =
      'case' in about
        ? `/api/cases/${encodeURIComponent(about.case)}/audit-pack`
        : '/api/audit-pack'
    return (await asksServer(context, words, about))
      ? fromServer(context, words, `${path}?${query}`, file)
      : fromFolder(context, words, about, file)
  },
}

type About =
  | { readonly case: string }
  | {
      readonly review: {
        readonly clauses: readonly string[]
        readonly product: string | undefined
        readonly revision: string | undefined
        readonly since: string | undefined
      }
    }

const aboutIn = (words: Words): About | Refusal => {
  const about = words.value('case')
  const review = {
    clauses: words.values('clause'),
    product: words.value('product'),
    revision: words.value('revision'),
    since: words.value('since'),
  }
  const asked = review.clauses.length > 0 || Boolean(review.product) || Boolean(review.since)
  if (about !== undefined)
    return asked
      ? refuse(
          'usage/both',
          'A pack of a case holds all of it: give --case alone, or --clause, --product and --since without it.',
        )
      : { case: about }
  return asked
    ? { review }
    : refuse(
        'usage/missing',
        'Say what it is about: --case CASE-2026-0001, or --clause, --product, --since.',
      )
}

/**
 * Verdicts are those of the server that runs: it knows under which address outsiders reach it. The
 * facts of a case are the same beside it.
 */
const asksServer = async ({ io }: Context, words: Words, about: About): Promise<boolean> => {
  if (personOf(words) !== undefined || (io.env['VULNERARY_URL'] ?? '') !== '') return true
  if ('case' in about) return false
  const { lockHolder, readSettings } = await import('../../server/index/holder.ts')
  const settings = readSettings({ ...io.env, LOG_LEVEL: 'silent' })
  return !isRefusal(settings) && (await lockHolder(settings.dataDir)) !== undefined
}

/** The pack from the server, proven on this machine. */
const fromServer = (
  context: Context,
  words: Words,
  path: string,
  file: string,
): Promise<ExitCode | Refusal> =>
  downloadTo(context, words, path, file, async (bytes) => {
    const { verifyAuditPackFile } = await import('../../server/index/offline.ts')
    const found = await verifyAuditPackFile(file)
    if (isRefusal(found)) return found
    const { verdicts, facts, records, signatures, files, withheld, signedBy } = found
    tell(context, file, {
      ...{ bytes, verdicts, facts, withheld, key: signedBy },
      records: records.length,
      signatures: signatures.length,
      files: files.filter(({ included }) => included).length,
    })
    return undefined
  })

interface Told {
  readonly bytes: number
  readonly facts: number
  readonly records: number
  readonly signatures: number
  readonly files: number
  readonly withheld?: number | undefined
  readonly verdicts?: Readonly<Record<string, number>> | undefined
  readonly key: string
}

const tell = (context: Context, file: string, written: Told): void => {
  const { facts, records, signatures, files, withheld = 0, verdicts, bytes, key } = written
  context.answer({ file, ...written }, [
    `${plain(file)}: ${facts} facts of ${records} records, ${signatures} signatures, ${files} files in ${bytes} bytes`,
    ...(verdicts === undefined
      ? []
      : [
          `verdicts: ${Object.entries(verdicts)
            .map(([verdict, count]) => `${count} ${verdict}`)
            .join(', ')}`,
        ]),
    ...(withheld === 0 ? [] : [`${withheld} records under embargo are not in it`]),
    `key ${key}`,
  ])
}

const fileName = (about: About): string =>
  ('case' in about
    ? about.case
    : [
        about.review.product,
        about.review.revision,
        ...about.review.clauses,
        about.review.since === undefined ? undefined : `since-${about.review.since}`,
      ]
        .filter((part) => part !== undefined)
        .join('-')
  ).replaceAll(/[^\w.-]/g, '_')

const fromFolder = async (
  context: Context,
  words: Words,
  about: About,
  file: string,
): Promise<ExitCode | Refusal> => {
  const { io } = context
  const { readSettings, writeFolderPack } = await import('../../server/index/archive.ts')
  const settings = readSettings({ ...io.env, LOG_LEVEL: 'silent' })
  if (isRefusal(settings)) return settings
  const written = await writeFolderPack(
    settings,
    {
      about,
      withFiles: words.has('with-files'),
      environment: io.env,
      clock: io.now,
      onProgress: (facts) => context.progress(`Packing: ${facts} facts …`),
    },
    file,
  )
  if (isRefusal(written)) return written
  tell(context, file, written)
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
