import { isRefusal, type Refusal } from '../../kernel/result.ts'
import { type Context, type ExitCode, exit, type Words } from '../command.ts'
import { plain } from '../terminal-text.ts'
import { personOf } from './sign-in.ts'
import { withRecords } from './with-records.ts'

/**
 * What the API answers at this path, as a new file. Refuses with `file/exists`, and as the API does.
 * `tell` says what came, and may refuse it; without it the size is told.
 */
export const downloadTo = (
  context: Context,
  words: Words,
  path: string,
  file: string,
  tell: (bytes: number) => Promise<Refusal | undefined> = async (bytes) => {
    context.answer({ file, bytes }, [`${plain(file)}: ${bytes} bytes`])
    return undefined
  },
): Promise<ExitCode | Refusal> =>
  withRecords(
    context,
    async (records) => {
      const bytes = await records.download(path, file)
      return isRefusal(bytes) ? bytes : ((await tell(bytes)) ?? exit.done)
    },
    { person: personOf(words) },
  )
