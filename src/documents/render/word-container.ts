import { limits } from '../../kernel/limits.ts'
import type { ZipContainer } from '../extract/zip-container.ts'

export const styleMap = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => h2:fresh",
  "p[style-name='heading 7'] => h6:fresh",
  "p[style-name='heading 8'] => h6:fresh",
  "p[style-name='heading 9'] => h6:fresh",
  "p[style-name='caption'] => figcaption:fresh",
  "p[style-name='Caption'] => figcaption:fresh",
]

/** The container as mammoth opens it: each part inflated by our checked reader. */
export const checkedFile = (zip: ZipContainer) => ({
  exists: (name: string) => zip.has(name),
  read: async (name: string, encoding?: string): Promise<Uint8Array | string> => {
    const bytes = await zip.read(name)
    if (encoding === undefined) return bytes
    if (encoding === 'base64') return Buffer.from(bytes).toString('base64')
    if (bytes.length > limits.xml.bytes)
      throw new Error(`${name} is larger than ${limits.xml.bytes} bytes`)
    return new TextDecoder(encoding).decode(bytes)
  },
})
