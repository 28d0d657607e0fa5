import { canonicalJson } from '../../kernel/canonical-json.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { parseLine, placed } from './facts.ts'
import { createKept, type KeptFacts } from './kept-reviews.ts'
import { linesOf } from './lines.ts'
import {
  type PackEvent,
  type PackPassage,
  type PackVerdict,
  passageSchema,
  verdictSchema,
} from './lines-schema.ts'
import { memberNames, textMember } from './manifest.ts'
import type { PackMembers } from './open-pack.ts'
import type { PackBytes } from './ports.ts'
import { type Word, whyNotSaid, wordAfter } from './words.ts'

/** What the facts say that verdicts rest on; filled fact by fact. */
export interface Grounds {
  /** `STREAM HASH` of each revision that a document got. */
  readonly revisions: ReadonlySet<string>
  /** `STREAM HASH TEXT-HASH` of each reading of a revision. */
  readonly readings: ReadonlySet<string>
  /** The words of people on verdicts, by the stream of the finding. */
  readonly findings: ReadonlyMap<string, Word>
  /** What was kept of the clause review. */
  readonly kept: KeptFacts
}

/** Takes each proven fact, and keeps of it what passages and verdicts are held against. */
export const createGrounds = (): Grounds & { readonly take: (event: PackEvent) => void } => {
  const revisions = new Set<string>()
  const readings = new Set<string>()
  const findings = new Map<string, Word>()
  const kept = createKept()
  return {
    revisions,
    readings,
    findings,
    kept,
    take: (event) => {
      kept.take(event)
      const { stream, kind, type, payload } = event
      if (type === 'document.revision-added') {
        const { file } = payload
        if (typeof file === 'object' && file !== null && 'hash' in file)
          revisions.add(`${stream} ${String(file['hash'])}`)
      }
      if (type === 'document.read')
        readings.add(`${stream} ${String(payload['file'])} ${String(payload['textHash'])}`)
      if (kind === 'review-finding') findings.set(stream, wordAfter(findings.get(stream), event))
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
 * `texts/`: the whole text of a quoted revision, as a fact says that it was read. Refuses with
 * `pack/text` where no reading has its hash, or a passage does not stand in it at its place.
 */
export const checkTexts = async (
  bytes: PackBytes,
  members: PackMembers,
  hashOf: (member: string) => string | undefined,
  passages: readonly PackPassage[],
  { readings }: Grounds,
): Promise<number | Refusal> => {
  let texts = 0
  for (const member of members.keys()) {
    if (!member.startsWith('texts/')) continue
    texts++
    const quoted = passages.filter(({ revision }) => textMember(revision) === member)
    const read = quoted.every(({ document, revision }) =>
      readings.has(`${document} ${revision} ${hashOf(member)}`),
    )
    if (quoted.length === 0 || !read)
      return refuse('pack/text', `No fact says that the text ${member} was read.`, { member })
    const left = new Map(quoted.map((passage) => [passage.index, passage]))
    let index = 0
    for await (const line of linesOf(bytes, placed(members, member))) {
      const passage = left.get(index++)
      if (passage === undefined) continue
      if (canonicalJson([passage.kind, passage.text]) === new TextDecoder().decode(line))
        left.delete(passage.index)
    }
    for (const { humanId, index: at } of left.values())
      return refuse('pack/text', `Passage ${at} of ${humanId} does not stand in its text.`, {
        member,
      })
  }
  return texts
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
    /** The stream of the product that the pack is about. */
    readonly product: string | undefined
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
    for (const { passage } of verdict.legs.says.evidence) quoted.add(passage)
    verdicts.push(verdict)
  }
  if (quoted.size !== held.passages.length)
    return refuse('pack/passage', 'The pack has a passage that no verdict quotes.', {
      member: memberNames.passages,
    })
  return verdicts
}

type Verdict = PackVerdict['verdict']

/** How the two halves make the verdict, in this format of packs: another rule is another format. */
export const followsFrom = (documents: Verdict, records: Verdict): Verdict => {
  if (records === 'not-applicable') return 'not-applicable'
  if (documents === 'could-not-run' || records === 'could-not-run') return 'could-not-run'
  if (documents === 'not-applicable' || documents === records) return records
  return 'partial'
}

type Held = Parameters<typeof checkVerdicts>[2]

const whyNot = (said: PackVerdict, held: Held): string | undefined => {
  const { constraint, verdict, found, applies, documents, records, legs, overruled } = said
  if (!held.clauses.some((clause) => constraint.startsWith(`${clause}/`)))
    return 'it is of no clause of this pack'
  if (overruled === null && verdict !== found) return 'it is not what the review found'
  const follows = applies ? followsFrom(documents.verdict, records.verdict) : 'not-applicable'
  if (found !== follows || legs.record.verdict !== records.verdict)
    return `it does not follow from documents (${documents.verdict}) and records (${records.verdict})`
  const { product, grounds } = held
  return (
    whyNotQuoted(said, held) ??
    whyNotNamed(said, held) ??
    whyNotSaid(said, { findings: grounds.findings, product })
  )
}

const whyNotQuoted = ({ legs }: PackVerdict, { passages }: Held): string | undefined => {
  for (const { passage, quote } of legs.says.evidence) {
    const text = passages[passage - 1]?.text
    if (text === undefined) return `there is no passage ${passage}`
    if (quote === '' || !text.includes(quote))
      return `its quote does not stand in passage ${passage}`
  }
  return undefined
}

/** Every record that it names is in the pack, and every revision of a document a fact. */
const whyNotNamed = (
  { legs: { exists, says, inForce, record }, asksAgain, ...words }: PackVerdict,
  { records, grounds }: Held,
): string | undefined => {
  const standing = [...exists.documents, ...inForce.documents, ...record.imported]
  const links = [
    ...standing,
    ...record.links,
    ...record.imported.map(({ finding }) => finding),
    ...asksAgain,
    ...[
      words.overruled,
      words.confirmed,
      words.accepted,
      ...says.evidence.map((one) => one.confirmed),
    ].filter((link) => link !== null),
  ]
  for (const { stream, kind, humanId } of links)
    if (records.get(stream)?.kind !== kind)
      return `the record ${humanId} that it names is not in the pack`
  for (const { stream, humanId, revision } of standing)
    if (revision !== '' && !grounds.revisions.has(`${stream} ${revision}`))
      return `no fact names the revision of ${humanId} that it names`
  return undefined
}
