import { canonicalJson, type Json } from '../../kernel/canonical-json.ts'
import { limits } from '../../kernel/limits.ts'
import { orThrow, RefusalError, refuse } from '../../kernel/result.ts'
import { type Ledger, leafEntry, type RecordedEvent } from '../../ledger/index.ts'
import type { NamedRecord } from '../../review/index.ts'
import { createFileList, factsOf } from './facts.ts'
import type { PageFact } from './page/content.ts'
import { tellFact } from './tell-fact.ts'

/**
 * Goes through the facts once, giving their lines for `events.jsonl`, and keeps on the way what the
 * other members are made of. What it keeps is complete when the lines have been taken.
 */
export const createCollection = (
  ledger: Ledger,
  names: ReadonlyMap<string, string>,
  records: ReadonlyMap<string, NamedRecord>,
  treeSize: number,
  onProgress: ((facts: number) => void) | undefined,
  /** Sees each fact with its line in `events.jsonl`. */
  onFact: (event: RecordedEvent, line: number) => void,
) => {
  const files = createFileList()
  const leaves: number[] = []
  const signatures: string[] = []
  const pageFacts: PageFact[] = []
  const take = (leafIndex: number, event: RecordedEvent): void => {
    leaves.push(leafIndex)
    files.add(event)
    const { id, stream, type, signature } = event
    if (signature !== null) signatures.push(lineOf({ event: id, stream, type, ...signature }))
    if (signatures.length > limits.auditPack.signatures) throw tooManySignatures()
    onFact(event, leaves.length)
    if (pageFacts.length < limits.auditPack.rowsShown)
      pageFacts.push(tellFact({ leafIndex, event }, leaves.length, records.get(stream), names))
    if (leaves.length % 1_000 === 0) onProgress?.(leaves.length)
  }
  return {
    lines: async function* (): AsyncGenerator<string | Uint8Array> {
      for await (const { leafIndex, event } of factsOf(ledger, [...records.keys()], treeSize)) {
        take(leafIndex, event)
        yield leafEntry(event)
        yield '\n'
      }
    },
    leaves: leaves as readonly number[],
    signatures: signatures as readonly string[],
    pageFacts: pageFacts as readonly PageFact[],
    files: files.all,
  }
}

/** A line of one of the pack's lists. */
export const lineOf = (value: Json): string => `${canonicalJson(value)}\n`

/** Names of the people who work here, by the stream of their record. */
export const namesOfPeople = async (ledger: Ledger): Promise<ReadonlyMap<string, string>> => {
  const names = new Map<string, string>()
  for (let cursor: string | undefined; ; ) {
    const page = orThrow(
      await ledger.list({ kind: 'person', person: undefined, limit: 500, cursor }),
    )
    for (const { id, title } of page.items) names.set(id, title)
    if (page.next === null) return names
    cursor = page.next
  }
}

const tooManySignatures = () =>
  new RefusalError(
    refuse(
      'pack/too-large',
      `More than ${limits.auditPack.signatures} signatures belong into this pack. Narrow it: by a clause, a product, or a later day.`,
    ),
  )
