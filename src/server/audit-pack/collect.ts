import { canonicalJson, type Json } from '../../kernel/canonical-json.ts'
import { orThrow } from '../../kernel/result.ts'
import { type Found, type Ledger, leafEntry, type RecordedEvent } from '../../ledger/index.ts'
import { caseConstraints } from './constraints.ts'
import { createFileList, createFolding, factsOf } from './facts.ts'
import type { PageFact } from './page.tsx'
import { tellFact } from './tell-fact.ts'

/** More than these the page only counts: the pack holds them all the same. */
const factsOnPage = 2_000

/**
 * Goes through the facts once, giving their lines for `events.jsonl`, and keeps on the way what the
 * other members are made of. What it keeps is complete when the lines have been taken.
 */
export const createCollection = async (
  ledger: Ledger,
  records: ReadonlyMap<string, Found>,
  treeSize: number,
  onProgress: ((facts: number) => void) | undefined,
) => {
  const names = await namesOfPeople(ledger)
  const folding = createFolding(ledger, records)
  const files = createFileList()
  const leaves: number[] = []
  const signatures: string[] = []
  const pageFacts: PageFact[] = []
  const answers = caseConstraints.map((constraint) => ({ constraint, lines: [] as number[] }))
  const take = (leafIndex: number, event: RecordedEvent): void => {
    leaves.push(leafIndex)
    folding.add(event)
    files.add(event)
    const { id, stream, type, signature } = event
    if (signature !== null) signatures.push(lineOf({ event: id, stream, type, ...signature }))
    for (const { constraint, lines } of answers)
      if (constraint.answeredBy(event)) lines.push(leaves.length)
    if (pageFacts.length < factsOnPage)
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
    answers,
    records: folding.all,
    files: files.all,
  }
}

/** A line of one of the pack's lists. */
export const lineOf = (value: Json): string => `${canonicalJson(value)}\n`

/** Names of the people who work here, by the stream of their record. */
const namesOfPeople = async (ledger: Ledger): Promise<ReadonlyMap<string, string>> => {
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
