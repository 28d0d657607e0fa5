import {
  AnnotationMode,
  getDocument,
  PasswordException,
  type PDFDocumentProxy,
  PDFWorker,
  TextLayer,
} from 'pdfjs-dist'
import workerAddress from 'pdfjs-dist/build/pdf.worker.min.mjs?url'
import { limits } from '../../../kernel/limits.ts'
import { problemSchema } from '../../api/problem.ts'
import { originalAddress } from '../../api/reader.ts'

export { AnnotationMode, type PDFDocumentProxy, TextLayer }

export interface OpenPdf {
  readonly pdf: PDFDocumentProxy
  close(): void
}

/** Why a PDF is not drawn, in words for whoever wanted to read it. */
export class NotDrawn extends Error {}

/**
 * Opens the PDF of a revision in a worker of our own origin: no scripting, no forms, nothing fetched
 * but our own fonts and tables, and no eval (the Content-Security-Policy forbids it).
 */
export const openPdf = async (
  document: string,
  revision: string,
  signal: AbortSignal,
): Promise<OpenPdf> => {
  const data = await bytesOf(originalAddress(document, revision), signal)
  const thread = new Worker(workerAddress, { type: 'module' })
  // Given a worker of its own it never falls back to reading strangers' bytes on the page's thread.
  const worker = PDFWorker.create({ port: thread })
  const task = getDocument({
    data,
    worker,
    useWasm: false,
    wasmUrl: `${PDF_PARTS}/wasm/`,
    cMapUrl: `${PDF_PARTS}/cmaps/`,
    cMapPacked: true,
    iccUrl: `${PDF_PARTS}/iccs/`,
    standardFontDataUrl: `${PDF_PARTS}/standard_fonts/`,
    useWorkerFetch: true,
    useSystemFonts: false,
    enableXfa: false,
    disableWorkerRendering: true,
    maxImageSize: mostPoints,
    canvasMaxAreaInBytes: mostPoints * 4,
    verbosity: 0,
  })
  const close = () => {
    void task.destroy().finally(() => {
      worker.destroy()
      thread.terminate()
    })
  }
  signal.addEventListener('abort', close, { once: true })
  try {
    return { pdf: await task.promise, close }
  } catch (cause) {
    close()
    if (cause instanceof PasswordException)
      throw new NotDrawn('The PDF is encrypted with a password: save it without, and add it anew.')
    throw new NotDrawn('The PDF is damaged and cannot be drawn. Download the original to see it.', {
      cause,
    })
  }
}

/** Points of one picture: 16 million take 64 MB. */
const mostPoints = 16_777_216

const bytesOf = async (address: string, signal: AbortSignal): Promise<Uint8Array> => {
  const response = await fetch(address, { signal })
  if (!response.ok) {
    const problem = problemSchema.safeParse(await response.json().catch(() => undefined))
    throw new NotDrawn(problem.data?.title ?? `The server answered ${response.status}. Try again.`)
  }
  const size = Number(response.headers.get('content-length') ?? 0)
  if (size > limits.document.bytes)
    throw new NotDrawn('The original is too large to be drawn here. Download it.')
  return new Uint8Array(await response.arrayBuffer())
}
