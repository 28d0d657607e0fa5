import { open, stat } from 'node:fs/promises'

/** What a path holds, by its content: names can be changed. */
export type Thing = 'folder' | 'audit pack' | 'zip' | 'json' | 'other'

/** The mark of a pack stands in its first and its last member's name, so one bad byte hides none. */
const mark = 'manifest.note'
const looked = 1_048_576

/** Looks at a path; throws where there is none (the system's own error). */
export const whatIsIt = async (path: string): Promise<Thing> => {
  if ((await stat(path)).isDirectory()) return 'folder'
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const part = async (from: number): Promise<Buffer> => {
      const { buffer, bytesRead } = await file.read(
        Buffer.alloc(Math.min(looked, size - from)),
        0,
        undefined,
        from,
      )
      return buffer.subarray(0, bytesRead)
    }
    const start = await part(0)
    const end = await part(Math.max(0, size - looked))
    const zip = start.subarray(0, 2).toString('latin1') === 'PK' || endsAsZip(end)
    if (zip && (start.includes(mark) || end.includes(mark))) return 'audit pack'
    if (zip) return 'zip'
    return /^(\uFEFF|\s)*[[{]/.test(start.subarray(0, 1_000).toString('utf8')) ? 'json' : 'other'
  } finally {
    await file.close()
  }
}

/** The end of the central directory (APPNOTE 4.3.16), or a part of it that is left. */
const endsAsZip = (end: Buffer): boolean =>
  end.includes(Buffer.from('PK\u0005\u0006', 'latin1')) ||
  end.includes(Buffer.from('PK\u0001\u0002', 'latin1'))
