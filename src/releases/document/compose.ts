import type { PrintableDocument, Section } from './model.ts'
import type { ReleaseRecords } from './records.ts'
import { releaseNotesSections } from './release-notes.ts'
import { securityGuideSections } from './security-guide.ts'

export { type ReleaseRecords, releaseRecordsSchema } from './records.ts'

/**
 * The release documentation of clause 5.8.2 from records alone: first the security guide, then the
 * security release notes. Every duty has its section; where the record is empty the section shows
 * the gap (`missingSections`), never an empty page and never a sentence that no record supports.
 */
export const composeReleaseDocumentation = (
  records: ReleaseRecords,
): readonly [guide: PrintableDocument, notes: PrintableDocument] => [
  documentOf(
    records,
    records.release.guide,
    'Secure operation and residual risks',
    securityGuideSections(records),
  ),
  documentOf(
    records,
    records.release.notes,
    'Security release notes',
    releaseNotesSections(records),
  ),
]

const documentOf = (
  { product, release }: ReleaseRecords,
  number: { readonly reference: string; readonly version: string },
  title: string,
  sections: readonly Section[],
): PrintableDocument => ({
  title,
  subtitle: `${product.name}, revision ${product.revision}`.slice(0, 300),
  publisher: product.maker.name,
  reference: number.reference,
  version: number.version,
  date: release.date,
  language: 'en',
  sections,
})
