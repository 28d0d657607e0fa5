import { z } from 'zod'
import { fileReference } from '../../kernel/fields.ts'

/** Notices to owners of third-party code and to coordinators, and what came of them. */
export const thirdPartiesEvents = {
  'case.third-party-named': z.object({
    party: z.string(),
    partyKind: z.enum(['owner', 'coordinator']),
    owner: z.string(),
    component: z.string(),
    contact: z.string(),
    openPgp: z.object({ key: z.string(), fingerprint: z.string() }).optional(),
  }),
  'case.third-party-dropped': z.object({ party: z.string(), reason: z.string() }),
  'case.notice-sent': z.object({
    party: z.string(),
    text: z.string(),
    embargo: z.string(),
    disclosureOn: z.string().optional(),
    /** Empty where the server mailed it. */
    how: z.string(),
    sentOn: z.string(),
    encrypted: z.boolean(),
    proof: z.array(fileReference),
    /** When they are asked again. */
    followUps: z.array(z.string()),
  }),
  /** By the server at a moment of the rule, or by a person with the day. */
  'case.notice-followed-up': z.object({
    party: z.string(),
    moment: z.string().optional(),
    on: z.string(),
    how: z.string(),
  }),
  /** A moment has come that a person has to keep, for the server cannot write there. */
  'case.notice-follow-up-due': z.object({
    party: z.string(),
    moment: z.string(),
    mails: z.number(),
  }),
  'case.third-party-answered': z.object({
    party: z.string(),
    answer: z.enum(['acknowledged', 'fixed-upstream', 'refuses', 'no-reply']),
    on: z.string(),
    version: z.string(),
    text: z.string(),
    files: z.array(fileReference),
  }),
  'case.cve-entered': z.object({
    cve: z.string(),
    assigner: z.string(),
    state: z.enum(['reserved', 'published']),
    another: z.string(),
  }),
} as const
