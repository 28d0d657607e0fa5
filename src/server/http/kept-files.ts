import { z } from 'zod'
import { fileReference } from '../../kernel/fields.ts'
import { parseFileHash } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import type { CommandRequest } from '../commands/dispatch.ts'
import type { Parts } from '../parts.ts'

/** The members of a report's input that name files; whatever does not fit is told by its schema. */
const naming = z.object({
  files: z.array(fileReference).max(limits.file.perReport).catch([]),
  original: fileReference.optional().catch(undefined),
})

/**
 * Refuses a report that promises a file which nobody has sent, or which its sender may not know of:
 * "the original is kept" must be true of every report. Undefined where all is there.
 */
export const missingFile = async (
  { files, ledger }: Parts,
  { kind, input, actor }: Pick<CommandRequest, 'kind' | 'input' | 'actor'>,
): Promise<Refusal | undefined> => {
  const { data } = naming.safeParse(kind === 'report' ? input : undefined)
  if (data === undefined) return undefined
  const named = [...data.files, ...(data.original === undefined ? [] : [data.original])]
  for (const { hash: text, name } of named) {
    const hash = parseFileHash(text)
    const there =
      !isRefusal(hash) && (await files.has(hash)) && !(await ledger.hidesFile(actor.id, hash))
    if (!there)
      return refuse(
        'file/unknown',
        `There is no file with the hash of "${name}". Send its bytes to /api/files first.`,
        { hash: text },
      )
  }
  return undefined
}
