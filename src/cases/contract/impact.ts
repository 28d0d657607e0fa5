import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { line, paragraph, recordId, required } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { team, vexJustifications, vexStatuses } from './words.ts'

/** Rows that a person decides one by one; more of them are decided by range. */
export const impactRowsAtOnce = 20

const judged = {
  status: z.enum(vexStatuses),
  justification: z.enum(vexJustifications).optional(),
  /** Why it is not affected, or what the operator of an affected one must do. */
  statement: paragraph.default(''),
}

export const setImpact = declareCommand({
  name: 'set-impact',
  creates: false,
  products: ['rows.product'],
  title: 'Set the impact',
  help: 'Records for product revisions whether they are affected, with the VEX status and why.',
  permission: team,
  input: z.strictObject({
    rows: z
      .array(
        z.strictObject({
          product: recordId,
          revision: required(line, 'Name the revision.'),
          ...judged,
          /** Where only some ways to set it up are affected; empty: all of them. */
          configurations: z.array(line.min(1)).max(50).optional().meta({
            title: 'Only in these configurations',
            description: 'Left out: however it is set up.',
          }),
        }),
      )
      .min(1, 'Name at least one product revision.')
      .max(limits.list.items),
  }),
})

export const decideRange = declareCommand({
  name: 'decide-range',
  creates: false,
  products: ['product'],
  title: 'Decide for a range',
  help: 'Decides once for all revisions of a product in a range; a revision added to it later is proposed.',
  permission: team,
  input: z.strictObject({
    product: recordId,
    range: required(line, 'Give the range of revisions, like "<2.4.1".').meta({
      title: 'Range of revisions',
      description: 'Like <2.4.1, >=2.0 <2.4, 2.3.x or 1.0 - 1.4.',
    }),
    ...judged,
    status: z.enum(['affected', 'not-affected', 'fixed']),
  }),
})

export const dropRange = declareCommand({
  name: 'drop-range',
  creates: false,
  products: ['product'],
  title: 'Take a range back',
  help: 'Takes the decision for a range back, so that its revisions can be decided otherwise.',
  permission: team,
  input: z.strictObject({ product: recordId, range: required(line, 'Name the range.') }),
})

export const proposeImpact = declareCommand({
  name: 'propose-impact',
  creates: false,
  title: 'Look for affected revisions',
  help: 'Proposes revisions that may be affected: by the components of their SBOM, by shared code, and by decided ranges.',
  permission: team,
  input: z.strictObject({}),
})

export const recheckImpact = declareCommand({
  name: 'recheck-impact',
  creates: false,
  internal: true,
  title: 'Check the impact anew',
  help: 'Compares what rows were decided on with the SBOMs of a product; what differs is stale.',
  permission: team,
  input: z.strictObject({ product: recordId }),
})
