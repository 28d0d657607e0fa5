import { z } from 'zod'
import { declareCommand, declareKind } from '../../kernel/command.ts'
import { line, paragraph, recordId, required } from '../../kernel/fields.ts'
import { readers } from '../../kernel/roles.ts'

export const patchPositions = ['approved', 'under-test', 'not-approved'] as const
export const patchStatuses = ['recorded', ...patchPositions] as const

export const recordPatch = declareCommand({
  name: 'record',
  creates: true,
  title: 'Record a third-party patch',
  help: 'Records an update of somebody else, of an operating system say, that touches a product.',
  permission: ['engineer', 'release-manager', 'triager'],
  input: z.strictObject({
    vendor: required(line, 'Name who made the patch.').meta({
      title: 'Vendor',
      description: 'Who made the patch.',
    }),
    name: required(line, 'Name the patch or the software it is for.').meta({
      title: 'Patch',
      description: 'Its name or number, like KB5040442 or "PostgreSQL minor update".',
    }),
    version: required(line, 'Give the version that the patch brings.').meta({
      title: 'Version',
      description: 'The version of the software after the patch.',
    }),
    product: recordId.meta({ title: 'Product', description: 'Our product that runs on it.' }),
    revision: required(line, 'Name the revision of our product.').meta({
      title: 'Revision',
      description: 'The revision of our product that the position is about.',
    }),
  }),
})

export const decidePatchPosition = declareCommand({
  name: 'decide-position',
  creates: false,
  title: 'Decide our position',
  help: 'Signs whether users may install the patch, and what they do meanwhile where they may not.',
  permission: ['engineer', 'approver'],
  signature: 'position on a third-party patch',
  input: z.strictObject({
    position: z.enum(patchPositions).meta({
      title: 'Position',
      description:
        'Approved: users may install it. Under test and not approved: they should not yet.',
    }),
    mitigation: paragraph.default('').meta({
      title: 'Mitigation',
      description:
        'What users do to stay safe without the patch. Needed unless the patch is approved.',
    }),
    reason: required(paragraph, 'Give the reason, for the record.').meta({
      title: 'Reason',
      description: 'What was tested on which revision, or why it cannot be used.',
    }),
  }),
})

export const patchContract = declareKind({
  kind: 'patch',
  collection: 'patches',
  prefix: 'PAT',
  clause: '6.3',
  title: 'Third-party patch',
  readers,
  statuses: patchStatuses,
  listed: ['product'],
  commands: [recordPatch, decidePatchPosition],
})
