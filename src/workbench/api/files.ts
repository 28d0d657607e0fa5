import { type FileReference, fileReference } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { ProblemError } from './problem.ts'
import { request } from './request.ts'

/** Keeps a file in the store; throws `ProblemError` where it is too large or refused. */
export const upload = async (file: File): Promise<FileReference> => {
  if (file.size > limits.file.bytes)
    throw new ProblemError({
      title: `${file.name} is larger than ${limits.file.bytes / 1_048_576} MB. Choose a smaller file.`,
      status: 413,
      code: 'file/too-large',
    })
  const name = file.name.slice(-limits.file.nameLength)
  return request(fileReference, `/api/files?${new URLSearchParams({ name })}`, {
    method: 'POST',
    bytes: file,
  })
}

export const downloadAddress = ({ hash, name }: { hash: string; name: string }): string =>
  `/api/files/${hash}?${new URLSearchParams({ name })}`
