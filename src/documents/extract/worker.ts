import { parentPort } from 'node:worker_threads'
import { extractDocument } from './extract-document.ts'
import type { SourceFile } from './formats.ts'

// The thread side of `createExtractor`: one file in, one answer out.
parentPort?.on('message', (file: SourceFile) => {
  void extractDocument(file).then((answer) => parentPort?.postMessage(answer))
})
