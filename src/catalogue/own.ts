import { z } from 'zod'
import { isRefusal, type Refusal, refuse } from '../kernel/result.ts'
import { type CatalogueFile, readCatalogueFile } from './catalogue-file.ts'
import { depthTwoIds, isConstraintId, neighbourConstraintIds } from './constraint-ids.ts'
import { ourId } from './crosswalk.ts'
import { sentence, short } from './schema.ts'

const ownDutyId = z
  .string()
  .max(100)
  .regex(
    /^(?:\d(?:\.\d){0,2}|Annex [EF])\/[a-z][a-z0-9-]*$/,
    'an id is the number of the clause and a name of its own: 4.1.4/training',
  )

const dutiesSchema = z.strictObject({
  duties: z
    .array(
      z.strictObject({
        clause: z.enum(depthTwoIds, {
          error:
            'own duties stand under a clause that the catalogue has by number and title only, such as 4.1.4',
        }),
        id: ownDutyId,
        title: short,
        /** In the maker's own words. */
        duty: sentence,
      }),
    )
    .max(500),
})

const proceduresSchema = z.strictObject({
  procedures: z
    .array(
      z.strictObject({
        /** As the maker numbers it: SOP-12. */
        number: short,
        title: short,
        covers: z
          .array(z.strictObject({ id: z.union([ourId, ownDutyId]), reason: sentence }))
          .min(1)
          .max(100),
      }),
    )
    .max(500),
})

export type OwnDuty = Readonly<z.infer<typeof dutiesSchema>['duties'][number]>
export type Procedure = Readonly<z.infer<typeof proceduresSchema>['procedures'][number]>

/** What the maker adds: duties of clauses that we have by title only, and its own procedures. */
export interface OwnCatalogue {
  readonly duties: readonly OwnDuty[]
  readonly procedures: readonly Procedure[]
}

export const noOwnCatalogue: OwnCatalogue = { duties: [], procedures: [] }

/**
 * The maker's own catalogue from its files, each of which may be missing or hold only comments.
 * Refuses (`catalogue/…`) an unknown file, key or id, naming file and key, and an id that is ours
 * or there twice.
 */
export const parseOwnCatalogue = (files: readonly CatalogueFile[]): OwnCatalogue | Refusal => {
  let own = noOwnCatalogue
  for (const file of files) {
    if (file.name === 'duties.yaml') {
      const read = readCatalogueFile(file, dutiesSchema.nullish())
      if (isRefusal(read)) return read
      own = { ...own, duties: read?.duties ?? [] }
    } else if (file.name === 'procedures.yaml') {
      const read = readCatalogueFile(file, proceduresSchema.nullish())
      if (isRefusal(read)) return read
      own = { ...own, procedures: read?.procedures ?? [] }
    } else
      return refuse(
        'catalogue/unknown-file',
        `${file.name} has no place in your catalogue: it has duties.yaml and procedures.yaml.`,
        { file: file.name },
      )
  }
  return wrongDuty(own.duties) ?? wrongProcedure(own) ?? own
}

const ours: ReadonlySet<string> = new Set(neighbourConstraintIds)

const wrongDuty = (duties: OwnCatalogue['duties']): Refusal | undefined => {
  const seen = new Set<string>()
  for (const [index, { id, clause }] of duties.entries()) {
    const at = (why: string) => bad('duties.yaml', `duties › ${index} › id`, why)
    if (!id.startsWith(`${clause}/`)) return at(`${id} does not stand under clause ${clause}`)
    if (ours.has(id) || isConstraintId(id)) return at(`${id} is an id of ours: choose another name`)
    if (seen.has(id)) return at(`${id} is there twice`)
    seen.add(id)
  }
  return undefined
}

const wrongProcedure = ({ duties, procedures }: OwnCatalogue): Refusal | undefined => {
  const known = new Set(duties.map(({ id }) => id))
  const numbers = new Set<string>()
  for (const [index, { number, covers }] of procedures.entries()) {
    const at = (key: string, why: string) =>
      bad('procedures.yaml', `procedures › ${index} › ${key}`, why)
    if (numbers.has(number)) return at('number', `${number} is there twice`)
    numbers.add(number)
    const seen = new Set<string>()
    for (const [place, { id }] of covers.entries()) {
      if (!ourId.safeParse(id).success && !known.has(id))
        return at(
          `covers › ${place} › id`,
          `no clause, constraint or duty of yours has the id ${id}`,
        )
      if (seen.has(id)) return at(`covers › ${place} › id`, `${id} is there twice`)
      seen.add(id)
    }
  }
  return undefined
}

const bad = (file: string, path: string, why: string): Refusal =>
  refuse('catalogue/not-valid', `${file}: ${path}: ${why}.`, { file, path })
