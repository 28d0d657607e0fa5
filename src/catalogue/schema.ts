import { z } from 'zod'
import { clauseIds, constraintIds, depthTwoIds, neighbourConstraintIds } from './constraint-ids.ts'

/** What a field holds where our sources say nothing. It is shown as such; nothing is invented. */
export const notInSource = 'not in source'

export const sentence = z.string().trim().min(1).max(1_200)
export const short = z.string().trim().min(1).max(200)
const clauseNumber = z
  .string()
  .regex(/^(?:\d{1,2}(?:\.\d{1,2}){0,3}|Annex [A-Z])$/, 'a clause number such as 5.8.2')

const orNotInSource = <T extends z.ZodType>(schema: T) => z.union([z.literal(notInSource), schema])

export const severitySchema = z.enum(['minor', 'moderate', 'major'])
/** `ours` marks a severity that is our judgement and stands in no source. */
const judgementSchema = z.enum(['source', 'ours'])

const applicabilitySchema = z.union([
  z.literal('always'),
  z.strictObject({
    softwareClasses: z
      .array(z.enum(['maintained', 'supported', 'required']))
      .min(1)
      .optional(),
    conditions: z
      .array(
        z.enum(['third-party-source', 'user-accounts', 'health-information', 'patches-of-others']),
      )
      .min(1)
      .optional(),
  }),
])

const signalsSchema = z.strictObject({
  /** Words that a file name gives itself away by: matched as whole words, never as a pattern. */
  fileNames: z.array(short).min(1).max(20),
  questions: z.array(sentence.endsWith('?', 'a question ends with its mark')).min(1).max(10),
})

export const constraintSchema = z.strictObject({
  id: z.enum(constraintIds),
  title: short,
  duty: sentence,
  gap: z.strictObject({ severity: severitySchema, judgement: judgementSchema }),
  applicability: applicabilitySchema,
  signals: signalsSchema,
  /** What the record query asks: what our ledger must hold for it to be met. */
  records: sentence,
})

/** `{{count:reports}}`: a kind, and for most a name; filled from what the review found met. */
const placeholder = /\{\{([a-z]+)(?::[a-z-]+)?\}\}/g
const placeholderKinds = new Set([
  'product',
  'revision',
  'period',
  'document',
  'address',
  'count',
  'system',
])
const hasKnownPlaceholders = (text: string): boolean =>
  !text
    .replace(placeholder, (whole, kind: string) => (placeholderKinds.has(kind) ? '' : whole))
    .includes('{{')

export const clauseSchema = z.strictObject({
  id: z.enum(clauseIds),
  title: short,
  duty: sentence,
  mapsTo: orNotInSource(
    z
      .array(z.strictObject({ standard: short, clause: short, title: short, reason: sentence }))
      .min(1),
  ),
  carriesOver: sentence,
  new: sentence,
  auditFocus: sentence,
  why: sentence,
  commonGaps: orNotInSource(
    z
      .array(
        z.strictObject({
          text: sentence,
          severity: severitySchema,
          judgement: judgementSchema,
          /** On whose pages it is told. */
          constraints: z.array(z.enum(constraintIds)).min(1),
          /** Whose absence shows it, of whichever clause: it stands where one of them is a gap. */
          shownBy: z.array(z.enum(constraintIds)).min(1),
        }),
      )
      .min(1),
  ),
  whatChanged: sentence,
  relatedClauses: orNotInSource(
    z.array(z.strictObject({ id: clauseNumber, reason: sentence })).min(1),
  ),
  furtherReading: orNotInSource(z.array(short).min(1)),
  signals: signalsSchema,
  auditDefence: sentence.refine(hasKnownPlaceholders, 'a placeholder of an unknown kind'),
  constraints: z.array(constraintSchema).min(1),
})

export const neighboursSchema = z.strictObject({
  depth: z.literal(2),
  clauses: z
    .array(
      z.strictObject({
        id: z.enum(depthTwoIds, { error: 'no clause of depth 2 has this number' }),
        title: short,
        /** The clause covered in full that takes this one in. */
        coveredBy: z.enum(clauseIds).optional(),
      }),
    )
    .min(1),
  constraints: z.array(
    z.strictObject({
      id: z.enum(neighbourConstraintIds),
      clause: clauseNumber,
      duty: sentence,
    }),
  ),
})

export const backgroundSchema = z.strictObject({
  revised: z.iso.date(),
  facts: z.array(z.strictObject({ id: short, text: sentence, note: sentence })).min(1),
})

export type Severity = z.infer<typeof severitySchema>
export type Constraint = Readonly<z.infer<typeof constraintSchema>>
export type Clause = Readonly<z.infer<typeof clauseSchema>>
export type Neighbours = Readonly<z.infer<typeof neighboursSchema>>
export type Background = Readonly<z.infer<typeof backgroundSchema>>
