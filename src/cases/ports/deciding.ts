/** What the decisions of a case ask of others (9.5). */
export interface DecidingPorts {
  /** SHA-256 of a text in UTF-8, in hexadecimal. */
  digest(text: string): string
}
