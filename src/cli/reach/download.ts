import { isRefusal, type Refusal } from '../../kernel/result.ts'
import { type Context, type ExitCode, exit, type Words } from '../command.ts'
import { plain } from '../terminal-text.ts'
import { personOf } from './sign-in.ts'
import { withRecords } from './with-records.ts'

/** What the API answers at this path, as a new file. Refuses with `file/exists`, and as the API does. */
export const downloadTo = (
  context: Context,
  words: Words,
  path: string,
  file: string,
): Promise<ExitCode | Refusal> =>
  withRecords(
    context,
    async (records) => {
      const bytes = await records.download(path, file)
      if (isRefusal(bytes)) return bytes
      context.answer({ file, bytes }, [`${plain(file)}: ${bytes} bytes`])
      return exit.done
    },
    { person: personOf(words) },
  )
