import { list, missing, paragraph, section, subsection, table } from './blocks.ts'
import { recordedBlocks } from './from-records.ts'
import type { Block, Section } from './model.ts'
import type { ReleaseRecords } from './records.ts'

/** Scoping, tailoring (`5.8.2/conformance`) and the coverage per Annex E (`5.8.2/annex-e`). */
export const conformanceSection = ({ product, conformance }: ReleaseRecords): Section => {
  const said = (lines: readonly string[] | undefined, what: string): readonly Block[] =>
    lines === undefined || lines.length === 0
      ? [missing(`${what} Nothing is recorded.`, 'quality and regulatory affairs')]
      : lines.length === 1
        ? lines.map((one) => paragraph(one))
        : list(false, lines)
  return section(
    'conformance',
    'Conformance with IEC 81001-5-1',
    ['5.8.2/conformance'],
    [
      paragraph(
        `How the development and maintenance of ${product.name} follow IEC 81001-5-1:2021.`,
      ),
    ],
    [
      subsection(
        'scoping',
        'Scoping (clause 4)',
        ['5.8.2/conformance'],
        said(conformance?.scoping, 'The scoping of clause 4.'),
      ),
      subsection(
        'tailoring',
        'Tailoring (clause 5)',
        ['5.8.2/conformance'],
        said(conformance?.tailoring, 'The tailoring of clause 5.'),
      ),
      subsection(
        'annex-e',
        'Coverage per Annex E',
        ['5.8.2/annex-e'],
        recordedBlocks(
          conformance?.annexE,
          product.revision,
          { what: 'The coverage per Annex E.', supplier: 'quality and regulatory affairs' },
          (rows) =>
            table(
              'Coverage per Annex E',
              [
                ['Document or activity', 5],
                ['Coverage', 3],
                ['Evidence', 6],
              ],
              rows.map((row) => [row.item, coverages[row.coverage], row.evidence]),
            ),
        ),
      ),
    ],
  )
}

const coverages = {
  covered: 'Covered',
  partly: 'Partly covered',
  'not-covered': 'Not covered',
  'not-applicable': 'Not applicable',
} as const
