import { createHash } from 'node:crypto'
import { canonicalJson } from '../kernel/canonical-json.ts'
import type { ConstraintAnswer } from './contract.ts'

/**
 * SHA-256 over what the review found to a constraint: its verdicts and the passages they rest on, not
 * the counts that change from day to day. Two answers with the same basis say the same.
 */
export const basisOf = ({
  id,
  applicability,
  documents,
  records,
  legs,
}: Pick<ConstraintAnswer, 'id' | 'applicability' | 'documents' | 'records' | 'legs'>): string =>
  createHash('sha256')
    .update(
      canonicalJson({
        id,
        applies: applicability.applies,
        verdicts: [
          documents.verdict,
          records.verdict,
          legs.exists.verdict,
          legs.says.verdict,
          legs.inForce.verdict,
          legs.record.verdict,
        ],
        passages: documents.evidence.map(({ documentId, passageHash }) => [
          documentId,
          passageHash,
        ]),
        imported: legs.record.imported.map(({ id: document, revision }) => [document, revision]),
      }),
    )
    .digest('hex')
