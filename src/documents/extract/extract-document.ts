import { limits } from '../../kernel/limits.ts'
import type { ExtractedDocument } from '../../kernel/passage.ts'
import { decodeText } from './decode-text.ts'
import type { SourceFile } from './formats.ts'
import { readPlainText } from './plain-text.ts'
import { sniffFormat } from './sniff.ts'
import { unread } from './unread.ts'

/**
 * Reads one file in this thread, however long it takes: servers go through `createExtractor`,
 * which bounds time and memory. A damaged file is an outcome, not an error.
 */
export const extractDocument = async (file: SourceFile): Promise<ExtractedDocument> => {
  if (file.bytes.length > limits.document.bytes)
    return unread('unknown', `it is larger than ${limits.document.bytes} bytes`)
  const format = await sniffFormat(file)
  // Each reader is loaded when the first such file comes: a process starts with none.
  try {
    switch (format) {
      case 'markdown':
        return asText(file, format, (await import('./markdown.ts')).readMarkdown)
      case 'restructured-text':
        return asText(file, format, (await import('./restructured-text.ts')).readRestructuredText)
      case 'plain-text':
        return asText(file, format, readPlainText)
      case 'html':
        return asText(file, format, (await import('./html.ts')).readHtml)
      case 'docx':
        return await (await import('./docx.ts')).readDocx(file.bytes)
      case 'pdf':
        return await (await import('./pdf.ts')).readPdf(file.bytes)
      case 'empty':
        return unread(format, 'the file is empty')
      case 'image':
        return {
          ...unread(format, 'no text: a picture, needs OCR'),
          drawings: [{ headings: [], reason: 'the whole file is a picture' }],
        }
      case 'legacy-office':
        return unread(format, 'an encrypted or pre-2007 Office file: save it as DOCX or PDF')
      case 'xlsx':
        return await (await import('./xlsx.ts')).readXlsx(file.bytes)
      case 'pptx':
        return await (await import('./pptx.ts')).readPptx(file.bytes)
      case 'opendocument':
        return await (await import('./open-document.ts')).readOpenDocument(file.bytes)
      case 'rtf':
        return unread(format, 'this format is not read: save it as DOCX or PDF')
      case 'zip':
        return unread(format, 'a zip archive: unpack it first')
      case 'binary':
        return unread(format, 'not a document: the content is binary')
      default:
        return format satisfies never
    }
  } catch (error) {
    // The readers' libraries throw on damaged input; the file is then unread, the others are done.
    return unread(
      format,
      `damaged: ${error instanceof Error ? error.message : String(error)}`.slice(
        0,
        limits.text.line,
      ),
    )
  }
}

const asText = (
  file: SourceFile,
  format: string,
  read: (text: string) => ExtractedDocument,
): ExtractedDocument => {
  const decoded = decodeText(file.bytes)
  return decoded === undefined
    ? unread(format, 'not text: the content is binary')
    : read(decoded.text)
}
