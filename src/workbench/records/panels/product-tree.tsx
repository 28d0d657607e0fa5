import { useActorName } from '../../api/people.ts'
import { valueInWords } from '../../kinds/words.ts'
import { ToneMark } from '../../parts/marks.tsx'
import { Facts, Section } from '../../parts/page.tsx'
import { RecordLink } from '../../parts/record-link.tsx'
import { Related } from '../related.tsx'
import type { ProductView } from '../views/upkeep.ts'
import type { PanelProps } from '../with-state.tsx'

type Props = PanelProps<ProductView>

/** What hangs on a product besides its revisions: owners, configurations, items, shared code. */
export const ProductTree = ({ record, state }: Props) => (
  <>
    <Owners state={state} />
    <Section title="Configurations in the field">
      {state.configurations.length === 0 ? (
        <p className="soft">None is described: every revision counts as set up in one way.</p>
      ) : (
        <Facts
          facts={state.configurations.map(({ configuration, description, revisions }) => ({
            name: configuration,
            value: (
              <>
                <span className="verbatim">{description}</span>{' '}
                <span className="soft small">
                  {revisions.length === 0 ? 'every revision' : `in ${revisions.join(', ')}`}
                </span>
              </>
            ),
          }))}
        />
      )}
    </Section>
    <Items state={state} />
    <Section title="Shared code">
      {state.sharedCode.map(({ product, what, items }) => (
        <p key={product}>
          <RecordLink collection="products" id={product} /> <span>{what}</span>{' '}
          <span className="soft small">{items.join(', ')}</span>
        </p>
      ))}
      <h3>Declared by other products</h3>
      <Related
        collection="products"
        facet={`shares-code:${record.id}`}
        none="No other product says that it shares code with this one."
      />
    </Section>
  </>
)

const Owners = ({ state: { owners } }: { readonly state: ProductView }) => {
  const nameOf = useActorName()
  return (
    <Section title="Who answers for it">
      {owners.length === 0 ? (
        <p>
          <ToneMark tone="bad">Nobody</ToneMark>{' '}
          <span className="soft">
            A case that may touch this product has nobody to ask. Name its owners.
          </span>
        </p>
      ) : (
        <p>{owners.map(nameOf).join(', ')}</p>
      )}
    </Section>
  )
}

const Items = ({ state: { items, itemClass } }: { readonly state: ProductView }) => (
  <Section title="Software items by class (4.3)">
    <p className="soft">
      {items.length === 0 ? 'Every item is of the class of the product' : 'Every other item'}:{' '}
      {valueInWords('itemClass', itemClass)}.
    </p>
    {items.length === 0 ? null : (
      <Facts
        facts={items.map((item) => ({
          name: item.name,
          value: (
            <>
              <p>{valueInWords('itemClass', item.itemClass)}</p>
              <Transfer item={item} />
              {item.owner === '' && item.contact === '' ? null : (
                <p className="soft small">
                  Maintained by{' '}
                  {[item.owner, item.contact].filter((part) => part !== '').join(', ')}
                </p>
              )}
            </>
          ),
        }))}
      />
    )}
  </Section>
)

const Transfer = ({ item }: { readonly item: ProductView['items'][number] }) => {
  if (item.riskTransferredTo !== '')
    return (
      <p>
        Its risk is carried by {item.riskTransferredTo}.{' '}
        <span className="soft">Told: {item.told}</span>
      </p>
    )
  return item.itemClass === 'maintained' ? null : (
    <ToneMark tone="half">Nobody was told to carry its risk</ToneMark>
  )
}
