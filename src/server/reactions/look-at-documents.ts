import type { CaseState } from '../../cases/index.ts'
import type { DocumentState, ImpactFacts, LookState } from '../../documents/index.ts'
import { findImpact } from '../../documents/index.ts'
import type { Passage, PassageLocation } from '../../kernel/passage.ts'
import type { Ledger } from '../../ledger/index.ts'
import type { ProductState } from '../../products/index.ts'
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
    const documents = await documentsOf(ledger, about.state)
    const readable = documents.filter(({ state }) => isRead(state))
    const searched = await Promise.all(
      readable.map(async ({ stream, state }) => ({
        id: stream,
        revision: state.revisions.at(-1)?.file.hash ?? '',
        passages: await statementsOf(ledger, stream, state.revisions.at(-1)?.file.hash ?? ''),
      })),
    )
    const answer = findImpact(await factsOf(ledger, about.state), searched)
    const settled = await dismissedBefore(ledger, event.stream)
    const revisionOf = new Map(searched.map(({ id, revision }) => [id, revision]))
    await issue(parts, event, {
      kind: 'look',
      command: 'record',
      input: {
        case: about.stream,
        caseReference: about.humanId,
        cause: event.type,
        searched: searched.map(({ id, revision }) => ({ document: id, revision })),
        candidates: answer.candidates
          .filter(({ path, quote }) => !settled.has(`${path}\n${quote}`))
          .slice(0, 200)
          .map(({ path, quote, location, reason, confidence }, index) => ({
            id: String(index + 1),
            document: path,
            revision: revisionOf.get(path) ?? '',
            quote: quote.slice(0, 4_000),
            location: placeOf(location),
            reason: reason.slice(0, 4_000),
            confidence,
          })),
        omissions: answer.omissions.slice(0, 200).map(({ guidance, where }) => ({
          guidance: guidance.slice(0, 4_000),
          where: String(where).slice(0, 300),
        })),
        unread: documents.filter(({ state }) => !isRead(state)).map(({ stream }) => stream),
      },
    })
  },
}

const isRead = ({ revisions }: DocumentState): boolean => {
  const outcome = revisions.at(-1)?.reading?.outcome
  return outcome === 'read' || outcome === 'partly-read'
}

const documentsOf = async (
  ledger: Ledger,
  { impact }: CaseState,
): Promise<readonly Typed<DocumentState>[]> => {
  const products = new Set(
    impact.filter(({ status }) => status !== 'not-affected').map(({ product }) => product),
  )
  const found = new Map<string, Typed<DocumentState>>()
  for (const product of products)
    for (const document of await having<DocumentState>(ledger, 'document', 'product', product))
      found.set(document.stream, document)
  return [...found.values()].sort((a, b) => (a.humanId < b.humanId ? -1 : 1))
}

const statementsOf = async (
  { database }: Ledger,
  document: string,
  revision: string,
): Promise<readonly Passage[]> => {
  const rows = await database.reader
    .selectFrom('statement')
    .selectAll()
    .where('document', '=', document)
    .where('revision', '=', revision)
    .orderBy('idx')
    .execute()
  return rows.map(({ idx, kind, text, location }) => ({
    index: idx,
    // Our own reader wrote kind and location.
    kind: kind as Passage['kind'],
    text,
    location: JSON.parse(location) as PassageLocation,
  }))
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

const dismissedBefore = async (ledger: Ledger, about: string): Promise<ReadonlySet<string>> => {
  const looks = await having<LookState>(ledger, 'look', 'case', about)
  return new Set(
    looks.flatMap(({ state }) =>
      state.candidates
        .filter(({ decision }) => decision.is === 'dismissed')
        .map(({ document, quote }) => `${document}\n${quote}`),
    ),
  )
}

const placeOf = ({ page, line, headings }: PassageLocation): string =>
  [
    ...(page === undefined ? [] : [`page ${page}`]),
    ...(line === undefined ? [] : [`line ${line}`]),
    ...headings,
  ]
    .join(' › ')
    .slice(0, 300)
