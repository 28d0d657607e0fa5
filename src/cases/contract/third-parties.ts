import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { day, fileReference, line, long, paragraph, required } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { because, team } from './words.ts'

export const partyKinds = {
  owner: 'Owner of the code',
  coordinator: 'Coordinator',
} as const

/** What a third party answered to a notice. */
export const partyAnswers = {
  acknowledged: 'Acknowledged',
  'fixed-upstream': 'Fixed upstream',
  refuses: 'Refuses',
  'no-reply': 'No reply',
} as const

const party = required(line, 'Name the third party.').meta({ title: 'Third party' })

/** A CVE id as the CVE Program writes it: four or more digits after the year. */
const cveId = z
  .string()
  .trim()
  .regex(/^CVE-(1999|2\d{3})-\d{4,19}$/, 'Write a CVE id like CVE-2026-12345.')

export const nameThirdParty = declareCommand({
  name: 'name-third-party',
  creates: false,
  title: 'Name a third party',
  help: 'Names the owner of code that the flaw is in, or a coordinator, with how they are reached.',
  permission: team,
  input: z.strictObject({
    partyKind: z.enum(['owner', 'coordinator']).default('owner').meta({ title: 'Who they are' }),
    owner: required(line, 'Say who it is.').meta({ title: 'Name' }),
    component: line
      .default('')
      .meta({ title: 'Component', description: 'The code that is theirs.' }),
    contact: required(line, 'Say how they are reached.').meta({
      title: 'Contact',
      description: 'A mail address, or the address of their form.',
    }),
    openPgp: z.string().trim().max(limits.openPgp.keyCharacters).default('').meta({
      title: 'Their public OpenPGP key',
      description: 'Notices by mail are encrypted to it.',
    }),
  }),
})

export const dropThirdParty = declareCommand({
  name: 'drop-third-party',
  creates: false,
  title: 'Drop a third party',
  help: 'Takes back a third party that was named by mistake and has had no notice.',
  permission: team,
  input: z.strictObject({ party, reason: because }),
})

export const sendNotice = declareCommand({
  name: 'send-notice',
  creates: false,
  title: 'Send a notice',
  help: 'Sends the notice to a third party by mail, or records that it was sent elsewhere. Without a text, the one that the case drafts is used.',
  permission: team,
  input: z.strictObject({
    party,
    text: long.default('').meta({ title: 'Notice' }),
    embargo: paragraph.default('').meta({
      title: 'Embargo',
      description: 'What they may tell to whom, and until when.',
    }),
    disclosureOn: day.optional().meta({ title: 'We plan to disclose on' }),
    elsewhere: z.boolean().default(false).meta({ title: 'Sent elsewhere already' }),
    sentOn: day.optional().meta({ title: 'Sent on' }),
    how: line.default('').meta({ title: 'How', description: 'Their form, a call, their tracker.' }),
    proof: z.array(fileReference).max(limits.file.perReport).default([]).meta({ title: 'Proof' }),
    inClear: z.boolean().default(false).meta({
      title: 'Send it unencrypted',
      description: 'Needed under an embargo where they have no key.',
    }),
  }),
})

export const followUpNotice = declareCommand({
  name: 'follow-up-notice',
  creates: false,
  title: 'Follow up a notice',
  help: 'Records that a silent third party was asked again in a way that this server cannot use.',
  permission: team,
  input: z.strictObject({
    party,
    on: day.meta({ title: 'On' }),
    how: required(line, 'Say how they were asked again.').meta({ title: 'How' }),
  }),
})

export const recordAnswer = declareCommand({
  name: 'record-answer',
  creates: false,
  title: 'Record an answer',
  help: 'Records what a third party answered. "No reply" is for a silent one that was followed up as the rules say.',
  permission: team,
  input: z.strictObject({
    party,
    answer: z
      .enum(['acknowledged', 'fixed-upstream', 'refuses', 'no-reply'])
      .meta({ title: 'Answer' }),
    on: day.meta({ title: 'On' }),
    version: line.default('').meta({ title: 'Fixed in version' }),
    text: paragraph.default('').meta({ title: 'What they wrote' }),
    files: z.array(fileReference).max(limits.file.perReport).default([]),
  }),
})

export const addCve = declareCommand({
  name: 'add-cve',
  creates: false,
  title: 'Enter a CVE id',
  help: 'Enters the CVE id of the flaw, with who assigned it and whether it is published.',
  permission: team,
  input: z.strictObject({
    cve: cveId.meta({ title: 'CVE id' }),
    assigner: required(line, 'Say who assigned it: the CNA.').meta({ title: 'Assigned by' }),
    state: z.enum(['reserved', 'published']).meta({ title: 'State' }),
    another: paragraph.default('').meta({
      title: 'Why one more',
      description: 'A case is one vulnerability and has one id; say why it has another.',
    }),
  }),
})
