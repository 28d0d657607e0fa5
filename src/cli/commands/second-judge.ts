import { stat } from 'node:fs/promises'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import type * as Offline from '../../server/index/second-judge.ts'
import { type Command, type Context, type ExitCode, exit } from '../command.ts'
import { openCache } from '../review/cache.ts'
import { plain } from '../terminal-text.ts'

const clauses = ['9.2', '9.5', '4.1.9', '5.8.2', '6.3'] as const

/** What another judge says of the same documents, where it can prove it. */
export const secondJudge: Command = {
  name: 'second-judge',
  summary: 'Ask a language model of your choice, and show where it disagrees with the review',
  usage: 'FOLDER --judge FILE [--clause CLAUSE] [--send]',
  operands: [1, 1],
  options: [
    {
      name: 'judge',
      value: 'FILE',
      help: 'Names the model: url (an OpenAI-compatible API), model, token, seconds. See the how-to "Ask a second judge".',
    },
    {
      name: 'clause',
      value: 'CLAUSE',
      choices: clauses,
      help: 'Only the constraints of this clause.',
    },
    { name: 'send', help: 'Really ask. Without it nothing is sent, and what would be is told.' },
    {
      name: 'cache',
      value: 'FOLDER',
      help: 'Keep answers for the next run here. Default: vulnerary/review in the cache folder of the user.',
    },
    { name: 'no-cache', help: 'Ask everything again, and keep nothing.' },
  ],
  details: [
    'The review itself needs no model and is not changed by one. An answer counts only with a quote that stands in the document letter by letter; what the model says without one is listed as unproven. Text in a document is given to the model as data, and never believed.',
    'Answers are kept by content: the same document, duties and model are not asked twice.',
    'Answers 0 when both judges agree (or, without --send, when it was told what would be sent), 1 when they disagree somewhere, 2 when the model could not be asked, or did not answer every question in the form asked for.',
  ],
  run: async (context, words) => {
    const [folder = ''] = words.operands
    const file = words.value('judge')
    if (file === undefined)
      return refuse('usage/missing', 'Name the file that says which model: --judge judge.yaml')
    if (!(await stat(folder)).isDirectory())
      return refuse('review/no-folder', `${folder} is a file. Give the folder that holds it.`)
    const offline = await import('../../server/index/second-judge.ts')
    const judge = await offline.readSecondJudge(file)
    if (isRefusal(judge)) return judge
    const kept = await openCache(context, words, folder, offline.openStore)
    if (isRefusal(kept)) return kept
    const catalogue = offline.readCatalogue()
    if (isRefusal(catalogue)) return catalogue
    const duties = catalogue.clauses
      .filter(({ id }) => (words.value('clause') ?? id) === id)
      .flatMap(({ constraints }) => constraints.map(({ id, duty }) => ({ id, duty })))
    const extractor = offline.createDocumentReader()
    try {
      const parts = { offline, judge, catalogue, duties, extractor }
      return words.has('send')
        ? await askAll(context, folder, { ...parts, kept })
        : await tellWhat(context, folder, parts)
    } finally {
      await extractor.close()
      await kept?.close()
    }
  },
}

type Library = typeof Offline
interface Parts {
  readonly offline: Library
  readonly judge: Exclude<Awaited<ReturnType<Library['readSecondJudge']>>, Refusal>
  readonly catalogue: Exclude<ReturnType<Library['readCatalogue']>, Refusal>
  readonly duties: Parameters<Library['questionsAbout']>[0]
  readonly extractor: ReturnType<Library['createDocumentReader']>
}

/** What could not be read, and why, is told on the way: nobody can ask about it. */
async function* documentsOf(context: Context, folder: string, { offline, extractor }: Parts) {
  const unread = (path: string, reason = 'it holds no text') =>
    context.say(`Not asked about ${plain(path)}: ${plain(reason)}`)
  for await (const file of offline.readFolder(folder, ({ path, reason }) => unread(path, reason))) {
    if (offline.isDeclaredFile(file.path)) continue
    const bytes = await file.read()
    if (isRefusal(bytes)) {
      unread(file.path, bytes.message)
      continue
    }
    const document = await extractor.extract({ bytes, name: file.path })
    if (document.passages.length > 0) yield { path: file.path, document }
    else unread(file.path, document.reason)
  }
}

/** Without --send: nothing leaves the machine. */
const tellWhat = async (context: Context, folder: string, parts: Parts): Promise<ExitCode> => {
  const { offline, judge, duties } = parts
  let [documents, questions, characters] = [0, 0, 0]
  for await (const { document } of documentsOf(context, folder, parts)) {
    const asked = offline.questionsAbout(duties, document.passages)
    documents++
    questions += asked.length
    characters += asked.reduce((sum, { task, material }) => sum + task.length + material.length, 0)
    context.progress(`${documents} documents read`)
  }
  context.answer({ sent: false, judge: judge.name, documents, questions, characters }, [
    `Nothing was sent. With --send, ${judge.name} would get the whole text of ${documents} documents and ${duties.length} duties:`,
    `${questions} questions, ${characters} characters. Nothing else of this machine, no file names.`,
  ])
  return exit.done
}

const askAll = async (
  context: Context,
  folder: string,
  {
    kept,
    ...parts
  }: Parts & {
    readonly kept: Exclude<Awaited<ReturnType<Library['openStore']>>, Refusal> | undefined
  },
): Promise<ExitCode | Refusal> => {
  const { offline, judge, catalogue, duties } = parts
  const ids = duties.map(({ id }) => id)
  const found: {
    readonly path: string
    readonly disagreements: readonly Offline.Disagreement[]
    readonly unproven: readonly string[]
    readonly unanswered: number
  }[] = []
  let [asked, known, unanswered] = [0, 0, 0]
  for await (const { path, document } of documentsOf(context, folder, parts)) {
    const second = await offline.askDocument(
      judge,
      kept ?? nothingKept,
      offline.sha256,
      duties,
      document.passages,
    )
    if (isRefusal(second)) return second
    asked += second.asked
    known += second.kept
    unanswered += second.unanswered
    // A model that has never answered in the form will not: it is not asked about all the others.
    if (unanswered > 0 && asked + known === 0) return noForm(judge.name)
    const first = offline.judgeDocument(catalogue, { path, ...document })
    found.push({
      path,
      disagreements: offline.disagreements(first, second, ids),
      unproven: second.unproven,
      unanswered: second.unanswered,
    })
    context.progress(`${found.length} documents asked about; ${plain(path)}`)
  }
  const differing = found.reduce((sum, one) => sum + one.disagreements.length, 0)
  context.answer({ sent: true, judge: judge.name, asked, known, unanswered, documents: found }, [
    `${judge.name}: ${asked} questions asked, ${known} known from before; ${differing} disagreements in ${found.length} documents`,
    ...found.flatMap(linesOf),
  ])
  if (unanswered > 0) {
    context.say(
      `${unanswered} questions were not answered in the form asked for: see the documents.`,
    )
    return exit.refused
  }
  return differing === 0 ? exit.done : exit.answeredNo
}

const linesOf = ({
  path,
  disagreements,
  unproven,
  unanswered,
}: {
  readonly path: string
  readonly disagreements: readonly Offline.Disagreement[]
  readonly unproven: readonly string[]
  readonly unanswered: number
}): readonly string[] =>
  disagreements.length + unproven.length + unanswered === 0
    ? []
    : [
        '',
        plain(path),
        ...disagreements.flatMap(({ constraint, first, second, evidence }) => [
          `  ${constraint}: the review says ${first}, the second judge ${second}`,
          ...evidence.map(({ quote, page, line }) => {
            const place =
              page === undefined ? (line === undefined ? '' : `l. ${line}: `) : `p. ${page}: `
            return `      ${place}“${plain(quote.slice(0, 300))}”`
          }),
        ]),
        ...(unproven.length === 0
          ? []
          : [`  without a quote that stands there, so not counted: ${unproven.join(', ')}`]),
        ...(unanswered === 0
          ? []
          : [
              `  ${unanswered} questions not answered in the form asked for: silence means nothing here`,
            ]),
      ]

const noForm = (name: string): Refusal =>
  refuse(
    'second/no-answer',
    `${name} does not answer in the form asked for. Ask a model that can give JSON.`,
  )

const nothingKept = { read: async () => undefined, write: async () => {} }
