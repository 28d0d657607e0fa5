import type { PrintableDocument } from '../document/model.ts'
import { renderHtml } from './html.ts'
import { renderPdf } from './pdf.ts'
import { createPress } from './press.ts'

export type RenderFormat = 'html' | 'docx' | 'pdf'

export const renderFormats: readonly RenderFormat[] = ['html', 'docx', 'pdf']

export interface Renderer {
  /**
   * The document as a file. The same document gives the same bytes, on one version of the
   * libraries. Rejects with a `RefusalError` when too many wait (`render/busy`) or when printing
   * takes longer than `limits.printable.milliseconds` (`render/too-slow`).
   */
  readonly render: (document: PrintableDocument, format: RenderFormat) => Promise<Uint8Array>
  readonly close: () => Promise<void>
}

/** Starts nothing: the print process comes with the first DOCX or PDF. */
export const createRenderer = (): Renderer => {
  const press = createPress()
  return {
    render: async (document, format) => {
      switch (format) {
        case 'html':
          return renderHtml(document)
        case 'docx':
          return press.print({ kind: 'docx', document })
        case 'pdf':
          return renderPdf(press, document)
        default:
          return format satisfies never
      }
    },
    close: press.close,
  }
}
