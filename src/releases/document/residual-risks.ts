import { code, missing, paragraph, section, subsection, table } from './blocks.ts'
import { bySeverity, guidanceBlocks, recordedBlocks, severityWord } from './from-records.ts'
import type { Block, Section, Subsection } from './model.ts'
import type { ReleaseRecords } from './records.ts'

/** Each remaining risk by category with the operator's control (`5.8.2/residual`). */
export const residualRiskSection = ({
  product,
  residualRisks,
  guidance,
}: ReleaseRecords): Section => {
  const entries = residualRisks?.entries ?? []
  const categories = [...new Set(entries.map((risk) => risk.category))].toSorted()
  const intro = recordedBlocks(
    residualRisks,
    product.revision,
    { what: 'Residual security risks.', supplier: 'product security engineer' },
    () => [
      paragraph(
        'These risks were not removed from the product: they are accepted, or not mitigated. For each stands what you should put in place where the product is used.',
      ),
    ],
  )
  return section('residual-risks', 'Residual security risks', ['5.8.2/residual'], intro, [
    ...categories.map((category, index): Subsection => {
      const risks = bySeverity(entries.filter((risk) => risk.category === category))
      return subsection(
        `residual-risks-${index + 1}`,
        category,
        ['5.8.2/residual'],
        [
          ...table(
            `Residual risks: ${category}`.slice(0, 300),
            [
              ['Risk', 4],
              ['State', 4],
              ['Severity', 3],
              ['What it is', 7],
              ['What you should put in place', 7],
            ],
            risks.map((risk) => [
              [code(risk.id)],
              risk.state === 'accepted' ? 'Accepted' : 'Not mitigated',
              severityWord(risk.severity),
              risk.description,
              risk.compensatingControl ?? 'Missing: see below',
            ]),
          ),
          ...risks.flatMap((risk): readonly Block[] =>
            risk.compensatingControl === undefined
              ? [
                  missing(
                    `The compensating control for risk ${risk.id}.`,
                    'product security engineer',
                  ),
                ]
              : [],
          ),
        ],
      )
    }),
    subsection(
      'residual-data',
      'Data that persists in the product and its communications',
      ['5.8.2/residual-data'],
      guidanceBlocks(
        guidance?.residualData,
        'Retention, protection and handling of data that persists.',
      ),
    ),
  ])
}
