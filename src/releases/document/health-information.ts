import { paragraph, section, subsection, table } from './blocks.ts'
import { guidanceBlocks, recordedBlocks, signedNone } from './from-records.ts'
import type { Section } from './model.ts'
import type { ReleaseRecords } from './records.ts'

/** What the product keeps of patients, its retention (`5.8.2/retention`) and disposal. */
export const healthInformationSection = ({
  product,
  securityProfile,
  guidance,
}: ReleaseRecords): Section => {
  const holdsNone = signedNone(securityProfile?.healthInformation, product.revision)
  const where = (given: typeof guidance, part: 'retention' | 'disposal', what: string) =>
    given?.[part] === undefined && holdsNone
      ? [
          paragraph(
            'Not applicable: the product neither makes nor keeps health information, as signed above.',
          ),
        ]
      : guidanceBlocks(given?.[part], what)
  return section(
    'health-information',
    'Health information',
    [],
    recordedBlocks(
      securityProfile?.healthInformation,
      product.revision,
      {
        what: 'Health information that the product makes or keeps.',
        supplier: 'product security engineer',
      },
      (entries) =>
        table(
          'Health information in the product',
          [
            ['What', 4],
            ['Where', 4],
            ['Protection', 5],
          ],
          entries.map((store) => [store.what, store.where, store.protection ?? 'None is recorded']),
        ),
    ),
    [
      subsection(
        'retention',
        'Secure retention of live data',
        ['5.8.2/retention'],
        where(guidance, 'retention', 'Guidance on the secure retention of live data.'),
      ),
      subsection(
        'disposal',
        'Secure disposal at end of use',
        ['5.8.2/disposal'],
        where(guidance, 'disposal', 'Guidance on secure disposal at end of use.'),
      ),
    ],
  )
}
