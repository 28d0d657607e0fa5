/** What `sniffFormat` can tell apart; the first group is read, the second is named in a refusal. */
export type DocumentFormat =
  | 'markdown'
  | 'restructured-text'
  | 'plain-text'
  | 'html'
  | 'docx'
  | 'pdf'
  | 'xlsx'
  | 'pptx'
  | 'opendocument'
  | 'rtf'
  | 'legacy-office'
  | 'zip'
  | 'image'
  | 'binary'
  | 'empty'

/** A file to read: its bytes, and its name for what the bytes leave open. */
export interface SourceFile {
  readonly bytes: Uint8Array
  readonly name: string
}
