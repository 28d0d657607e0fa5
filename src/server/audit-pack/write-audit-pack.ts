import type { Clock } from '../../kernel/ports.ts'
import { isRefusal, type Refusal, RefusalError, refuse } from '../../kernel/result.ts'
import type { Actor } from '../../kernel/roles.ts'
import type { Ledger, NoteSigner } from '../../ledger/index.ts'
import { visible } from '../commands/dispatch.ts'
import type { FileStore } from '../files/index.ts'
import { checkpointsFor } from './checkpoints.ts'
import { createPackWriter, type PackWriter } from './pack-writer.ts'
import { relatedRecords } from './related.ts'
import { writeMembers } from './write-members.ts'

/** What a pack is made from; `Parts` of the server has all of it. */
export interface PackParts {
  readonly ledger: Ledger
  readonly signer: NoteSigner
  readonly files: Pick<FileStore, 'read' | 'has'>
  readonly clock: Clock
  readonly settings: { readonly makerName: string }
  /** Absent where another process keeps the tree. */
  readonly sequencer?: { run(): Promise<void> }
}

export interface AuditPackRequest {
  /** Stream id or human id. */
  readonly case: string
  /** Who asks: records under embargo are left out where they may not see them. */
  readonly actor: Actor
  readonly withFiles?: boolean | undefined
  readonly onProgress?: ((facts: number) => void) | undefined
}

export interface WrittenPack {
  readonly case: string
  readonly facts: number
  readonly records: number
  readonly signatures: number
  readonly files: number
  readonly withheld: number
  readonly treeSize: number
  readonly bytes: number
  readonly key: string
}

/**
 * Writes everything about a case into one zip at `path`, with the proof that it stands in the
 * ledger; the file is there whole or not at all. Memory does not grow with the facts but with the
 * records. Refuses with `record/not-found`, `ledger/not-sequenced` or `pack/too-large`.
 */
export const writeAuditPack = async (
  parts: PackParts,
  request: AuditPackRequest,
  path: string,
): Promise<WrittenPack | Refusal> => {
  const { ledger } = parts
  const about = await ledger.load(request.case)
  if (about?.kind !== 'case' || !(await visible(ledger, about, request.actor)))
    return refuse('record/not-found', 'There is no case with this id.')
  let writer: PackWriter | undefined
  try {
    await parts.sequencer?.run()
    const related = await relatedRecords(ledger, about, request.actor)
    const checkpoints = await checkpointsFor(ledger, [...related.records.keys()])
    if (isRefusal(checkpoints)) return checkpoints
    writer = await createPackWriter(path)
    const written = await writeMembers(
      { parts, request, about, ...related, ...checkpoints },
      writer,
    )
    return { ...written, bytes: await writer.finish() }
  } catch (error) {
    if (error instanceof RefusalError) return error.refusal
    throw error
  } finally {
    await writer?.abandon()
  }
}
