import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { fileReference, line, long, paragraph, required } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { mailFacts } from './mail.ts'
import { channels, inbox, sourceSchema, tlpMarks } from './words.ts'

/** A wish of its own: a public page is more than an advisory. It counts with a name in `credit`. */
export const thanked = {
  thanks: z.enum(['yes', 'no']).default('no'),
  /** Where the name leads to there. */
  creditLink: z
    .union([
      z.literal(''),
      z
        .url({
          protocol: /^https?$/,
          hostname: z.regexes.domain,
          error: 'Write a web address like https://example.org, or leave it empty.',
        })
        .max(limits.text.line),
    ])
    .default(''),
}

const knowledge = z.enum(['yes', 'no', 'unknown']).default('unknown')

export const files = z.array(fileReference).max(limits.file.perReport).default([])

/** What anybody can tell of a flaw; only the description is a must. */
const told = {
  title: line.default(''),
  description: required(long, 'Tell in a few words what you found.'),
  product: line.default(''),
  productVersion: line.default(''),
  /** Where in the product: an interface, a port, a screen, a file. */
  location: line.default(''),
  steps: long.default(''),
  impact: long.default(''),
  exploited: knowledge,
  alreadyPublic: knowledge,
  disclosurePlans: paragraph.default(''),
  credit: line.default(''),
  ...thanked,
  reporterName: line.default(''),
  reporterEmail: z
    .union([
      z.literal(''),
      z
        .email('Write an e-mail address like name@example.org, or leave it empty.')
        .max(limits.text.line),
    ])
    .default(''),
  files,
}

/** The fields of the public form, as a stranger fills them in; who says nothing counts as f. */
export const portalReport = z.strictObject({
  ...told,
  source: z.enum(['f', 'd', 'b']).default('f'),
})
export type PortalReport = z.output<typeof portalReport>

export const receive = declareCommand({
  name: 'receive',
  creates: true,
  title: 'Record a report',
  help: 'Takes in a report from one of the seven sources. It gets a reference and a next date at once.',
  permission: [...inbox, 'writer', 'release-manager', 'approver', 'reporter'],
  sealed: ['reporterName', 'reporterEmail', 'credit', 'creditLink'],
  person: 'reporterEmail',
  input: z.strictObject({
    ...told,
    source: sourceSchema,
    channel: z.enum(channels).default('api'),
    /** Their number for it: complaint number, supplier advisory, tracker issue. */
    reference: line.default(''),
    /** The document it came as, kept as it was. */
    original: fileReference.optional(),
    identifiers: z.array(line).max(100).default([]),
    /** The record of another system that it came from, so that both can name each other. */
    origin: z
      .strictObject({
        system: line,
        key: line,
        url: line.default(''),
        /** Which record of that system it is, whatever its key becomes. */
        id: paragraph.optional(),
      })
      .optional(),
    /** Whom among the maker's own people to tell what became of it: the owner of a complaint. */
    owner: z.union([z.literal(''), z.email().max(limits.text.line)]).default(''),
    /** How far it may travel, by the mark it came with; empty where it bears none. */
    tlp: z.enum(tlpMarks).default(''),
    mail: mailFacts.optional(),
    /** What the reporter reads best (BCP 47, `de-AT`); empty where nobody knows. */
    language: z
      .union([z.literal(''), z.string().regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$/)])
      .default(''),
    /** SHA-256 of the reporter's secret link; the link itself is kept nowhere. */
    linkHash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
  }),
})
