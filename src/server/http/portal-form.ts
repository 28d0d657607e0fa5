import type { FastifyRequest } from 'fastify'
import type { FileReference } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { safeFileName } from '../files/index.ts'
import type { Parts } from '../parts.ts'
import { refusalOf } from './errors.ts'

export interface PortalForm {
  readonly fields: Readonly<Record<string, string>>
  readonly files: readonly FileReference[]
  /** Why it cannot be taken as it is; the fields are there, so that nobody types them again. */
  readonly refusal?: Refusal
}

/** Reads a public form, with files or without; files stream into the store as they come. */
export const readForm = async (
  parts: Pick<Parts, 'files' | 'settings'>,
  request: FastifyRequest,
): Promise<PortalForm> => {
  if (!request.isMultipart()) return { fields: textFields(request.body), files: [] }
  const fields: Record<string, string> = {}
  const files: FileReference[] = []
  let refusal: Refusal | undefined
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') keep(fields, part.fieldname, part.value)
      else if (refusal !== undefined || part.filename === undefined || part.filename === '')
        part.file.resume()
      else {
        const total = files.reduce((sum, { size }) => sum + size, 0)
        const stored = await parts.files.put(part.file, {
          limitBytes: Math.min(
            limits.file.bytes,
            parts.settings.reportMegabytes * 1_048_576 - total,
          ),
        })
        if (isRefusal(stored)) {
          refusal = stored
          part.file.resume()
        } else if (part.file.truncated) refusal = tooLarge
        else files.push({ hash: stored.hash, name: safeFileName(part.filename), size: stored.size })
      }
    }
  } catch (cause) {
    refusal ??= refusalOf(cause)
    if (refusal === undefined) throw cause
  }
  return { fields, files, ...(refusal === undefined ? {} : { refusal }) }
}

const tooLarge = refuse(
  'file/too-large',
  'A file is larger than we can take. Send a smaller one, or send it in parts.',
)

const keep = (fields: Record<string, string>, name: string, value: unknown): void => {
  if (typeof value !== 'string' || name.length > limits.ids.requestId) return
  // Plain assignment to `__proto__` would change the object's prototype.
  Object.defineProperty(fields, name, {
    value: asTyped(value),
    enumerable: true,
    writable: true,
    configurable: true,
  })
}

/** Browsers send a line end as two characters, and count it as one against `maxlength`. */
const asTyped = (text: string): string => text.replaceAll('\r\n', '\n')

const textFields = (body: unknown): Readonly<Record<string, string>> => {
  const fields: Record<string, string> = {}
  if (typeof body === 'object' && body !== null)
    for (const [name, value] of Object.entries(body)) keep(fields, name, value)
  return fields
}
