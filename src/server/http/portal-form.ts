import type { FastifyRequest } from 'fastify'
import type { FileReference } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { safeFileName } from '../files/index.ts'
import type { Parts } from '../parts.ts'

export interface PortalForm {
  readonly fields: Readonly<Record<string, string>>
  readonly files: readonly FileReference[]
}

/** Reads a public form, with files or without; files stream into the store as they come. */
export const readForm = async (
  parts: Pick<Parts, 'files'>,
  request: FastifyRequest,
): Promise<PortalForm | Refusal> => {
  if (!request.isMultipart()) return { fields: textFields(request.body), files: [] }
  const fields: Record<string, string> = {}
  const files: FileReference[] = []
  let total = 0
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      if (typeof part.value === 'string' && part.fieldname.length <= limits.ids.requestId)
        Object.defineProperty(fields, part.fieldname, {
          value: part.value,
          enumerable: true,
          writable: true,
          configurable: true,
        })
      continue
    }
    if (part.filename === undefined || part.filename === '') {
      part.file.resume()
      continue
    }
    const stored = await parts.files.put(part.file, {
      limitBytes: Math.min(limits.file.bytes, limits.file.reportTotalBytes - total),
    })
    if (isRefusal(stored)) {
      part.file.resume()
      return stored
    }
    if (part.file.truncated)
      return refuse('file/too-large', 'A file is larger than we can take. Send a smaller one.')
    total += stored.size
    files.push({ hash: stored.hash, name: safeFileName(part.filename), size: stored.size })
  }
  return { fields, files }
}

const textFields = (body: unknown): Readonly<Record<string, string>> =>
  typeof body !== 'object' || body === null
    ? {}
    : Object.fromEntries(
        Object.entries(body).filter(
          (entry): entry is [string, string] => typeof entry[1] === 'string',
        ),
      )
