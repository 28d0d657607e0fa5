import { createHash } from 'node:crypto'

/** SHA-256 of a passage's text in hex: names it in a finding until a word of it changes. */
export const passageHash = (text: string): string => createHash('sha256').update(text).digest('hex')
