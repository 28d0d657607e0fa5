import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { fileReference, line, paragraph, recordId, required } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { documentKindSchema } from './document-kinds.ts'

const path = z.string().min(1).max(limits.source.path)

/** Where a document lies in a source: the source's own name for it, and its path for people. */
const place = { source: recordId, key: path, path }

/** What the rules of the source say of it. */
const known = {
  title: required(line, 'Name the document.'),
  documentKind: documentKindSchema,
  covers: z
    .array(z.strictObject({ product: recordId, revisions: z.array(line).max(limits.list.items) }))
    .max(limits.list.items),
  language: line,
  owner: line,
}

/** A revision as a source has it. */
const found = {
  /** Made one of its own where the document has it already. */
  version: required(line, 'Give the version of the document.'),
  file: fileReference,
  /** While the source says this of the file, its bytes are the same. */
  mark: line,
  /** Whether the original's bytes lie in the vault. */
  kept: z.boolean(),
}

export const takeIn = declareCommand({
  name: 'take-in',
  creates: true,
  title: 'Take in from a source',
  help: 'A file that a source has is a document of the library from now on.',
  permission: [],
  internal: true,
  input: z.strictObject({ ...known, ...place, ...found }),
})

export const takeRevision = declareCommand({
  name: 'take-revision',
  creates: false,
  title: 'Take a revision from a source',
  help: 'The source has the document with this content.',
  permission: [],
  internal: true,
  input: z.strictObject({ ...place, ...found }),
})

export const moveDocument = declareCommand({
  name: 'move',
  creates: false,
  title: 'Say that it moved in its source',
  help: 'The source has the same document elsewhere, or under another name.',
  permission: [],
  internal: true,
  input: z.strictObject(place),
})

export const loseDocument = declareCommand({
  name: 'lose',
  creates: false,
  title: 'Say that it is gone from its source',
  help: 'The source has the document no longer. Its revisions and statements stay.',
  permission: [],
  internal: true,
  input: z.strictObject({ reason: paragraph }),
})

export const findDocument = declareCommand({
  name: 'find-again',
  creates: false,
  title: 'Say that its source has it again',
  help: 'The source has the document again, with the content that we know.',
  permission: [],
  internal: true,
  input: z.strictObject({}),
})

export const missDocument = declareCommand({
  name: 'miss',
  creates: false,
  title: 'Say that it could not be fetched',
  help: 'The source has a newer content of the document that could not be fetched.',
  permission: [],
  internal: true,
  input: z.strictObject({ reason: paragraph }),
})

export const originCommands = [
  takeIn,
  takeRevision,
  moveDocument,
  loseDocument,
  findDocument,
  missDocument,
] as const
