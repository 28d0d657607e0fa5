import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { line, paragraph, required } from '../../kernel/fields.ts'
import { inbox } from './words.ts'

/** Whom a mail about a report was for. */
export const addressees = ['reporter', 'owner', 'colleague'] as const

export const recordUnreached = declareCommand({
  name: 'record-unreached',
  creates: false,
  internal: true,
  title: 'Record that a mail came back',
  help: 'Keeps that somebody who should have heard of this report was not reached.',
  permission: [],
  input: z.strictObject({
    delivery: line,
    whom: z.enum(addressees),
    /** Like 5.1.1 (RFC 3463); empty where the other side did not say. */
    status: line,
  }),
})

export const reachOtherwise = declareCommand({
  name: 'reach-otherwise',
  creates: false,
  title: 'Say how they were reached',
  help: 'A mail about this report came back. Say by which other way they were told, or why nobody can tell them.',
  permission: inbox,
  input: z.strictObject({
    reason: required(paragraph, 'Say how they were told, or why that is not possible.'),
  }),
})

/** The issue that the report came from has another key or address now. */
export const moveOrigin = declareCommand({
  name: 'move-origin',
  creates: false,
  internal: true,
  title: 'Follow the issue',
  help: 'Keeps where the issue of another system is now, so that it stays one report.',
  permission: [],
  input: z.strictObject({
    system: line,
    key: line,
    url: line,
    /** Which issue of which tracker it is, wherever it moves. */
    id: paragraph,
  }),
})
