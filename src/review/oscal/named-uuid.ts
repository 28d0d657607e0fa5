import { createHash } from 'node:crypto'
import type { NamedUuid } from '../../formats/oscal.ts'
import { uuidv5 } from '../../kernel/ids.ts'

/** Ours, drawn once: names of other programs give other ids. */
const namespace = Buffer.from('346e8877641145c59d82ad1571aff1d1', 'hex')

/** The id of a thing in our OSCAL files: the same name, the same id, on every machine. */
export const namedUuid: NamedUuid = (name) =>
  uuidv5(createHash('sha1').update(namespace).update(name).digest())
