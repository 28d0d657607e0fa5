import type { Command } from '../command.ts'
import { downloadTo } from '../reach/download.ts'
import { signInOptions } from '../reach/sign-in.ts'

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
    return downloadTo(context, words, `/api/cases/${encodeURIComponent(about)}/export.pdf`, file)
  },
}
