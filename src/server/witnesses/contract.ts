import { z } from 'zod'
import { declareCommand, declareKind } from '../../kernel/command.ts'
import { readers } from '../../kernel/roles.ts'

export const witnessStatuses = ['watching', 'away', 'dropped'] as const

const key = {
  /** As it stands in the setting: a key of a signed note has no spaces and no plus. */
  name: z.string().min(1).max(300),
  keyId: z.string().regex(/^[0-9a-f]{8}$/),
}

export const nameWitness = declareCommand({
  name: 'name',
  creates: true,
  internal: true,
  title: 'Name a witness',
  help: 'Opens the record of a witness that the settings name; from now on it is awaited.',
  permission: [],
  input: z.strictObject(key),
})

export const nameWitnessAgain = declareCommand({
  name: 'name-again',
  creates: false,
  internal: true,
  title: 'Name the witness again',
  help: 'Records that the settings have the witness again.',
  permission: [],
  input: z.strictObject({}),
})

export const keepWatch = declareCommand({
  name: 'keep-watch',
  creates: false,
  internal: true,
  title: 'Look after the witness',
  help: 'Warns by mail when the witness has not cosigned for long, once, and tells when it does again.',
  permission: [],
  input: z.strictObject({
    /** The moment up to which it has seen the whole ledger; null where it never cosigned. */
    heardAt: z.iso.datetime().nullable(),
    /** How long it may stay away. */
    hours: z.number().int().positive(),
    /** Whom a warning reaches by mail. */
    tell: z.array(z.string().max(300)).max(1_000),
  }),
})

export const dropWitness = declareCommand({
  name: 'drop',
  creates: false,
  internal: true,
  title: 'Drop the witness',
  help: 'Records that the settings have the witness no longer.',
  permission: [],
  input: z.strictObject({}),
})

/** Who watches the ledger from another machine, and whether it still does. */
export const witnessContract = declareKind({
  kind: 'witness',
  everywhere: true,
  collection: 'witnesses',
  prefix: 'WIT',
  clause: '9.2',
  title: 'Witness of the ledger',
  readers,
  statuses: witnessStatuses,
  commands: [nameWitness, nameWitnessAgain, keepWatch, dropWitness],
})
