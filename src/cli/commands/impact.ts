import { z } from 'zod'
import { limits } from '../../kernel/limits.ts'
import type { ExtractedDocument, Passage } from '../../kernel/passage.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { parseStrictJsonBytes } from '../../kernel/strict-json.ts'
import { type Command, type Context, exit } from '../command.ts'
import { readInput } from '../read-input.ts'
import { plain, wrapped } from '../terminal-text.ts'

/** 4.1.9/after-fix in the terminal: which statements a fix may have made false. */
export const impact: Command = {
  name: 'impact',
  summary: 'Find the statements of documents that a fix may have made false',
  usage: 'FOLDER --facts FILE|-',
  operands: [1, 1],
  options: [
    {
      name: 'facts',
      value: 'FILE|-',
      help: 'JSON with summary, product, components, ports, accounts, algorithms, settings, paths, hosts, features, terms, guidance; all optional.',
    },
  ],
  details: [
    'Answers {candidates: [{path, quote, location, reason, confidence}], omissions: [{guidance, where}]}, best first, quotes verbatim. Files that could not be read are named on standard error.',
  ],
  run: async (context, words) => {
    const [folder = ''] = words.operands
    const file = words.value('facts')
    if (file === undefined)
      return refuse(
        'usage/missing',
        'Give the facts of the fix: --facts FILE, or --facts - for standard input.',
      )
    const offline = await import('../../server/index/offline.ts')
    const bytes = await readInput(context.io, file, limits.json.bytes)
    if (isRefusal(bytes)) return bytes
    const json = parseStrictJsonBytes(bytes)
    if (isRefusal(json)) return json
    const facts = offline.impactFactsSchema.safeParse(json)
    if (!facts.success)
      return refuse(
        'impact/facts',
        `${file} does not hold the facts of a fix.\n${z.prettifyError(facts.error)}`,
      )
    const look = offline.lookThrough(facts.data)
    const documents = await readAll(context, folder, offline, look.add)
    const answer = look.answer()
    context.answer(answer, [
      ...answer.candidates.flatMap(({ path, quote, location, reason, confidence }) => [
        `${confidence.toFixed(2)}  ${plain(path)}${place(location)}: ${plain(reason)}`,
        ...wrapped(`"${plain(quote)}"`, '      '),
      ]),
      ...answer.omissions.flatMap(({ guidance, where }) => [
        `Stands nowhere: ${plain(guidance)}`,
        `      ${plain(typeof where === 'string' ? where : JSON.stringify(where))}`,
      ]),
      `${documents} documents: ${answer.candidates.length} statements to look at, ${answer.omissions.length} omissions`,
    ])
    return exit.done
  },
}

type Offline = typeof import('../../server/index/offline.ts')
interface Read {
  readonly path: string
  readonly passages: readonly Passage[]
}

/** Hands over each document as it is read, and keeps none: a folder may hold fifty thousand. */
const readAll = async (
  context: Context,
  folder: string,
  offline: Offline,
  use: (document: Read) => void,
): Promise<number> => {
  const extractor = offline.createDocumentReader()
  let done = 0
  const waiting: Promise<{ path: string; document: ExtractedDocument }>[] = []
  const settle = async () => {
    const next = await waiting.shift()
    if (next === undefined) return
    const { path, document } = next
    if (document.outcome !== 'read')
      context.say(
        `${plain(path)}: ${document.outcome === 'partly-read' ? 'read in part' : 'not read'}, ${plain(document.reason ?? '')}`,
      )
    use({ path, passages: document.passages })
    done++
    context.progress(`${done} documents read; ${path}`)
  }
  try {
    const leftOut = ({ path, reason }: { readonly path: string; readonly reason: string }) =>
      context.say(`${plain(path)}: ${plain(reason)}`)
    for await (const { path, read } of offline.readFolder(folder, leftOut)) {
      if (waiting.length >= extractor.atOnce) await settle()
      waiting.push(
        read().then(async (bytes) => ({
          path,
          document: isRefusal(bytes)
            ? unread(bytes)
            : await extractor.extract({ bytes, name: path }),
        })),
      )
    }
    while (waiting.length > 0) await settle()
    return done
  } finally {
    await extractor.close()
  }
}

const unread = ({ message }: Refusal): ExtractedDocument => ({
  outcome: 'could-not-read',
  format: 'unknown',
  reason: message,
  passages: [],
})

const place = ({ page, line }: { readonly page?: number; readonly line?: number }): string =>
  page !== undefined ? `, page ${page}` : line !== undefined ? `, line ${line}` : ''
