import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

/** Turns the JSON text of `pdf-input.ts` into a PDF; throws with the compiler's diagnostics. */
export type Typeset = (input: string) => Uint8Array

/** Loads the compiler and the template. Runs in the print process only: see `print-worker.ts`. */
export const createTypeset = (): Typeset => {
  const source = readFileSync(new URL('./template.typ', import.meta.url), 'utf8')
  const compiler = NodeCompiler.create({ workspace: fileURLToPath(new URL('.', import.meta.url)) })
  return (input) => {
    try {
      const outcome = compiler.compile({ mainFileContent: source, inputs: { document: input } })
      const document = outcome.result
      if (document === null || outcome.hasError())
        throw new Error(JSON.stringify(outcome.takeError()?.shortDiagnostics ?? 'no document'))
      // PDF/A-2b (ISO 19005-2), tagged. The document's date is its time: the clock is not read.
      return compiler.pdf(document, { pdfStandard: 'a-2b', pdfTags: true, creationTimestamp: 0 })
    } finally {
      compiler.evictCache(0)
    }
  }
}
