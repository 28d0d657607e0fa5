import { canonicalJson } from '../../kernel/canonical-json.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { parseLine, placed } from './facts.ts'
import { linesOf } from './lines.ts'
import { keptFactSchema, keptReviewSchema, type PackEvent } from './lines-schema.ts'
import { memberNames, type ReviewManifest } from './manifest.ts'
import type { PackMembers } from './open-pack.ts'
import type { PackBytes } from './ports.ts'

/** What a fact says of a kept review, as far as its line does; by the stream of its record. */
export type KeptFacts = ReadonlyMap<string, Readonly<Record<string, unknown>>>

/** Takes the facts by which reviews were kept. */
export const createKept = (): KeptFacts & { readonly take: (event: PackEvent) => void } => {
  const kept = new Map<string, Readonly<Record<string, unknown>>>()
  return Object.assign(kept, {
    take: ({ stream, kind, type, at, actor, payload }: PackEvent) => {
      if (type !== 'clause-review.kept') return
      const fact = keptFactSchema.safeParse(payload)
      if (!fact.success) return
      const { reference, answers, product, revision, release, ...rest } = fact.data
      kept.set(stream, {
        ...rest,
        ...{ stream, kind, humanId: reference, at, by: actor },
        product: product ?? null,
        revision: revision ?? null,
        release: release ?? null,
        verdicts: answers.map(({ id, ...answer }) => ({ constraint: id, ...answer })),
      })
    },
  })
}

/**
 * `kept-reviews.jsonl`: each kept review of the pack once, word for word what its fact says of the
 * clauses of the pack, and of its scope. Refuses with `pack/kept-review`.
 */
export const checkKeptReviews = async (
  bytes: PackBytes,
  members: PackMembers,
  { clauses, product, revision }: ReviewManifest['scope'],
  kept: KeptFacts,
): Promise<number | Refusal> => {
  const member = memberNames.keptReviews
  const left = new Set(kept.keys())
  let lines = 0
  for await (const text of linesOf(bytes, placed(members, member))) {
    const line = parseLine(keptReviewSchema, text, member, ++lines)
    if (isRefusal(line)) return line
    const bad = (why: string): Refusal =>
      refuse('pack/kept-review', `The kept review ${line.humanId} does not hold: ${why}.`, {
        member,
        line: lines,
      })
    const fact = kept.get(line.stream)
    if (fact === undefined || !left.delete(line.stream))
      return bad('no fact of the pack keeps it, or it is there twice')
    const { verdicts, ...said } = line
    const { verdicts: all, ...facts } = fact
    // Of a fact whose answers the schema parsed.
    const asked = (all as typeof verdicts).filter(({ constraint }) =>
      clauses.some((clause) => constraint.startsWith(`${clause}/`)),
    )
    if (canonicalJson({ ...said, verdicts }) !== canonicalJson({ ...facts, verdicts: asked }))
      return bad('it does not say what its fact says')
    if (
      line.product !== (product?.stream ?? null) ||
      (line.revision !== revision && (product === null || revision !== null))
    )
      return bad('it is about something else than the pack')
  }
  return left.size === 0
    ? lines
    : refuse('pack/kept-review', 'A kept review of the pack has no line.', { member })
}
