import { type ConstraintId, constraintIds } from '../../catalogue/constraint-ids.ts'
import { code, paragraph, type Said, section, table } from './blocks.ts'
import { recordedBlocks } from './from-records.ts'
import type { Section } from './model.ts'
import type { ReleaseRecords } from './records.ts'

/** The maker's requirements for accompanying documentation, and where each is answered here. */
export const requirementSection = (
  { documentationRequirements, product }: ReleaseRecords,
  answering: readonly Section[],
): Section => {
  const places = placesOf(answering)
  return section(
    'requirements',
    'Requirements for this documentation',
    ['5.8.2/requirements'],
    recordedBlocks(
      documentationRequirements,
      product.revision,
      {
        what: "The maker's requirements for accompanying documentation.",
        supplier: 'quality and regulatory affairs',
      },
      (requirements) =>
        table(
          'Requirements of the maker',
          [
            ['Requirement', 3],
            ['What is required', 9],
            ['Answered in', 4],
          ],
          requirements.map((one) => [
            [code(one.id)],
            one.requirement,
            (one.constraint === undefined ? undefined : places.get(one.constraint))?.join(', ') ??
              'Not in this document',
          ]),
        ),
    ),
  )
}

/**
 * For the auditor: where the document answers which duty of the standard. A duty whose section has
 * a gap is shown as open.
 */
export const indexSection = (answering: readonly Section[]): Section =>
  section(
    'index',
    'Where the duties of IEC 81001-5-1 are answered',
    [],
    dutyIndex(placesOf(answering)),
  )

const dutyIndex = (places: ReadonlyMap<ConstraintId, readonly string[]>) => {
  const rows = constraintIds.flatMap((id): readonly (readonly Said[])[] => {
    const answered = places.get(id)
    return answered === undefined ? [] : [[[code(id)], answered.join(', ')]]
  })
  return [
    paragraph('For audits: the duties of IEC 81001-5-1 that this document answers, and where.'),
    ...table(
      'Duties and sections',
      [
        ['Duty', 4],
        ['Section', 9],
      ],
      rows,
    ),
  ]
}

const placesOf = (sections: readonly Section[]): ReadonlyMap<ConstraintId, readonly string[]> => {
  const places = new Map<ConstraintId, string[]>()
  sections.forEach((one, index) => {
    const numbered = [
      { number: `${index + 1}`, part: one },
      ...one.sections.map((part, place) => ({ number: `${index + 1}.${place + 1}`, part })),
    ]
    for (const { number, part } of numbered) {
      const open = part.blocks.some((block) => block.kind === 'missing')
      for (const id of part.constraints)
        places.set(id, [...(places.get(id) ?? []), open ? `${number} (open)` : number])
    }
  })
  return places
}
