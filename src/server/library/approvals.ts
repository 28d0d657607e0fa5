import {
  type ApprovalProposal,
  approvalToConfirm,
  type DocumentState,
} from '../../documents/index.ts'
import type { Refusal } from '../../kernel/result.ts'
import { isRefusal } from '../../kernel/result.ts'
import type { Ledger } from '../../ledger/index.ts'
import { one } from '../wiring/records.ts'

/** A document that says itself that it was approved, which nobody has confirmed or dismissed. */
export interface ApprovalToConfirm {
  readonly id: string
  readonly humanId: string
  readonly title: string
  /** Of the record: what its reader looked at. */
  readonly recordVersion: number
  readonly version: string
  /** SHA-256 of the file. */
  readonly revision: string
  readonly proposal: ApprovalProposal
}

export interface ApprovalsToConfirm {
  readonly items: readonly ApprovalToConfirm[]
  /** Of the next page; null on the last one. */
  readonly next: string | null
}

const page = 100

/** Documents whose newest revision claims its approval, as far as this person may see them. */
export const approvalsToConfirm = async (
  ledger: Ledger,
  person: string,
  cursor: string | undefined,
): Promise<ApprovalsToConfirm | Refusal> => {
  const found = await ledger.list({
    kind: 'document',
    facets: [{ name: 'approval', value: 'to-confirm' }],
    person,
    sort: 'title',
    descending: false,
    limit: page,
    cursor,
  })
  if (isRefusal(found)) return found
  const items: ApprovalToConfirm[] = []
  for (const { id, humanId } of found.items) {
    const document = await one<DocumentState>(ledger, 'document', id)
    const newest = document?.state.revisions.at(-1)
    const proposal = document === undefined ? undefined : approvalToConfirm(document.state)
    if (document === undefined || newest === undefined || proposal === undefined) continue
    items.push({
      id,
      humanId,
      title: document.state.title,
      recordVersion: document.version,
      version: newest.version,
      revision: newest.file.hash,
      proposal,
    })
  }
  return { items, next: found.next }
}
