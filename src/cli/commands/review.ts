import { stat } from 'node:fs/promises'
import { isRefusal, refuse } from '../../kernel/result.ts'
import { type Command, exit } from '../command.ts'

const clauses = ['9.2', '9.5', '4.1.9', '5.8.2', '6.3'] as const
type ClauseId = (typeof clauses)[number]

/** Verdicts that a threshold counts. What could not be judged is never good. */
const failing: Readonly<Record<string, readonly string[]>> = {
  absent: ['absent', 'could-not-run'],
  partial: ['absent', 'could-not-run', 'partial'],
}

/** The clause review of a folder of documents. */
export const review: Command = {
  name: 'review',
  summary: 'Review a folder of documents against the clauses',
  usage: 'FOLDER [--format text|json] [--clause CLAUSE] [--fail-on absent|partial]',
  operands: [1, 1],
  options: [
    {
      name: 'format',
      value: 'FORMAT',
      choices: ['text', 'json'],
      help: 'json is the same as --json.',
    },
    {
      name: 'clause',
      value: 'CLAUSE',
      choices: clauses,
      help: 'Only the constraints of this clause.',
    },
    {
      name: 'fail-on',
      value: 'VERDICT',
      choices: Object.keys(failing),
      help: 'Answer 1 if a constraint is absent (or could not be judged), or also if it is partial.',
    },
  ],
  details: [
    'Reads every file below the folder (PDF, DOCX, XLSX, HTML, Markdown, reStructuredText, text), needs no server and sends nothing anywhere. Answers 0 when the review was made, whatever it says, unless --fail-on is given.',
  ],
  run: async (context, words) => {
    const [folder = ''] = words.operands
    if (!(await stat(folder)).isDirectory())
      return refuse('review/no-folder', `${folder} is a file. Give the folder that holds it.`)
    const offline = await import('../../server/index/offline.ts')
    const catalogue = offline.readCatalogue()
    if (isRefusal(catalogue)) return catalogue
    const clause = clauses.find((id): id is ClauseId => id === words.value('clause'))
    const extractor = offline.createDocumentReader()
    try {
      const result = await offline.reviewFolder(folder, {
        catalogue,
        extractor,
        readFolder: offline.readFolder,
        onProgress: ({ done, path }) => context.progress(`${done} documents judged; ${path}`),
        ...(clause === undefined ? {} : { clause }),
      })
      const { columns } = context.io
      const asJson = context.json || words.value('format') === 'json'
      const width = columns === undefined ? {} : { width: columns }
      if (asJson) context.answer(result)
      else
        context.answer(result, offline.reviewText(result, catalogue, width).trimEnd().split('\n'))
      const counted = failing[words.value('fail-on') ?? ''] ?? []
      const verdicts = Object.values(result.constraints).map(({ verdict }) => verdict)
      return verdicts.some((verdict) => counted.includes(verdict)) ? exit.answeredNo : exit.done
    } finally {
      await extractor.close()
    }
  },
}
