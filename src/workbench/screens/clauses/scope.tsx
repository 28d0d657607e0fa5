import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Scope } from '../../api/clauses.ts'
import { recordQuery } from '../../api/records.ts'
import { productsQuery } from '../../lists/products.tsx'
import { productView } from '../../records/views/upkeep.ts'

/** In an address: all products together. */
export const together = 'all'

/** What an address asks for, as the server is asked. */
export const scopeOf = ({ product, revision }: Scope): Scope =>
  product === undefined || product === together ? {} : { product, revision }

/** Chooses what the review is about. */
export const ScopeSelect = ({
  asked,
  overview,
  onChange,
}: {
  readonly asked: Scope
  /** What stands there where none is chosen. */
  readonly overview?: string
  readonly onChange: (scope: Scope) => void
}) => {
  const { data: products = [] } = useQuery(productsQuery)
  const { product } = scopeOf(asked)
  return (
    <>
      <NativeSelect
        aria-label="Product"
        value={asked.product ?? (overview === undefined ? together : '')}
        onChange={({ currentTarget }) => onChange({ product: currentTarget.value || undefined })}
        data={[
          ...(overview === undefined ? [] : [{ value: '', label: overview }]),
          { value: together, label: 'All products together' },
          ...products.map(({ id, title }) => ({ value: id, label: title })),
        ]}
      />
      {product === undefined ? null : (
        <RevisionSelect
          product={product}
          revision={asked.revision}
          onChange={(revision) => onChange({ product, revision })}
        />
      )}
    </>
  )
}

const RevisionSelect = ({
  product,
  revision,
  onChange,
}: {
  readonly product: string
  readonly revision: string | undefined
  readonly onChange: (revision: string | undefined) => void
}) => {
  const { data } = useQuery(recordQuery('products', product))
  const revisions = productView.safeParse(data?.state).data?.revisions ?? []
  return revisions.length === 0 ? null : (
    <NativeSelect
      aria-label="Revision"
      value={revision ?? ''}
      onChange={({ currentTarget }) => onChange(currentTarget.value || undefined)}
      data={[
        { value: '', label: 'Every revision' },
        ...revisions.map((one) => ({ value: one.revision, label: one.revision })),
      ]}
    />
  )
}
