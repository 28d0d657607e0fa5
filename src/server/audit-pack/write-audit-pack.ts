import type { Clock } from '../../kernel/ports.ts'
import { isRefusal, type Refusal, RefusalError, refuse } from '../../kernel/result.ts'
import type { Actor } from '../../kernel/roles.ts'
import type { Ledger, NoteSigner } from '../../ledger/index.ts'
import type { Renderer } from '../../releases/index.ts'
import type { ClauseReview } from '../clause-review.ts'
import { visible } from '../commands/dispatch.ts'
import type { FileStore } from '../files/index.ts'
import type { Settings } from '../settings.ts'
import { checkpointsFor } from './checkpoints.ts'
import { createPackWriter, type PackWriter } from './pack-writer.ts'
import { relatedRecords } from './related.ts'
import { answersFor, type ReviewScope } from './review-answers.ts'
import { caseSubject, type PackSubject, reviewSubject } from './subject.ts'
import { writeMembers } from './write-members.ts'

/** What a pack is made from; `Parts` of the server has all of it. */
export interface PackParts {
  readonly ledger: Ledger
  readonly signer: NoteSigner
  readonly files: Pick<FileStore, 'read' | 'has'>
  readonly clock: Clock
  readonly settings: Settings
  readonly workers: { readonly renderer: Pick<Renderer, 'render'> }
  /** Takes the latest facts into the tree, or waits for the process that does. */
  readonly sequencer: { run(): Promise<void> }
}

/** What a pack is about: one case, or verdicts on clauses, a product, a period. */
export type PackAbout =
  /** Stream id or human id. */
  { readonly case: string } | { readonly review: ReviewScope; readonly by: ClauseReview }

export type AuditPackRequest = PackAbout & {
  /** Who asks: records under embargo are left out where they may not see them. */
  readonly actor: Actor
  readonly withFiles?: boolean | undefined
  readonly onProgress?: ((facts: number) => void) | undefined
}

export interface WrittenPack {
  /** Names the file: `CASE-2026-0001`, `9.2`, `PRD-2026-0001-since-2026-01-01`. */
  readonly name: string
  readonly case?: string
  /** How many constraints have each verdict. */
  readonly verdicts?: Readonly<Record<string, number>>
  readonly facts: number
  readonly records: number
  readonly signatures: number
  readonly files: number
  readonly withheld?: number
  readonly treeSize: number
  readonly bytes: number
  readonly key: string
}

/**
 * Writes everything about a case, or the verdicts of a part of the review with all they rest on,
 * into one zip at `path`, with the proof that it stands in the ledger; the file is there whole or
 * not at all. Memory grows with the places of the facts, not with facts or states. Refuses with
 * `record/not-found`, `ledger/not-sequenced`, `pack/too-large`, `pack/changing`, and what is no clause
 * or day.
 */
export const writeAuditPack = async (
  parts: PackParts,
  request: AuditPackRequest,
  path: string,
): Promise<WrittenPack | Refusal> => {
  let writer: PackWriter | undefined
  try {
    const subject = await subjectOf(parts, request)
    if (isRefusal(subject)) return subject
    // After the answers were given: what they name must stand in the tree of the checkpoint.
    await parts.sequencer.run()
    const checkpoints = await checkpointsFor(
      parts.ledger,
      [...subject.records.keys()],
      parts.settings.witnesses,
    )
    if (isRefusal(checkpoints)) return checkpoints
    writer = await createPackWriter(path)
    const written = await writeMembers({ parts, request, subject, ...checkpoints }, writer)
    return { ...written, bytes: await writer.finish() }
  } catch (error) {
    if (error instanceof RefusalError) return error.refusal
    throw error
  } finally {
    await writer?.abandon()
  }
}

const subjectOf = async (
  parts: PackParts,
  request: AuditPackRequest,
): Promise<PackSubject | Refusal> => {
  const { ledger } = parts
  if ('case' in request) {
    const about = await ledger.load(request.case)
    if (about?.kind !== 'case' || !(await visible(ledger, about, request.actor)))
      return refuse('record/not-found', 'There is no case with this id.')
    return caseSubject(about, await relatedRecords(ledger, about, request.actor))
  }
  const answers = await answersFor(parts, request.by, request.review, request.actor)
  return isRefusal(answers) ? answers : reviewSubject(answers, request.actor)
}
