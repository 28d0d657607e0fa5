import { limits } from '../../kernel/limits.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import { checkFileNames, checkTargetName } from './names.ts'
import type { UpdateFile } from './update-files.ts'

export interface UpdateToPublish {
  /** `UPD-2026-0001`: the folder of the update under `targets/`. */
  readonly id: string
  readonly product: string
  readonly revision: string
  readonly releaseId: string
  /** The compatibility statement in plain text (6.3/compatibility). */
  readonly compatibility: string
  readonly files: readonly UpdateFile[]
}

/** Undefined when the update can be published; else a refusal that names the field or file. */
export const checkUpdate = (update: UpdateToPublish): Refusal | undefined => {
  if (update.id.includes('/') || checkTargetName(update.id) !== undefined)
    return refuse('updates/update-id', 'Give the update an id like UPD-2026-0001.')
  for (const field of ['product', 'revision', 'releaseId'] as const)
    if (!isText(update[field], limits.text.line, /[\u0000-\u001f\u007f]/))
      return refuse(
        'updates/text',
        `Write ${field} on one line of at most ${limits.text.line} characters.`,
        { field },
      )
  // Line ends and tabs may stand in the statement; what moves a terminal's cursor may not.
  if (
    !isText(
      update.compatibility,
      limits.text.paragraph,
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/,
    )
  )
    return refuse(
      'updates/text',
      `Write the compatibility statement in at most ${limits.text.paragraph} characters of plain text.`,
      { field: 'compatibility' },
    )
  return checkFileNames(update.files.map(({ name }) => name))
}

/** What stands in COMPATIBILITY.txt. */
export const statementOf = (update: UpdateToPublish): string =>
  [
    `Update ${update.id}`,
    `Product: ${update.product}`,
    `Revision: ${update.revision}`,
    `Release: ${update.releaseId}`,
    '',
    update.compatibility,
    '',
  ].join('\n')

const isText = (text: string, longest: number, forbidden: RegExp): boolean =>
  text.length > 0 && text.length <= longest && text.isWellFormed() && !forbidden.test(text)
