import { renderDocx } from './docx.ts'
import type { PrintAnswer, PrintRequest } from './press.ts'
import { createTypeset, type Typeset } from './typeset.ts'

/**
 * The print process, started by `press.ts` and never imported. A process and not a thread: the
 * typesetting compiler is native code, and a panic in it (Typst 0.14.2 has one, on some lines of
 * Arabic letters) ends the whole process. That must not be the server.
 */

let typeset: Typeset | undefined

const printed = async ({ job }: PrintRequest): Promise<Uint8Array> => {
  switch (job.kind) {
    case 'pdf':
      typeset ??= createTypeset()
      return typeset(job.input)
    case 'docx':
      return renderDocx(job.document)
    default:
      return job satisfies never
  }
}

const answer = async (request: PrintRequest): Promise<PrintAnswer> => {
  try {
    return { id: request.id, file: await printed(request) }
  } catch (error) {
    return { id: request.id, problem: error instanceof Error ? error.message : String(error) }
  }
}

process.on('message', (request) => {
  // The cast is this channel's parser: only our own parent speaks on it.
  void answer(request as PrintRequest).then((message) => process.send?.(message))
})
process.on('disconnect', () => process.exit(0))
