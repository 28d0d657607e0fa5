import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { fileReference, long, required } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'

export const addNote = declareCommand({
  name: 'note',
  creates: false,
  products: 'any',
  title: 'Add a note',
  help: 'Adds a note and files to the timeline of the case.',
  permission: ['triager', 'engineer', 'writer', 'approver', 'release-manager', 'administrator'],
  input: z.strictObject({
    text: required(long, 'Write the note.'),
    files: z.array(fileReference).max(limits.file.perReport).default([]),
  }),
})
