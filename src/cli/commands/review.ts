import { realpath, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { type Command, type Context, exit, type Words } from '../command.ts'
import { signInOptions } from '../reach/sign-in.ts'
import { openCache } from '../review/cache.ts'
import { documentWriter, jsonEnd } from '../review/json.ts'
import { type Output, openOutput } from '../review/output.ts'
import { recordsOf } from '../review/records.ts'
import { readThreshold, thresholdOptions } from '../review/threshold.ts'
import { plain } from '../terminal-text.ts'
import { version } from '../version.ts'

const clauses = ['9.2', '9.5', '4.1.9', '5.8.2', '6.3'] as const
type ClauseId = (typeof clauses)[number]
const formats = ['text', 'json', 'html', 'pdf', 'junit', 'oscal'] as const
type Format = (typeof formats)[number]

/** The clause review of a folder of documents. */
export const review: Command = {
  name: 'review',
  summary: 'Review a folder of documents against the clauses',
  usage: `FOLDER [--format ${formats.join('|')}] [--out FILE] [--clause CLAUSE] [--product PRODUCT] [--fail-on absent|partial]`,
  operands: [1, 1],
  options: [
    {
      name: 'format',
      value: 'FORMAT',
      choices: formats,
      help: 'json is the same as --json; html and pdf are for people, junit for CI systems, oscal holds assessment results.',
    },
    {
      name: 'out',
      value: 'FILE',
      help: 'Write the review into this new file, outside the folder, and not to standard output.',
    },
    {
      name: 'clause',
      value: 'CLAUSE',
      choices: clauses,
      help: 'Only the constraints of this clause.',
    },
    {
      name: 'product',
      value: 'PRODUCT',
      help: 'Ask the records of this product too (PRD-2026-0001): what is met needs a passage and a record, and what does not apply to the product is not asked.',
    },
    { name: 'revision', value: 'REVISION', help: 'With --product: the records of this revision.' },
    ...thresholdOptions,
    {
      name: 'as-found',
      help: 'Do not heed vulnerary-review.yaml in the folder: neither what is in force nor people’s words.',
    },
    {
      name: 'cache',
      value: 'FOLDER',
      help: 'Keep verdicts for the next run here. Default: vulnerary/review in the cache folder of the user.',
    },
    { name: 'no-cache', help: 'Judge every file again, and keep nothing.' },
    ...signInOptions,
  ],
  details: [
    'Reads every file below the folder (PDF, DOCX, XLSX, PPTX, OpenDocument, HTML, Markdown, reStructuredText, text), changes nothing there, needs no server (but for --product) and sends nothing anywhere.',
    'Exit codes: 0 the review was made and no threshold was hit; 1 a threshold was hit (--fail-on, --fail-unread); 2 the review could not be made. Without a threshold it answers 0 whatever the review says.',
    'A file that could not be read makes what it may hold "could not run", never absent; a threshold counts it like absent.',
    'A file vulnerary-review.yaml in the folder says which versions of its documents are approved and in force since when, and what people say of a verdict; the how-to "Review a folder of documents" shows one.',
    'Verdicts are kept by content, path, catalogue and program: a second run judges only what is new. They hold quotes of your documents, readable by you alone.',
    'Examples: vulnerary review docs --format junit --out review.xml --fail-on absent --severity major · vulnerary review docs --format pdf --out review.pdf',
  ],
  run: async (context, words) => {
    const [folder = ''] = words.operands
    if (!(await stat(folder)).isDirectory())
      return refuse('review/no-folder', `${folder} is a file. Give the folder that holds it.`)
    const format = formatOf(context, words)
    if (isRefusal(format)) return format
    const threshold = readThreshold(words)
    if (isRefusal(threshold)) return threshold
    const records = await recordsOf(context, words)
    if (isRefusal(records)) return records
    const declared = await declaredIn(folder, context, words)
    if (isRefusal(declared)) return declared
    const output = await openOutput(context, {
      file: words.value('out'),
      folder,
      binary: format === 'pdf',
    })
    if (isRefusal(output)) return output
    try {
      const done = await reviewInto(output, context, words, {
        ...{ folder, format, threshold, records, declared },
      })
      if (!isRefusal(done)) return (await output.close()) ?? done
      await output.discard()
      return done
    } catch (cause) {
      await output.discard()
      throw cause
    }
  },
}

const formatOf = (context: Context, words: Words): Format | Refusal => {
  const format = formats.find((one) => one === words.value('format'))
  if (!context.json) return format ?? 'text'
  return format === undefined || format === 'json'
    ? 'json'
    : refuse('usage/option', `--json and --format ${format} say two things. Leave one of them out.`)
}

interface Asked {
  readonly folder: string
  readonly format: Format
  readonly threshold: Exclude<ReturnType<typeof readThreshold>, Refusal>
  readonly records: Exclude<Awaited<ReturnType<typeof recordsOf>>, Refusal>
  readonly declared: Exclude<Awaited<ReturnType<typeof declaredIn>>, Refusal>
}

const reviewInto = async (
  output: Output,
  context: Context,
  words: Words,
  { folder, format, threshold, records, declared }: Asked,
) => {
  const offline = await import('../../server/index/folder-review.ts')
  const catalogue = offline.readCatalogue()
  if (isRefusal(catalogue)) return catalogue
  const extractor = offline.createDocumentReader()
  try {
    const cache = await openCache(context, words, folder, (at) =>
      offline.openReviewCache(at, extractor.recognises),
    )
    if (isRefusal(cache)) return cache
    const clause = clauses.find((id): id is ClauseId => id === words.value('clause'))
    const onDocument = format === 'json' ? documentWriter(output) : undefined
    const summary = await offline.walkFolder(folder, {
      catalogue,
      extractor,
      readFolder: offline.readFolder,
      onProgress: ({ done, kept, path }) => {
        const known = kept === 0 ? '' : `, ${kept} known from before`
        if (!output.atTerminal) context.progress(`${done} documents judged${known}; ${plain(path)}`)
      },
      ...(onDocument === undefined ? {} : { onDocument }),
      ...(cache === undefined ? {} : { kept: cache }),
      ...(clause === undefined ? {} : { clause }),
      ...(declared === undefined ? {} : { declared }),
    })
    const problem = await cache?.close()
    if (problem !== undefined)
      context.say(`Not all verdicts could be kept for the next run: ${problem}`)
    const report = offline.reportOf(catalogue, summary, records)
    const missed = offline.missedBy(threshold, report)
    if (format === 'json') output.write(jsonEnd(report, missed))
    else if (format === 'text') {
      const { columns } = context.io
      output.write(offline.reviewText(report, columns === undefined ? {} : { width: columns }))
    } else {
      const { renderReview } = await import('../../server/index/folder-report.ts')
      const frame = {
        folder: basename(await realpath(folder)) || folder,
        at: madeAt(context),
        version: version(),
        threshold,
      }
      output.write(await renderReview(report, format, frame))
    }
    for (const sentence of missed) context.say(sentence)
    return missed.length > 0 ? exit.answeredNo : exit.done
  } finally {
    await extractor.close()
  }
}

/** What people said in the file beside the documents, on the day of the review. */
const declaredIn = async (folder: string, context: Context, words: Words) => {
  if (words.has('as-found')) return undefined
  const { declaredFolder, readDeclared } = await import('../../server/index/folder-review.ts')
  const today = madeAt(context).slice(0, 10)
  const declared = await readDeclared(folder, today)
  return declared === undefined || isRefusal(declared)
    ? declared
    : declaredFolder(declared, today, words.value('product'))
}

/** Now, or the time that a build has to be told as its own (SOURCE_DATE_EPOCH, in seconds). */
const madeAt = ({ io }: Context): string => {
  const epoch = io.env['SOURCE_DATE_EPOCH'] ?? ''
  const milliseconds = /^\d{1,11}$/.test(epoch) ? Number(epoch) * 1_000 : io.now()
  return new Date(milliseconds).toISOString()
}
