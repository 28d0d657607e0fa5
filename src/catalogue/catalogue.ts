import type { z } from 'zod'
import { isRefusal, type Refusal, refuse } from '../kernel/result.ts'
import { type CatalogueFile, readCatalogueFile } from './catalogue-file.ts'
import {
  type ClauseId,
  type ConstraintId,
  clauseIds,
  constraintIds,
  depthTwoIds,
} from './constraint-ids.ts'
import { type Crosswalk, type CrosswalkFile, crosswalkSchema, joinCrosswalk } from './crosswalk.ts'
import { type Detection, joinDetection } from './detection.ts'
import {
  cuesSchema,
  detectionSchema,
  kindsSchema,
  weightsSchema,
  wordsSchema,
} from './detection-schema.ts'
import {
  type Background,
  backgroundSchema,
  type Clause,
  type Constraint,
  clauseSchema,
  type Neighbours,
  neighboursSchema,
} from './schema.ts'

export type { CatalogueFile } from './catalogue-file.ts'

export interface Catalogue {
  /** The five clauses in the order of `clauseIds`. */
  readonly clauses: readonly Clause[]
  /** Every constraint in the order of `constraintIds`. */
  readonly constraints: ReadonlyMap<ConstraintId, Constraint>
  readonly neighbours: Neighbours
  readonly background: Background
  readonly crosswalk: Crosswalk
  readonly detection: Detection
}

/**
 * The catalogue from its files. Refuses (`catalogue/…`) a file it does not know or cannot read, an
 * unknown or duplicate id, a clause or constraint that is missing, and a pattern that does not
 * compile; the message names the file.
 */
export const parseCatalogue = (files: readonly CatalogueFile[]): Catalogue | Refusal => {
  const shelf = sort(files)
  if (isRefusal(shelf)) return shelf
  const clauses = joinClauses(shelf.clauses)
  if (isRefusal(clauses)) return clauses
  const { neighbours, background, crosswalk, words, cues, kinds, weights } = shelf
  if (neighbours === undefined) return missing('neighbours.yaml')
  if (background === undefined) return missing('background.yaml')
  if (crosswalk === undefined) return missing('crosswalk.yaml')
  if (words === undefined) return missing('detection/words.yaml')
  if (cues === undefined) return missing('detection/cues.yaml')
  if (kinds === undefined) return missing('detection/kinds.yaml')
  if (weights === undefined) return missing('detection/weights.yaml')
  const unlisted = unlistedNeighbour(neighbours)
  if (unlisted !== undefined) return unlisted
  const joined = joinCrosswalk(crosswalk, clauses)
  if (isRefusal(joined)) return joined
  const detection = joinDetection({ words, cues, kinds, weights, files: shelf.patterns })
  if (isRefusal(detection)) return detection
  return {
    clauses,
    constraints: new Map(clauses.flatMap((clause) => clause.constraints.map((c) => [c.id, c]))),
    neighbours,
    background,
    crosswalk: joined,
    detection,
  }
}

interface Shelf {
  readonly clauses: Clause[]
  readonly patterns: z.infer<typeof detectionSchema>[]
  neighbours?: Neighbours
  background?: Background
  crosswalk?: CrosswalkFile
  words?: z.infer<typeof wordsSchema>
  cues?: z.infer<typeof cuesSchema>
  kinds?: z.infer<typeof kindsSchema>
  weights?: z.infer<typeof weightsSchema>
}

/** Parses each file by the schema that its name calls for. */
const sort = (files: readonly CatalogueFile[]): Shelf | Refusal => {
  const shelf: Shelf = { clauses: [], patterns: [] }
  const names = new Set<string>()
  for (const file of files) {
    if (names.has(file.name))
      return refuse('catalogue/duplicate-file', `${file.name} is there twice.`)
    names.add(file.name)
    const refusal = place(shelf, file)
    if (refusal !== undefined) return refusal
  }
  return shelf
}

const place = (shelf: Shelf, file: CatalogueFile): Refusal | undefined => {
  const keep = <T>(schema: z.ZodType<T>, put: (value: T) => void): Refusal | undefined => {
    const value = readCatalogueFile(file, schema)
    if (isRefusal(value)) return value
    put(value)
    return undefined
  }
  switch (file.name) {
    case 'neighbours.yaml':
      return keep(neighboursSchema, (value) => {
        shelf.neighbours = value
      })
    case 'background.yaml':
      return keep(backgroundSchema, (value) => {
        shelf.background = value
      })
    case 'crosswalk.yaml':
      return keep(crosswalkSchema, (value) => {
        shelf.crosswalk = value
      })
    case 'detection/words.yaml':
      return keep(wordsSchema, (value) => {
        shelf.words = value
      })
    case 'detection/cues.yaml':
      return keep(cuesSchema, (value) => {
        shelf.cues = value
      })
    case 'detection/kinds.yaml':
      return keep(kindsSchema, (value) => {
        shelf.kinds = value
      })
    case 'detection/weights.yaml':
      return keep(weightsSchema, (value) => {
        shelf.weights = value
      })
    default:
      if (inFolder(file.name, 'clauses/'))
        return keep(clauseSchema, (value) => {
          shelf.clauses.push(value)
        })
      if (inFolder(file.name, 'detection/'))
        return keep(detectionSchema, (value) => {
          shelf.patterns.push(value)
        })
      return refuse(
        'catalogue/unknown-file',
        `${file.name} has no place in the catalogue: remove or rename it.`,
      )
  }
}

const inFolder = (name: string, folder: string): boolean =>
  name.startsWith(folder) && name.endsWith('.yaml') && !name.includes('/', folder.length)

const missing = (name: string): Refusal =>
  refuse('catalogue/missing-file', `The catalogue has no ${name}. Restore it from the release.`)

/** Each clause of depth 2 once. */
const unlistedNeighbour = ({ clauses }: Neighbours): Refusal | undefined => {
  const seen = new Set<string>()
  for (const { id } of clauses) {
    if (seen.has(id)) return refuse('catalogue/duplicate-id', `Clause ${id} is there twice.`)
    seen.add(id)
  }
  const absent = depthTwoIds.filter((id) => !seen.has(id))
  return absent.length === 0
    ? undefined
    : refuse('catalogue/missing-clause', `neighbours.yaml lacks ${absent.join(', ')}.`, { absent })
}

const joinClauses = (clauses: readonly Clause[]): Clause[] | Refusal => {
  const byId = new Map<ClauseId, Clause>()
  const seen = new Set<ConstraintId>()
  for (const clause of clauses) {
    if (byId.has(clause.id))
      return refuse('catalogue/duplicate-id', `Clause ${clause.id} is there twice.`)
    byId.set(clause.id, clause)
    for (const { id } of clause.constraints) {
      if (seen.has(id)) return refuse('catalogue/duplicate-id', `Constraint ${id} is there twice.`)
      if (!id.startsWith(`${clause.id}/`))
        return refuse(
          'catalogue/wrong-clause',
          `Constraint ${id} stands under clause ${clause.id}.`,
        )
      seen.add(id)
    }
  }
  const absent = constraintIds.filter((id) => !seen.has(id))
  if (absent.length > 0)
    return refuse('catalogue/missing-constraint', `The catalogue lacks ${absent.join(', ')}.`, {
      absent,
    })
  return clauseIds.flatMap((id) => byId.get(id) ?? [])
}
