/** Which revision of a document the index of statements holds, and where. */
export interface IndexedDocumentTable {
  document: string
  revision: string
  /** Of the rules by which keys are made. */
  version: number
  block: number
  slot: number
  statements: number
  /** JSON: the head and the last row of each table. */
  heads: string
}

/** The keys of an indexed document, packed: what must be mended when it changes. */
export interface IndexedKeysTable {
  document: string
  keys: Uint8Array
}

/** In which statements of a block of documents a key stands. */
export interface PostingTable {
  key: string
  block: number
  positions: Uint8Array
}
