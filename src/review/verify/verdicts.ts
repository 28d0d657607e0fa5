import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { parseLine, placed } from './facts.ts'
import { linesOf } from './lines.ts'
import {
  type PackEvent,
  type PackPassage,
  type PackVerdict,
  passageSchema,
  verdictSchema,
} from './lines-schema.ts'
import { memberNames } from './manifest.ts'
import type { PackMembers } from './open-pack.ts'
import type { PackBytes } from './ports.ts'

/** What the facts say that verdicts rest on; filled fact by fact. */
export interface Grounds {
  /** `STREAM HASH` of each revision that a document got. */
  readonly revisions: ReadonlySet<string>
  /** The words of people on verdicts, by the stream of the finding. */
  readonly findings: ReadonlyMap<string, Word>
}

interface Word {
  readonly type: string
  readonly constraint: unknown
  readonly verdict: unknown
}

/** Takes each proven fact, and keeps of it what passages and verdicts are held against. */
export const createGrounds = (): Grounds & { readonly take: (event: PackEvent) => void } => {
  const revisions = new Set<string>()
  const findings = new Map<string, Word>()
  return {
    revisions,
    findings,
    take: ({ stream, kind, type, payload }) => {
      if (type === 'document.revision-added') {
        const { file } = payload
        if (typeof file === 'object' && file !== null && 'hash' in file)
          revisions.add(`${stream} ${String(file['hash'])}`)
      }
      if (kind === 'review-finding') {
        const { constraint, verdict } = { ...findings.get(stream), ...payload }
        findings.set(stream, { type, constraint, verdict })
      }
    },
  }
}

/**
 * `passages.jsonl`: each stands in a revision that the facts of its document name. Refuses with
 * `pack/passage`. Answers how many there are, and their texts by line.
 */
export const checkPassages = async (
  bytes: PackBytes,
  members: PackMembers,
  { revisions }: Grounds,
): Promise<readonly PackPassage[] | Refusal> => {
  const passages: PackPassage[] = []
  for await (const line of linesOf(bytes, placed(members, memberNames.passages))) {
    const number = passages.length + 1
    const passage = parseLine(passageSchema, line, memberNames.passages, number)
    if (isRefusal(passage)) return passage
    if (!revisions.has(`${passage.document} ${passage.revision}`))
      return refuse(
        'pack/passage',
        `The passage in line ${number} is of a revision of ${passage.humanId} that no fact names.`,
        { member: memberNames.passages, line: number, revision: passage.revision },
      )
    passages.push(passage)
  }
  return passages
}

/**
 * `verdicts.jsonl`: each constraint once and of a clause of the pack; its quotes stand word for word
 * in its passages, its records in the pack, and where a person overruled it or accepted the gap the
 * facts say so. Refuses with `pack/verdict`.
 */
export const checkVerdicts = async (
  bytes: PackBytes,
  members: PackMembers,
  held: {
    readonly clauses: readonly string[]
    readonly passages: readonly PackPassage[]
    readonly records: ReadonlyMap<string, { readonly kind: string }>
    readonly grounds: Grounds
  },
): Promise<readonly PackVerdict[] | Refusal> => {
  const verdicts: PackVerdict[] = []
  const seen = new Set<string>()
  const quoted = new Set<number>()
  for await (const line of linesOf(bytes, placed(members, memberNames.verdicts))) {
    const verdict = parseLine(verdictSchema, line, memberNames.verdicts, verdicts.length + 1)
    if (isRefusal(verdict)) return verdict
    const why = whyNot(verdict, held)
    if (why !== undefined || seen.has(verdict.constraint))
      return refuse(
        'pack/verdict',
        `The verdict on ${verdict.constraint} does not hold: ${why ?? 'it is there twice'}.`,
        { member: memberNames.verdicts, line: verdicts.length + 1, constraint: verdict.constraint },
      )
    seen.add(verdict.constraint)
    for (const { passage } of verdict.documents.evidence) quoted.add(passage)
    verdicts.push(verdict)
  }
  if (quoted.size !== held.passages.length)
    return refuse('pack/passage', 'The pack has a passage that no verdict quotes.', {
      member: memberNames.passages,
    })
  return verdicts
}

const whyNot = (
  { constraint, verdict, found, documents, records, overruled, accepted }: PackVerdict,
  held: Parameters<typeof checkVerdicts>[2],
): string | undefined => {
  if (!held.clauses.some((clause) => constraint.startsWith(`${clause}/`)))
    return 'it is of no clause of this pack'
  for (const { passage, quote } of documents.evidence) {
    const text = held.passages[passage - 1]?.text
    if (text === undefined) return `there is no passage ${passage}`
    if (quote === '' || !text.includes(quote))
      return `its quote does not stand in passage ${passage}`
  }
  for (const { stream, kind, humanId } of [...records.links, overruled, accepted].filter(
    (link) => link !== null,
  ))
    if (held.records.get(stream)?.kind !== kind)
      return `the record ${humanId} that it names is not in the pack`
  if (overruled === null && verdict !== found) return 'it is not what the review found'
  for (const [link, type] of [
    [overruled, 'review-finding.overruled'],
    [accepted, 'review-finding.gap-accepted'],
  ] as const) {
    if (link === null) continue
    const word = held.grounds.findings.get(link.stream)
    const says = word?.type === type && word.constraint === constraint
    if (!says || (link === overruled && word.verdict !== verdict))
      return `the finding ${link.humanId} does not say so`
  }
  return undefined
}
