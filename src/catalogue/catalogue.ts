import { parse } from 'yaml'
import type { z } from 'zod'
import { limits } from '../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../kernel/result.ts'
import { type ClauseId, type ConstraintId, clauseIds, constraintIds } from './constraint-ids.ts'
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

export interface CatalogueFile {
  /** Path below the folder `catalogue/`, with forward slashes: `clauses/9.2.yaml`. */
  readonly name: string
  readonly text: string
}

export interface Catalogue {
  /** The five clauses in the order of `clauseIds`. */
  readonly clauses: readonly Clause[]
  /** Every constraint in the order of `constraintIds`. */
  readonly constraints: ReadonlyMap<ConstraintId, Constraint>
  readonly neighbours: Neighbours
  readonly background: Background
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
  const { neighbours, background, words, cues, kinds, weights } = shelf
  if (neighbours === undefined) return missing('neighbours.yaml')
  if (background === undefined) return missing('background.yaml')
  if (words === undefined) return missing('detection/words.yaml')
  if (cues === undefined) return missing('detection/cues.yaml')
  if (kinds === undefined) return missing('detection/kinds.yaml')
  if (weights === undefined) return missing('detection/weights.yaml')
  const detection = joinDetection({ words, cues, kinds, weights, files: shelf.patterns })
  if (isRefusal(detection)) return detection
  return {
    clauses,
    constraints: new Map(clauses.flatMap((clause) => clause.constraints.map((c) => [c.id, c]))),
    neighbours,
    background,
    detection,
  }
}

interface Shelf {
  readonly clauses: Clause[]
  readonly patterns: z.infer<typeof detectionSchema>[]
  neighbours?: Neighbours
  background?: Background
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
    const value = read(file, schema)
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

const read = <T>(file: CatalogueFile, schema: z.ZodType<T>): T | Refusal => {
  if (file.text.length > limits.json.bytes)
    return refuse(
      'catalogue/too-large',
      `${file.name} is larger than ${limits.json.bytes} characters.`,
    )
  let data: unknown
  try {
    data = built(file.text) ?? parse(file.text, { maxAliasCount: 0, uniqueKeys: true })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return refuse('catalogue/not-yaml', `${file.name} is not YAML as we read it: ${reason}`)
  }
  const result = schema.safeParse(data)
  if (result.success) return result.data
  const [first] = result.error.issues
  const where = first === undefined ? '' : first.path.join(' › ')
  return refuse(
    'catalogue/not-valid',
    `${file.name}: ${where}: ${first?.message ?? 'not valid'}.`,
    {
      file: file.name,
      path: where,
    },
  )
}

/** The built program has its files as JSON, which is YAML too, and is read in a hundredth of the time. */
const built = (text: string): unknown => {
  if (!text.startsWith('{')) return undefined
  try {
    return JSON.parse(text)
  } catch {
    // A file in YAML's own braces.
    return undefined
  }
}

const missing = (name: string): Refusal =>
  refuse('catalogue/missing-file', `The catalogue has no ${name}. Restore it from the release.`)

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
