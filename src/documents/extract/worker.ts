import { extractDocument } from './extract-document.ts'
import type { SourceFile } from './formats.ts'

// The other side of `createExtractor`: one file in, one answer out, until the channel closes.
process.on('message', (file: SourceFile) => {
  void extractDocument(file).then((answer) => process.send?.(answer))
})
process.on('disconnect', () => process.exit())
