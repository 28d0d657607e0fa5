import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import {
  day,
  fileReference,
  line,
  long,
  paragraph,
  recordId,
  recordIds,
  required,
} from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { audiences, because, dispositionSchema, team, tlpLabels } from './words.ts'

export const proposeDisposition = declareCommand({
  name: 'propose-disposition',
  creates: false,
  title: 'Propose the disposition',
  help: 'Proposes the path of the case: fix, configuration, control, environment or accepted risk.',
  permission: team,
  input: z.strictObject({
    path: dispositionSchema,
    reason: because,
    alternatives: paragraph.default(''),
    /** What the operator must do; documents are checked to say it. */
    guidance: z.array(paragraph).max(limits.list.items).default([]),
  }),
})

export const approveDisposition = declareCommand({
  name: 'approve-disposition',
  creates: false,
  title: 'Approve the disposition',
  help: 'Signs the proposed disposition. The proposer cannot sign their own.',
  permission: ['approver', 'engineer'],
  signature: 'approval of the disposition',
  input: z.strictObject({ comment: paragraph.default('') }),
})

export const decideDisclosure = declareCommand({
  name: 'decide-disclosure',
  creates: false,
  title: 'Decide the disclosure',
  help: 'Signs whether the flaw is disclosed, to whom, when and under which TLP (clause 4.1.7).',
  permission: team,
  signature: 'disclosure decision',
  input: z.strictObject({
    disclose: z.boolean(),
    audiences: z.array(z.enum(audiences)).max(audiences.length).default([]),
    on: day.optional(),
    tlp: z.enum(tlpLabels).default('CLEAR'),
    reason: because,
  }),
})

export const approveDisclosure = declareCommand({
  name: 'approve-disclosure',
  creates: false,
  title: 'Approve the disclosure decision',
  help: 'Signs the disclosure decision. Who decided cannot approve it.',
  permission: ['approver', 'engineer'],
  signature: 'approval of the disclosure decision',
  input: z.strictObject({ comment: paragraph.default('') }),
})

export const requestChange = declareCommand({
  name: 'request-change',
  creates: false,
  title: 'Request the change',
  help: 'Records the formal change request and where the work is tracked.',
  permission: team,
  input: z.strictObject({
    reference: required(line, 'Give the number of the change request.'),
    description: required(paragraph, 'Say what is changed.'),
  }),
})

export const reviewChange = declareCommand({
  name: 'review-change',
  creates: false,
  title: 'Review the change',
  help: 'Records the review of the change for safety, security and effectiveness, each on its own.',
  permission: ['engineer', 'approver'],
  input: z.strictObject({
    safety: because,
    security: because,
    effectiveness: because,
    accepted: z.boolean(),
  }),
})

export const verifyFix = declareCommand({
  name: 'verify-fix',
  creates: false,
  title: 'Record the verification',
  help: 'Records what was tested on which revision, and whether the fix holds.',
  permission: team,
  input: z.strictObject({
    product: recordId,
    fixedIn: required(line, 'Name the revision with the fix.'),
    tested: required(long, 'Say what was tested and how.'),
    passed: z.boolean(),
    evidence: z.array(fileReference).max(limits.file.perReport).default([]),
  }),
})

export const updateRisk = declareCommand({
  name: 'update-risk',
  creates: false,
  title: 'Update the risk record',
  help: 'Updates the security risk register for this case and says what risk remains.',
  permission: team,
  input: z.strictObject({
    register: required(line, 'Give the number of the risk entry.'),
    category: line.default(''),
    residual: z.enum(['none', 'acceptable', 'not-acceptable']),
    description: because,
    compensatingControl: paragraph.default(''),
  }),
})

export const informProducts = declareCommand({
  name: 'inform-products',
  creates: false,
  title: 'Answer for other products',
  help: 'Records that the owner of another product was informed, and what they answered.',
  permission: team,
  input: z.strictObject({
    products: recordIds,
    answer: because,
    /** True where no other product of the maker exists or shares the flaw. */
    none: z.boolean().default(false),
  }),
})

export const tellThirdParty = declareCommand({
  name: 'tell-third-party',
  creates: false,
  title: 'Tell a third party',
  help: 'Records the notice to the owner of third-party code, or why there is nobody to tell.',
  permission: team,
  input: z.strictObject({
    owner: line.default(''),
    component: line.default(''),
    toldOn: day.optional(),
    how: line.default(''),
    /** True where no third party’s code is involved. */
    none: z.boolean().default(false),
    reason: because,
  }),
})

export const addNote = declareCommand({
  name: 'note',
  creates: false,
  title: 'Add a note',
  help: 'Adds a note and files to the timeline of the case.',
  permission: ['triager', 'engineer', 'writer', 'approver', 'release-manager', 'administrator'],
  input: z.strictObject({
    text: required(long, 'Write the note.'),
    files: z.array(fileReference).max(limits.file.perReport).default([]),
  }),
})

export const setEmbargo = declareCommand({
  name: 'set-embargo',
  creates: false,
  title: 'Set an embargo',
  help: 'Shows the case and all that hangs on it only to those named, until the day is over, or it is lifted by naming nobody.',
  permission: team,
  input: z.strictObject({
    named: z.array(line).max(limits.list.items),
    until: day.optional(),
    reason: because,
  }),
})

export const endEmbargo = declareCommand({
  name: 'end-embargo',
  creates: false,
  internal: true,
  title: 'End the embargo',
  help: 'Ends an embargo once its last day is over (UTC); nobody needs to think of it.',
  permission: team,
  input: z.strictObject({}),
})

export const closeCase = declareCommand({
  name: 'close',
  creates: false,
  title: 'Close the case',
  help: 'Closes the case once everything 9.5 asks for is recorded; otherwise says what is missing.',
  permission: team,
  input: z.strictObject({ conclusion: because }),
})

export const reopenCase = declareCommand({
  name: 'reopen',
  creates: false,
  title: 'Reopen the case',
  help: 'Opens a closed case again; its history stays.',
  permission: team,
  input: z.strictObject({ reason: because }),
})
