import { createHash } from 'node:crypto'
import { canonicalJson, type Json } from '../../kernel/canonical-json.ts'
import type { ClauseAnswer, ConstraintAnswer, FrozenAnswer, FrozenLegs, Legs } from '../contract.ts'

/**
 * Of each constraint: enough to say what changed; the whole answer is there by its hash. With
 * characters of four bytes everywhere it still is one fact (`limits.events.payloadBytes`).
 */
export const kept = { passages: 3, links: 10, detail: 200, place: 60, version: 20 }

/** What a kept review holds of the answers, in their order. */
export const freeze = (clauses: readonly ClauseAnswer[]): readonly FrozenAnswer[] =>
  clauses.flatMap(({ constraints }) => constraints.map(frozen))

const frozen = (answer: ConstraintAnswer): FrozenAnswer => {
  const { id, verdict, legs, documents, records, basis } = answer
  return {
    id,
    verdict,
    legs: legVerdicts(legs),
    documents: documents.verdict,
    records: records.verdict,
    detail: records.detail.slice(0, kept.detail).toWellFormed(),
    basis,
    // The answer is plain data: JSON.stringify leaves out what is undefined, as canonical JSON asks.
    hash: createHash('sha256')
      .update(canonicalJson(JSON.parse(JSON.stringify(answer)) as Json))
      .digest('hex'),
    passages: documents.evidence
      .slice(0, kept.passages)
      .map(({ documentId, document, version, revision, passageHash, location, pattern }) => ({
        documentId,
        document: document.slice(0, kept.place).toWellFormed(),
        version: version.slice(0, kept.version).toWellFormed(),
        revision,
        passageHash,
        location: location.slice(0, kept.place).toWellFormed(),
        pattern,
      })),
    links: records.links.slice(0, kept.links).map((link) => ({ kind: link.kind, id: link.id })),
    word: answer.overruled?.humanId ?? answer.confirmed?.humanId ?? '',
    accepted: answer.accepted?.humanId ?? '',
  }
}

const legVerdicts = ({ exists, says, inForce, record }: Legs): FrozenLegs => ({
  exists: exists.verdict,
  says: says.verdict,
  inForce: inForce.verdict,
  record: record.verdict,
})
