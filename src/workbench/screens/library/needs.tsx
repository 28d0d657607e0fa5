import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Health, KindOfProduct, ProductNeeds } from '../../api/library.ts'
import { useSignedIn } from '../../api/session.ts'
import { mayIssue, useOrder } from '../../forms/order.ts'
import { valueInWords } from '../../kinds/words.ts'
import { type Tone, ToneMark } from '../../parts/marks.tsx'
import { Section } from '../../parts/page.tsx'

/** Products that are shown before anybody asks for all. */
const few = 5

/** What each product has, and what it lacks by the maker's rules. */
export const Needs = ({ health: { products, missing } }: { readonly health: Health }) => {
  const [all, setAll] = useState(false)
  const wanting = products.filter(isWanting)
  if (products.length === 0) return null
  const shown = all ? products : wanting.slice(0, few)
  return (
    <Section
      title="Documents of products"
      aside={
        <span className="small soft">
          {missing === 0
            ? 'Every product has the kinds of document that it should have.'
            : `${missing.toLocaleString('en')} ${missing === 1 ? 'kind is' : 'kinds are'} missing, by the rules in document-library.yaml`}
        </span>
      }
    >
      {shown.length === 0 ? (
        <p className="soft">Nothing is missing and no revision in the field is left out.</p>
      ) : (
        <ul className="needs">
          {shown.map((product) => (
            <Product key={product.id} product={product} />
          ))}
        </ul>
      )}
      {products.length > shown.length || all ? (
        <p>
          <button type="button" className="link-button" onClick={() => setAll(!all)}>
            {all
              ? 'Only those that lack something'
              : `Show all ${products.length.toLocaleString('en')} products`}
          </button>
          {all || wanting.length <= few ? null : (
            <span className="soft small"> {wanting.length} lack something</span>
          )}
        </p>
      ) : null}
    </Section>
  )
}

const isWanting = ({ missing, kinds }: ProductNeeds): boolean =>
  missing.length > 0 || kinds.some((kind) => problemOf(kind) !== undefined)

const Product = ({ product }: { readonly product: ProductNeeds }) => (
  <li className="need">
    <Link
      to="/$collection/$id"
      params={{ collection: 'products', id: product.id }}
      className="need-name"
    >
      {product.title}
    </Link>
    <ul className="need-kinds">
      {product.missing.map((kind) => (
        <li key={kind}>
          <ToneMark tone="none">Missing: {valueInWords('documentKind', kind)}</ToneMark>{' '}
          <AddOne product={product.id} kind={kind} />
        </li>
      ))}
      {product.kinds.map((kind) => {
        const problem = problemOf(kind)
        const tone: Tone = problem === undefined ? 'good' : 'half'
        return (
          <li key={kind.kind}>
            <ToneMark tone={tone}>
              <Link
                to="/$collection"
                params={{ collection: 'documents' }}
                search={{ facet: `product:${product.id},document-kind:${kind.kind}` }}
              >
                {valueInWords('documentKind', kind.kind)}: {kind.documents}
              </Link>
            </ToneMark>
            {problem === undefined ? null : <span className="small"> {problem}</span>}
          </li>
        )
      })}
    </ul>
  </li>
)

const problemOf = ({ hasRevision, uncovered, since }: KindOfProduct): string | undefined =>
  !hasRevision
    ? 'without a revision'
    : uncovered.length > 0
      ? `not for ${uncovered.join(', ')}`
      : since === null
        ? undefined
        : `older than revision ${since.revision} of ${since.day}`

const AddOne = ({ product, kind }: { readonly product: string; readonly kind: string }) => {
  const session = useSignedIn()
  const order = useOrder()
  return mayIssue(session, 'documents', 'register') ? (
    <button
      type="button"
      className="link-button small"
      onClick={() =>
        order({
          collection: 'documents',
          command: 'register',
          preset: { documentKind: kind, products: [product] },
        })
      }
    >
      Add it<span className="visually-hidden">: {valueInWords('documentKind', kind)}</span>
    </button>
  ) : null
}
