import { z } from 'zod'
import { declareCommand, declareKind } from '../kernel/command.ts'
import {
  day,
  fileReference,
  line,
  long,
  paragraph,
  recordId,
  recordIds,
  required,
} from '../kernel/fields.ts'
import { limits } from '../kernel/limits.ts'
import { readers } from '../kernel/roles.ts'

export {
  decidePatchPosition,
  patchContract,
  patchPositions,
  patchStatuses,
  recordPatch,
} from './contract/patch.ts'

export const updateStatuses = [
  'prepared',
  'approved',
  'publishing',
  'published',
  'withdrawn',
] as const

/** Clause 4.3: updates of maintained software are made available, users of supported are told. */
export const updateClasses = ['maintained', 'supported'] as const

const managers = ['release-manager', 'engineer'] as const
const because = required(paragraph, 'Give the reason, for the record.')

/** What stands in a signed text file must not move a terminal's cursor; line ends and tabs may. */
const plainText = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/

export const prepareUpdate = declareCommand({
  name: 'prepare',
  creates: true,
  title: 'Prepare an update',
  help: 'Puts together what users of a release will get: files, compatibility and instructions.',
  permission: managers,
  input: z.strictObject({
    title: required(line, 'Name the update.').meta({
      title: 'Title',
      description: 'What users read first: product, revision and what the update is for.',
    }),
    release: recordId.meta({
      title: 'Release',
      description: 'The release whose gate must be passed before this update can be published.',
    }),
    product: recordId.meta({
      title: 'Product',
      description: 'Its registered users are the ones who are told of the update.',
    }),
    revision: required(line, 'Name the revision that users have after the update.').meta({
      title: 'Revision',
      description: 'The revision that users have once they installed the update, like 2.4.1.',
    }),
    cases: recordIds.default([]).meta({
      title: 'Cases',
      description: 'The security cases that this update fixes.',
    }),
    files: z
      .array(fileReference)
      .min(1, 'Add at least one file: an update without files is none.')
      .max(limits.tuf.filesPerUpdate)
      .meta({
        title: 'Files',
        description:
          'What users install. Each file is hashed and signed under the name it has here.',
      }),
    compatibility: required(
      paragraph,
      'Say which revisions, hardware and other software the update fits, and which it does not.',
    )
      .regex(plainText, 'Write plain text, without control characters.')
      .meta({
        title: 'Compatibility statement',
        description:
          'Which revisions, hardware, operating systems and connected products the update was tested with, and with which it must not be used. Goes with every notice and is signed with the files.',
      }),
    instructions: required(long, 'Say how the update is installed.').meta({
      title: 'Instructions',
      description:
        'How to install the update, how long the product is out of use, how to see that it worked and how to go back.',
    }),
    itemClass: z.enum(updateClasses).default('maintained').meta({
      title: 'Class of the software',
      description: 'Maintained: we make the update available. Supported: we tell users about it.',
    }),
  }),
})

export const approveUpdate = declareCommand({
  name: 'approve',
  creates: false,
  title: 'Approve the update',
  help: 'Signs that files, compatibility statement and instructions are right. Who prepared it cannot.',
  permission: ['approver', 'release-manager'],
  signature: 'approval of the update',
  input: z.strictObject({
    comment: paragraph
      .default('')
      .meta({ title: 'Comment', description: 'Kept with the signature.' }),
  }),
})

export const publishUpdate = declareCommand({
  name: 'publish',
  creates: false,
  title: 'Publish the update',
  help: 'Signs the order to publish. The server then signs the files into the update repository.',
  permission: ['release-manager'],
  signature: 'publication of the update',
  input: z.strictObject({
    comment: paragraph
      .default('')
      .meta({ title: 'Comment', description: 'Kept with the signature.' }),
  }),
})

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

export const recordPublication = declareCommand({
  name: 'record-publication',
  creates: false,
  title: 'Record the publication',
  help: 'Keeps what the repository now offers: each file with its hash, and the signed version.',
  permission: [],
  internal: true,
  input: z.strictObject({
    targets: z
      .array(
        z.strictObject({
          path: z
            .string()
            .min(1)
            .max(limits.tuf.targetPath * 2),
          sha256,
          /** Bytes. */
          length: z.number().int().nonnegative(),
        }),
      )
      .min(1)
      .max(limits.list.items),
    /** Version of the repository's targets metadata that carries the update. */
    repositoryVersion: z.number().int().positive(),
  }),
})

export const publicationFailed = declareCommand({
  name: 'publication-failed',
  creates: false,
  title: 'Record that publishing failed',
  help: 'Keeps why the repository refused, so that a person can mend it and publish again.',
  permission: [],
  internal: true,
  input: z.strictObject({ reason: because }),
})

export const notifyUsers = declareCommand({
  name: 'notify',
  creates: false,
  title: 'Tell the users',
  help: 'Sends each registered user of the product, who was not told yet, a notice by mail.',
  permission: managers,
  input: z.strictObject({
    message: paragraph.default('').meta({
      title: 'A sentence of your own',
      description:
        'Stands at the top of the notice. Compatibility, instructions, where the update is and how to verify it are added for you.',
    }),
  }),
})

export const recordAcknowledgement = declareCommand({
  name: 'record-acknowledgement',
  creates: false,
  title: 'Record an acknowledgement',
  help: 'Records that a user confirmed the notice, and on which day.',
  permission: managers,
  input: z.strictObject({
    user: recordId.meta({ title: 'User', description: 'One of the users who were told.' }),
    on: day.meta({ title: 'Day', description: 'The day of the confirmation.' }),
    note: paragraph.default('').meta({
      title: 'Note',
      description: 'What they said: installed, planned for a day, or a question.',
    }),
  }),
})

export const withdrawUpdate = declareCommand({
  name: 'withdraw',
  creates: false,
  title: 'Withdraw the update',
  help: 'Signs that the update must not be installed any more; users who were told of it are told so.',
  permission: ['release-manager', 'approver'],
  signature: 'withdrawal of the update',
  input: z.strictObject({
    reason: because.meta({
      title: 'Reason',
      description: 'Goes to the users who were told of the update: what is wrong, what to do now.',
    }),
    instead: recordId.optional().meta({
      title: 'To install instead',
      description: 'The published update that is right. Empty while there is none.',
    }),
  }),
})

export const recordWithdrawal = declareCommand({
  name: 'record-withdrawal',
  creates: false,
  title: 'Record the withdrawal from the repository',
  help: 'Keeps since which version of the update repository the update is not offered any more.',
  permission: [],
  internal: true,
  input: z.strictObject({ repositoryVersion: z.number().int().min(1) }),
})

export const updateContract = declareKind({
  kind: 'update',
  collection: 'updates',
  prefix: 'UPD',
  clause: '6.3',
  title: 'Update',
  readers,
  statuses: updateStatuses,
  listed: ['product'],
  commands: [
    prepareUpdate,
    approveUpdate,
    publishUpdate,
    recordPublication,
    publicationFailed,
    notifyUsers,
    recordAcknowledgement,
    withdrawUpdate,
    recordWithdrawal,
  ],
})

/** What an operator may know of an update once it is published. */
export interface UpdateOffer {
  readonly reference: string
  readonly status: 'published' | 'withdrawn'
  readonly title: string
  readonly product: string
  readonly revision: string
  readonly compatibility: string
  readonly instructions: string
  readonly publishedAt: string
  readonly repositoryVersion: number
  readonly files: readonly {
    readonly path: string
    readonly sha256: string
    /** Bytes. */
    readonly length: number
  }[]
  readonly withdrawn: { readonly reason: string; readonly at: string } | null
}
