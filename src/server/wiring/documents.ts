import {
  covers,
  type DocumentState,
  type LibraryPorts,
  type LookPorts,
  said,
  says,
} from '../../documents/index.ts'
import { refuse } from '../../kernel/result.ts'
import type { Ledger } from '../../ledger/index.ts'
import type { ProductState } from '../../products/index.ts'
import { statementsOf } from '../looks/statements.ts'
import { having, ofKind, one, readOf, type Typed } from './records.ts'

/**
 * The accompanying documents of a product, or of one of its revisions, in the order of their
 * numbers. What looks, gates and reviews search is chosen here and nowhere else.
 */
export const documentsOf = async (
  ledger: Ledger,
  product: string,
  revision?: string,
): Promise<readonly Typed<DocumentState>[]> =>
  (await having<DocumentState>(ledger, 'document', 'product', product))
    .filter(({ state }) => covers(state, product, revision))
    .sort((a, b) => (a.humanId < b.humanId ? -1 : 1))

export const libraryPorts = (ledger: () => Ledger): LibraryPorts => ({
  namedBy: async (document, { products, covers: some, translationOf }) => {
    const ids = new Set([...products, ...some.map(({ product }) => product)])
    const found = ofKind<ProductState>(await ledger().loadAll([...ids]), 'product')
    const original =
      translationOf === undefined
        ? undefined
        : await one<DocumentState>(ledger(), 'document', translationOf)
    const translations = await ledger().having('document', 'translation-of', document)
    return {
      facts: {
        products: new Map(
          found.map(({ stream, state }) => [
            stream,
            state.revisions.map(({ revision }) => revision),
          ]),
        ),
        original: original?.state ?? null,
        translations: translations.length > 0,
      },
      read: readOf([...found, ...(original === undefined ? [] : [original])]),
    }
  },
})

export const lookPorts = (ledger: () => Ledger): LookPorts => ({
  statementIn: async (id, quote) => {
    const document = await one<DocumentState>(ledger(), 'document', id)
    if (document === undefined)
      return refuse('look/no-document', 'This document is not in the library.')
    const revision = document.state.revisions.at(-1)?.file.hash ?? ''
    const stands = says(said(await statementsOf(ledger(), id, revision)), quote)
    return { facts: { revision, stands }, read: readOf([document]) }
  },
})
