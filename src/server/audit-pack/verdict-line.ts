import { RefusalError, refuse } from '../../kernel/result.ts'
import type { ConstraintAnswer, StandingDocument } from '../../review/contract.ts'
import type { NamedRecord } from '../../review/index.ts'
import type { PackVerdict } from '../../review/verify/lines-schema.ts'
import type { createPassageList } from './passages.ts'

/** An answer of the review as a line of the pack: what it names, by number; what it quotes, by line. */
export const verdictOf = async (
  answer: ConstraintAnswer,
  known: ReadonlyMap<string, NamedRecord>,
  passages: ReturnType<typeof createPassageList>,
): Promise<PackVerdict> => {
  const { legs, verdict, documents, records, applicability, overruled } = answer
  const named = (id: string): NamedRecord => {
    const record = known.get(id)
    if (record === undefined) throw movedOn()
    return record
  }
  const finding = (one: { readonly id: string } | undefined): NamedRecord | null =>
    one === undefined ? null : named(one.id)
  const standing = ({ id, version, revision, inForceFrom, approved }: StandingDocument) => ({
    ...named(id),
    version,
    revision,
    inForceFrom,
    approved,
  })
  const evidence: PackVerdict['legs']['says']['evidence'] = []
  for (const shown of legs.says.evidence)
    evidence.push({
      ...(await passages.quote(named(shown.documentId), shown)),
      confirmed: finding(shown.confirmed),
    })
  const { exists, says, inForce, record } = legs
  return {
    constraint: answer.id,
    title: answer.title,
    duty: answer.duty,
    severity: answer.severity,
    applies: applicability.applies,
    reason: applicability.reason,
    verdict,
    found: overruled?.found ?? verdict,
    documents: { verdict: documents.verdict, read: documents.read, unread: documents.unread },
    records: { verdict: records.verdict },
    legs: {
      exists: {
        verdict: exists.verdict,
        detail: exists.detail,
        documents: exists.documents.map(standing),
      },
      says: { verdict: says.verdict, detail: says.detail, evidence },
      inForce: {
        verdict: inForce.verdict,
        detail: inForce.detail,
        documents: inForce.documents.map(standing),
      },
      record: {
        verdict: record.verdict,
        detail: record.detail,
        // By number only: a title may be what an outsider told.
        links: record.links.map(({ id }) => named(id)),
        imported: record.imported.map(({ id, revision, on, finding: word }) => ({
          ...named(id),
          revision,
          on,
          finding: named(word.id),
        })),
      },
    },
    basis: answer.basis,
    overruled: finding(overruled),
    confirmed: finding(answer.confirmed),
    accepted: finding(answer.accepted),
    asksAgain: answer.asksAgain.map(({ id, was, verdict: said, because }) => ({
      ...named(id),
      was,
      verdict: said,
      because,
    })),
    defence: answer.defence ?? null,
  }
}

/** What the review saw a moment ago may not be seen any more: an embargo was set meanwhile. */
const movedOn = () =>
  new RefusalError(
    refuse('pack/changing', 'The records changed while the pack was made. Make it again.'),
  )
