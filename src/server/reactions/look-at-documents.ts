import type { CaseState } from '../../cases/index.ts'
import type { DocumentState, ImpactFacts, LookState } from '../../documents/index.ts'
import { toDecide } from '../../documents/index.ts'
import type { Ledger } from '../../ledger/index.ts'
import type { ProductState } from '../../products/index.ts'
import { ensureIndexed, searchLibrary } from '../impact/index.ts'
import { documentsOf } from '../wiring/documents.ts'
import { having, ofKind, one, type Typed } from '../wiring/records.ts'
import { issue } from './issue.ts'
import type { Reaction } from './runner.ts'

/**
 * 4.1.9/after-fix: a verified fix asks which statements of the accompanying documents are false
 * now. What was dismissed for the same statement before is not asked again.
 */
export const lookAtDocuments: Reaction = {
  name: 'look-at-documents',
  on: ['case.fix-verified'],
  run: async (event, parts) => {
    const { ledger } = parts
    const about = await one<CaseState>(ledger, 'case', event.stream)
    if (about === undefined) return
    const documents = await documentsAbout(ledger, about.state)
    const searched = documents
      .filter(({ state }) => outcomeOf(state) !== 'could-not-read')
      .map(({ stream, state }) => ({
        id: stream,
        revision: state.revisions.at(-1)?.file.hash ?? '',
        title: `${state.title} ${state.documentKind}`,
      }))
    await ensureIndexed(ledger.database, searched)
    const answer = await searchLibrary(
      ledger.database,
      await factsOf(ledger, about.state),
      searched,
    )
    const earlier = await having<LookState>(ledger, 'look', 'case', event.stream)
    const { candidates, leftOut } = toDecide(
      answer.candidates,
      new Map(searched.map(({ id, revision }) => [id, revision])),
      earlier.map(({ state }) => state),
    )
    const unsearched = new Set([...leftOut, ...answer.missed])
    await issue(parts, event, {
      kind: 'look',
      command: 'record',
      input: {
        case: about.stream,
        caseReference: about.humanId,
        cause: event.type,
        searched: searched.map(({ id, revision }) => ({ document: id, revision })),
        candidates,
        omissions: answer.omissions.slice(0, 50).map(({ guidance, where }) => ({
          guidance: guidance.slice(0, 1_000).toWellFormed(),
          where,
        })),
        unread: documents.flatMap(({ stream, state }) =>
          outcomeOf(state) === 'read' && !unsearched.has(stream) ? [] : [stream],
        ),
      },
    })
  },
}

/** What the reading of the newest revision came to; one that is not read yet could not be read. */
const outcomeOf = ({ revisions }: DocumentState) =>
  revisions.at(-1)?.reading?.outcome ?? 'could-not-read'

/** Documents of the revisions that are affected, or may be, and of those in which it is fixed. */
const documentsAbout = async (
  ledger: Ledger,
  { impact, verifications }: CaseState,
): Promise<readonly Typed<DocumentState>[]> => {
  const fixed = verifications
    .filter(({ passed }) => passed)
    .map(({ product, fixedIn }) => ({ product, revision: fixedIn }))
  const concerned = impact.filter(({ status }) => status !== 'not-affected')
  const found = new Map<string, Typed<DocumentState>>()
  for (const { product, revision } of [...concerned, ...fixed])
    for (const document of await documentsOf(ledger, product, revision))
      found.set(document.stream, document)
  return [...found.values()].sort((a, b) => (a.humanId < b.humanId ? -1 : 1))
}

/** The facts as recorded, completed by what the case knows anyway. */
const factsOf = async (
  ledger: Ledger,
  { facts, summary, title, impact, disposition, verifications }: CaseState,
): Promise<ImpactFacts> => {
  const products = ofKind<ProductState>(
    await ledger.loadAll([...new Set(impact.map(({ product }) => product))]),
    'product',
  )
  const affected = impact.find(({ status }) => status === 'affected')?.revision
  const fixed = verifications.at(-1)?.fixedIn
  const name = products[0]?.state.name
  const product =
    name === undefined
      ? undefined
      : {
          name,
          ...(affected === undefined ? {} : { affected }),
          ...(fixed === undefined ? {} : { fixed }),
        }
  return {
    ...(product === undefined ? {} : { product }),
    ...facts,
    summary: facts.summary ?? `${title}. ${summary}`.slice(0, 4_000),
    guidance: [...new Set([...(facts.guidance ?? []), ...(disposition?.guidance ?? [])])],
  }
}
