import { stat } from 'node:fs/promises'
import { isRefusal, refuse } from '../../kernel/result.ts'
import { type Command, exit } from '../command.ts'
import { personOf, signInOptions } from '../reach/sign-in.ts'
import { withRecords } from '../reach/with-records.ts'
import { plain } from '../terminal-text.ts'

/** A case as a document for people: everything that whoever asks may see of it. */
export const caseExport: Command = {
  name: 'cases export',
  summary: 'Write a case as a PDF',
  usage: 'ID FILE',
  operands: [2, 2],
  options: [...signInOptions],
  details: [
    'Facts, impact, decisions with their signatures, tasks, what was said, the timeline, files with their hashes and the checkpoint of the ledger: as much of it as you may see. For a proof that a stranger can check, write the audit pack.',
  ],
  run: async (context, words) => {
    const [about = '', file = ''] = words.operands
    if (await exists(file)) return refuse('file/exists', `${file} exists. Choose another name.`)
    return withRecords(
      context,
      async (records) => {
        const path = `/api/cases/${encodeURIComponent(about)}/export.pdf`
        const bytes = await records.download(path, file)
        if (isRefusal(bytes)) return bytes
        context.answer({ file, bytes }, [`${plain(file)}: ${bytes} bytes`])
        return exit.done
      },
      { person: personOf(words) },
    )
  },
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
