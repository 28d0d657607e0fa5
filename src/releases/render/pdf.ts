import type { PrintableDocument } from '../document/model.ts'
import { drawableText, plainText } from './glyphs.ts'
import { pdfInput } from './pdf-input.ts'
import { type Press, PrintError } from './press.ts'

/**
 * The document as tagged PDF/A-2b with the fonts inside the compiler. A character they lack is
 * shown by its number. Where the compiler refuses a text or dies of it, the document is printed
 * once more with everything beyond Latin, Greek and Cyrillic shown so.
 */
export const renderPdf = async (press: Press, document: PrintableDocument): Promise<Uint8Array> => {
  try {
    return await press.print({ kind: 'pdf', input: pdfInput(document, drawableText) })
  } catch (error) {
    if (!(error instanceof PrintError)) throw error
    return press.print({ kind: 'pdf', input: pdfInput(document, plainText) })
  }
}
