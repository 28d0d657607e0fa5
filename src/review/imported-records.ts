import type { AsksAgain, ImportedRecord, RecordAnswer } from './contract.ts'
import { asksAgain, findingOf } from './library/persons-words.ts'
import { nameOf } from './library/standing.ts'
import { type Facts, yearAgo } from './queries/answer.ts'
import type { Viewed } from './records/views.ts'

type Word = Viewed<'review-finding'>

/** Records of elsewhere that people named as proof of one constraint, newest first. */
export const importedFor = (
  words: readonly Word[],
  documents: readonly Viewed<'document'>[],
): { readonly imported: readonly ImportedRecord[]; readonly past: readonly AsksAgain[] } => {
  const imported: ImportedRecord[] = []
  const past: AsksAgain[] = []
  const named = words.filter(({ status }) => status === 'record-named')
  if (named.length === 0) return { imported, past }
  const ids = new Set(named.map(({ state }) => state.document))
  const byId = new Map(
    documents.filter(({ id }) => ids.has(id)).map((document) => [document.id, document]),
  )
  for (const word of named) {
    const { record } = word.state
    const document = byId.get(word.state.document ?? '')
    if (record === null || document === undefined) continue
    const newest = document.state.revisions.at(-1)
    if (newest?.file.hash !== record.revision)
      past.push(
        asksAgain(word, `${nameOf(document)} has another content now, version ${newest?.version}.`),
      )
    else if (document.state.documentKind !== 'record')
      past.push(asksAgain(word, `${nameOf(document)} is no record any more.`))
    else
      imported.push({
        finding: findingOf(word),
        id: document.id,
        document: nameOf(document),
        version: record.version,
        revision: record.revision,
        on: record.on,
      })
  }
  return { imported: imported.sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0)), past }
}

/**
 * The ledger's answer with the imported records. They fill a silence: where nothing is on record
 * here, one of the last year proves that it ran, an older one in part. A gap that our own records
 * show stays a gap: something that ran elsewhere does not close it.
 */
export const withImported = (
  answer: RecordAnswer,
  imported: readonly ImportedRecord[],
  facts: Pick<Facts, 'now'>,
): RecordAnswer => {
  const [newest] = imported
  if (newest === undefined || answer.verdict !== 'absent') return answer
  const shown = `${newest.document} of ${newest.on} was named as proof by ${newest.finding.by}: ${newest.finding.reason}`
  const links = [{ kind: 'document', id: newest.id, label: newest.document.slice(0, 120) }]
  const isRecent = newest.on >= yearAgo(facts)
  if (answer.links.length > 0)
    return {
      verdict: 'partial',
      detail: `${answer.detail} Elsewhere: ${shown}`,
      links: [...links, ...answer.links],
    }
  return {
    verdict: isRecent ? 'met' : 'partial',
    detail: `${shown} (An imported record${isRecent ? '' : ', more than a year old'}.)`,
    links,
  }
}
