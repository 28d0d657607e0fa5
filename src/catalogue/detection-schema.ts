import { z } from 'zod'
import { constraintIds } from './constraint-ids.ts'

/**
 * Detection as data: words (concepts), cues (what kind of sentence it is), kinds of document, and
 * for each constraint the patterns with their own example passages. `src/catalogue/README.md`
 * explains the language; it has no regular expression, so that every pattern runs in linear time.
 */

const name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'a lower-case name such as fix-verb')

/** One to eight tokens: `word`, `prefix*`, `a|b`, `<class>`, `_` (any one token); or `@concept`. */
const phrase = z.string().trim().min(1).max(240)

const words = z.record(name, z.array(phrase).min(1).max(200))

export const wordsSchema = z.strictObject({ words })

export const cueNames = [
  'directive',
  'commitment',
  'negated',
  'future',
  'placeholder',
  'for-others',
  'question',
  'example',
  'pointer',
  'contents',
  'log-entry',
  'marketing',
  'quoted',
  'condition',
] as const
export type CueName = (typeof cueNames)[number]
const cue = z.enum(cueNames)

export const cuesSchema = z.strictObject({
  /** Words at the start of a sentence that make it an instruction. */
  imperatives: z.array(phrase).min(1).max(400),
  /** Words at the start of an entry in a change log. */
  entries: z.array(phrase).min(1).max(200),
  cues: z.partialRecord(cue, z.array(phrase).min(1).max(200)),
  /** Words of the heading directly above that give all under it a cue. */
  headings: z.partialRecord(cue, z.array(phrase).min(1).max(100)),
  /** Words of a table's head that give every row below it a cue. */
  columns: z.partialRecord(cue, z.array(phrase).min(1).max(100)),
})

export const kindNames = [
  'security-policy',
  'security-guide',
  'release-notes',
  'upgrade-guide',
  'advisory',
  'manual',
  'procedure',
  'report',
  'developer',
  'guideline',
  'template',
  'marketing',
  'conduct',
  'legal',
] as const
export type KindName = (typeof kindNames)[number]
const kind = z.enum(kindNames)

export const kindsSchema = z.strictObject({
  kinds: z.partialRecord(
    kind,
    z.strictObject({
      path: z.array(phrase).max(100).optional(),
      title: z.array(phrase).max(100).optional(),
      headings: z.array(phrase).max(100).optional(),
    }),
  ),
})

export const classNames = [
  'email',
  'url',
  'number',
  'version',
  'duration',
  'port',
  'setting',
  'file',
  'command',
  'cve',
  'date',
  'placeholder',
  'percent',
] as const
export type ClassName = (typeof classNames)[number]

/** A concept, or several joined by `|` of which one is enough. */
const alternatives = z.string().regex(/^[a-z][a-z0-9-]*(?:\|[a-z][a-z0-9-]*)*$/)

export const patternSchema = z.strictObject({
  id: name,
  grade: z.enum(['strong', 'good', 'weak']),
  /** All must occur: in one sentence within `near` tokens, or anywhere in the wider `scope`. */
  all: z.array(alternatives).min(1).max(6),
  scope: z.enum(['sentence', 'passage', 'section', 'document']).default('sentence'),
  near: z.number().int().min(2).max(200).default(40),
  /** All must stand in the sentence itself: none is lent by the sentence or heading beside it. */
  own: z.literal(true).optional(),
  /** At least this many different ones of `all` instead of all of them. */
  atLeast: z.number().int().min(1).max(6).optional(),
  /** One must occur in headings, title, file name, or the passage around. */
  context: z.array(name).min(1).max(12).optional(),
  /** One must occur in headings, title or file name. */
  heading: z.array(name).min(1).max(12).optional(),
  /** One must occur in the names of the columns of the table whose row it is. */
  columns: z.array(name).min(1).max(12).optional(),
  /** None may occur in headings, title or file name. */
  notHeading: z.array(name).min(1).max(12).optional(),
  /** None may occur in the sentence. */
  none: z.array(name).min(1).max(12).optional(),
  /** One must occur in the sentence or its neighbours in the passage. */
  concrete: z.array(z.enum(classNames)).min(1).optional(),
  /** One of these cues must hold for the sentence. */
  needs: z.array(cue).min(1).optional(),
  /** The document must be of one of these kinds, or of none of those. */
  kinds: z.array(kind).min(1).optional(),
  notKinds: z.array(kind).min(1).optional(),
})

const exampleSchema = z.strictObject({
  verdict: z.enum(['met', 'partial', 'absent']),
  /** For a trap (`absent`): which mistake it provokes. */
  why: z.string().max(200).optional(),
  path: z.string().max(200).optional(),
  text: z.string().min(1).max(4_000),
})

export const detectionSchema = z.strictObject({
  words: words.optional(),
  constraints: z.partialRecord(
    z.enum(constraintIds),
    z.strictObject({
      /** How many passages must show it for `met`: one sentence makes no guideline. Default: 1. */
      passages: z.number().int().min(1).max(5).optional(),
      /** Kinds of document where such content is at home, or not. */
      fits: z.array(kind).optional(),
      unfit: z.array(kind).optional(),
      /** Cues that cost nothing here: release notes consist of log entries. */
      allows: z.array(cue).optional(),
      patterns: z.array(patternSchema).min(1).max(30),
      examples: z.array(exampleSchema).min(4).max(40),
    }),
  ),
})

const points = z.number().min(-10).max(10)
export const weightsSchema = z.strictObject({
  grades: z.strictObject({ strong: points, good: points, weak: points }),
  cues: z.record(cue, points),
  /** Context: a heading that fits the pattern, fitting and unfitting kinds, concrete particulars. */
  heading: points,
  /** One concept of the pattern was taken from a neighbouring sentence, list head or heading. */
  borrowed: points,
  fits: points,
  unfit: points,
  concrete: points,
  /** Added for the second, third and fourth passage that speaks of the same. */
  support: z.array(points).min(1).max(4),
  thresholds: z.strictObject({ partial: points, met: points }),
  /** Cues under which a passage shows at most `partial`. */
  caps: z.array(cue),
  capKinds: z.array(kind),
  /** Kinds that say nothing at all, whatever their words. */
  silentKinds: z.array(kind),
})

export type Phrases = readonly string[]
export type DetectionPattern = Readonly<z.infer<typeof patternSchema>>
export type DetectionFile = Readonly<z.infer<typeof detectionSchema>>
export type Cues = Readonly<z.infer<typeof cuesSchema>>
export type Kinds = Readonly<z.infer<typeof kindsSchema>>
export type Weights = Readonly<z.infer<typeof weightsSchema>>
export type ConstraintDetection = NonNullable<
  DetectionFile['constraints'][keyof DetectionFile['constraints']]
>
