import { createHash } from 'node:crypto'
import type { Passage } from '../../kernel/passage.ts'
import type { Evidence } from '../judge/verdicts.ts'

/** SHA-256 of a passage's text in hex: names it in a finding until a word of it changes. */
export const passageHash = (text: string): string => createHash('sha256').update(text).digest('hex')

const quoted = 600

/** A passage that a person pointed to, as evidence. */
export const evidenceOfPerson = ({ text, index, location }: Passage): Evidence => ({
  quote: text.slice(0, quoted),
  passage: index,
  location,
  pattern: 'person',
})
