import { type Severity, severityRank } from '../../kernel/severity.ts'
import {
  code,
  definitions,
  list,
  missing,
  note,
  paragraph,
  type Supplier,
  table,
} from './blocks.ts'
import type { Block } from './model.ts'
import type { Guidance, Recorded, ReleaseRecords, SignatureRecord } from './records.ts'

/** How parts that several documents share are said from records, and how their gaps are shown. */

interface Gap {
  readonly what: string
  readonly supplier: Supplier
}

/**
 * The entries said by `say`; or, for an empty list, its signed statement where it was signed for
 * this revision; otherwise the gap. A statement of another revision never silences this one.
 */
export const recordedBlocks = <Entry>(
  recorded: Recorded<Entry> | undefined,
  revision: string,
  gap: Gap,
  say: (entries: readonly Entry[]) => readonly Block[],
): readonly Block[] => {
  const gapBlock = (reason: string): Block => missing(`${gap.what} ${reason}`, gap.supplier)
  if (recorded === undefined) return [gapBlock('Nothing is recorded.')]
  const { entries, none } = recorded
  if (entries.length > 0)
    return none === undefined
      ? say(entries)
      : [...say(entries), gapBlock('A signed statement says the opposite of this list.')]
  if (none === undefined)
    return [gapBlock('The list is empty and nobody has signed that it is so in truth.')]
  if (none.revision !== revision)
    return [
      gapBlock(`The signed statement is about revision ${none.revision}, not about ${revision}.`),
    ]
  return [paragraph(none.statement), signatureBlock(none.signature)]
}

export const signatureBlock = ({ name, meaning, time }: SignatureRecord): Block => ({
  kind: 'signature',
  name,
  meaning,
  time,
})

export const approvalBlocks = (
  signatures: readonly SignatureRecord[] | undefined,
  what: string,
): readonly Block[] =>
  signatures === undefined || signatures.length === 0
    ? [missing(`${what} Nobody has signed.`, 'quality and regulatory affairs')]
    : signatures.map(signatureBlock)

/** Guidance as the accompanying documents give it, or the gap. */
export const guidanceBlocks = (guidance: Guidance | undefined, what: string): readonly Block[] => {
  if (guidance === undefined || guidance.paragraphs.length === 0)
    return [missing(`${what} No guidance is recorded.`, 'technical writer')]
  const { paragraphs, steps, source } = guidance
  return [
    ...paragraphs.map((one) => paragraph(one)),
    ...list(true, steps ?? []),
    ...(guidance.warning === undefined
      ? []
      : [
          {
            kind: 'note',
            tone: 'warning',
            content: [{ kind: 'text', text: guidance.warning }],
          } as const,
        ]),
    ...(source === undefined
      ? []
      : [
          note(
            source.place === undefined
              ? `See also: ${source.document}.`
              : `See also: ${source.document}, ${source.place}.`,
          ),
        ]),
  ]
}

export const severityWord = (severity: Severity | undefined): string =>
  severity === undefined
    ? 'Not scored'
    : `${severity.slice(0, 1).toUpperCase()}${severity.slice(1)}`

/** Worst first; what was not scored comes first of all, because nobody knows that it is harmless. */
export const bySeverity = <Entry extends { readonly severity?: Severity | undefined }>(
  entries: readonly Entry[],
): readonly Entry[] =>
  entries.toSorted(
    (one, other) => (severityRank(other.severity) ?? 9) - (severityRank(one.severity) ?? 9),
  )

export const sbomBlocks = (sbom: ReleaseRecords['sbom']): readonly Block[] =>
  sbom === undefined
    ? [missing('The software bill of materials. None is recorded.', 'release manager')]
    : [
        paragraph(
          'The software bill of materials lists every component of this revision. Compare the file that you received with this hash.',
        ),
        ...definitions([
          ['File', [code(sbom.file)]],
          ['Format', sbom.format],
          ['SHA-256', [code(sbom.sha256)]],
          ['Components', String(sbom.components)],
          ['of which maintained', count(sbom.maintained)],
          ['of which supported', count(sbom.supported)],
          ['of which required', count(sbom.required)],
        ]),
      ]

const count = (number: number | undefined): string | undefined =>
  number === undefined ? undefined : String(number)

/**
 * What differs from the previous revision. "Nothing changed" is said only by a statement signed
 * for this revision, and not against records that show a change (`5.8.2/updated`).
 */
export const changeBlocks = (records: ReleaseRecords): readonly Block[] => {
  const { product, changes } = records
  if (product.previousRevision === null)
    return [
      paragraph('This is the first released revision: there is no earlier one to compare with.'),
    ]
  if (product.previousRevision === undefined)
    return [
      missing(
        'What changed since the previous revision. Which revision came before is not recorded.',
        'release manager',
      ),
    ]
  const contradicted = changes?.none !== undefined && recordedChangeCount(records) > 0
  if (contradicted)
    return [
      missing(
        `What changed since revision ${product.previousRevision}. A signed statement says that nothing changed, and yet fixes, updated components or corrected documents are recorded.`,
        'product security engineer',
      ),
    ]
  return recordedBlocks(
    changes,
    product.revision,
    {
      what: `What changed since revision ${product.previousRevision}.`,
      supplier: 'product security engineer',
    },
    (entries) =>
      table(
        `Changes since revision ${product.previousRevision}`,
        [
          ['Area', 3],
          ['Subject', 4],
          ['Change', 2],
          ['Before', 4],
          ['Now', 4],
        ],
        entries.map((change) => [
          change.area,
          change.subject,
          change.kind,
          change.before ?? 'did not exist',
          change.after ?? 'no longer exists',
        ]),
      ),
  )
}

const recordedChangeCount = (records: ReleaseRecords): number =>
  (records.fixedCases?.entries.length ?? 0) +
  (records.componentUpdates?.entries.length ?? 0) +
  (records.documentationCorrections?.entries.length ?? 0)

export const correctionBlocks = (records: ReleaseRecords): readonly Block[] =>
  recordedBlocks(
    records.documentationCorrections,
    records.product.revision,
    {
      what: 'Corrections of accompanying documents since the previous revision.',
      supplier: 'technical writer',
    },
    (entries) =>
      table(
        'Corrected documents',
        [
          ['Defect', 3],
          ['Document and place', 5],
          ['What it says now', 8],
        ],
        entries.map((defect) => [
          [code(defect.defectId)],
          defect.place === undefined ? defect.document : `${defect.document}, ${defect.place}`,
          defect.correction,
        ]),
      ),
  )

/** Whether it is signed, for this revision, that the list is empty. */
export const signedNone = (
  recorded:
    | {
        readonly entries: readonly unknown[]
        readonly none?: { readonly revision: string } | undefined
      }
    | undefined,
  revision: string,
): boolean => recorded?.entries.length === 0 && recorded.none?.revision === revision
