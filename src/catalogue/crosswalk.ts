import { z } from 'zod'
import { type Refusal, refuse } from '../kernel/result.ts'
import { clauseIds, constraintIds, depthTwoIds, neighbourConstraintIds } from './constraint-ids.ts'
import { type Clause, notInSource, sentence, short } from './schema.ts'

/** `all`: the standard as a whole. */
const ourIds = [
  'all',
  ...clauseIds,
  ...depthTwoIds,
  ...constraintIds,
  ...neighbourConstraintIds,
] as const

/** What can be mapped: the whole, a clause, or a constraint. */
export const ourId = z.enum(ourIds, { error: 'no clause or constraint has this id' })

/**
 * What a mapping rests on: one of our sources states it, the two titles say the same, or the other
 * text is public and says so.
 */
const bearsSchema = z.enum(['stated', 'titles', 'text'])

const standardSchema = z.strictObject({
  name: short,
  title: short,
  edition: short,
  /** Other names that people ask by. */
  aliases: z.array(short).max(20),
})

const mappingSchema = z.strictObject({
  ours: ourId,
  /** The name of a standard. */
  to: short,
  /** Its number there, `whole`, or `not in source`. */
  clause: short,
  title: short,
  bears: bearsSchema,
  reason: sentence,
})

export const crosswalkSchema = z.strictObject({
  standards: z.array(standardSchema).min(1).max(100),
  mappings: z.array(mappingSchema).min(1).max(2_000),
})

export type Standard = Readonly<z.infer<typeof standardSchema>>
export type Mapping = Readonly<z.infer<typeof mappingSchema>>
export type CrosswalkFile = z.infer<typeof crosswalkSchema>
export interface Crosswalk {
  readonly standards: readonly Standard[]
  /** What the clauses map to by our sources is among them. */
  readonly mappings: readonly Mapping[]
}

/** Names as they are compared: `IEC 62443-4-1` and `iec62443 4.1` differ in their signs only. */
export const wordsOf = (name: string): readonly string[] =>
  name.toLowerCase().match(/[a-z]+|\d+/g) ?? []

/**
 * The crosswalk with what the clauses themselves map to. Refuses a standard that is not listed or
 * has another's name, and a mapping that is there twice.
 */
export const joinCrosswalk = (
  file: CrosswalkFile,
  clauses: readonly Clause[],
): Crosswalk | Refusal => {
  const names = new Set<string>()
  for (const { name, aliases } of file.standards)
    for (const one of [name, ...aliases]) {
      const key = wordsOf(one).join(' ')
      if (key === '' || names.has(key))
        return refuse(
          'catalogue/duplicate-name',
          `crosswalk.yaml: two standards are called ${one}.`,
        )
      names.add(key)
    }
  const mappings = [...clauses.flatMap(statedOf), ...file.mappings]
  const listed = new Set(file.standards.map(({ name }) => name))
  const seen = new Set<string>()
  for (const { ours, to, clause, title } of mappings) {
    if (!listed.has(to))
      return refuse(
        'catalogue/unknown-standard',
        `${ours} is mapped to ${to}, which is none of the standards in crosswalk.yaml.`,
      )
    const key = JSON.stringify([ours, to, clause, title])
    if (seen.has(key))
      return refuse('catalogue/duplicate-mapping', `${ours} is mapped to ${to} ${clause} twice.`)
    seen.add(key)
  }
  return { standards: file.standards, mappings }
}

const statedOf = ({ id, mapsTo }: Clause): readonly Mapping[] =>
  mapsTo === notInSource
    ? []
    : mapsTo.map(({ standard, clause, title, reason }) => ({
        ours: id,
        to: standard,
        clause,
        title,
        bears: 'stated',
        reason,
      }))
