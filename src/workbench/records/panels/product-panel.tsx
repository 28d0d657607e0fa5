import { useState } from 'react'
import { humanise, valueInWords } from '../../kinds/words.ts'
import { FileLink } from '../../parts/files.tsx'
import { StatusMark, ToneMark } from '../../parts/marks.tsx'
import { Empty, Facts, Section } from '../../parts/page.tsx'
import { Personal } from '../../parts/personal.tsx'
import { Day } from '../../parts/time.tsx'
import { Related } from '../related.tsx'
import { type ProductView, productView } from '../views/upkeep.ts'
import { type PanelProps, withState } from '../with-state.tsx'
import { ProductTree } from './product-tree.tsx'

type Props = PanelProps<ProductView>

export const ProductPanel = withState(productView, ({ record, state }: Props) => (
  <>
    <Section title="Product">
      {state.description === '' ? null : <p className="prose verbatim">{state.description}</p>}
      <Facts
        facts={[
          { name: 'Maker', value: state.maker },
          { name: 'Class (4.3)', value: valueInWords('itemClass', state.itemClass) },
          {
            name: 'Health information',
            value: state.healthInformation ? 'Kept or made by it' : 'None',
          },
        ]}
      />
    </Section>
    <Section title="Revisions">
      {state.revisions.length === 0 ? (
        <Empty>
          <p>No revision yet. Add the ones in the field first.</p>
        </Empty>
      ) : (
        <Revisions revisions={state.revisions.toReversed()} />
      )}
    </Section>
    <ProductTree record={record} state={state} />
    <Profile state={state} />
    <Section title="Users who are told">
      {state.users.length === 0 ? (
        <p className="soft">Nobody is registered: no notice of an update would reach anybody.</p>
      ) : (
        <ul className="stack-tight">
          {state.users.map(({ user, organisation, contactName, email }) => (
            <li key={user}>
              <strong>{organisation}</strong>{' '}
              <span className="soft">
                <Personal text={contactName} /> <Personal text={email} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
    <Section title="Cases">
      <Related
        collection="cases"
        facet={`product:${record.id}`}
        none="No case names this product."
      />
    </Section>
    <Section title="Accompanying documents">
      <Related
        collection="documents"
        facet={`product:${record.id}`}
        none="The library has no document of this product."
      />
    </Section>
    <Section title="Releases and updates">
      <Related collection="releases" facet={`product:${record.id}`} none="No release yet." />
      <Related collection="updates" facet={`product:${record.id}`} none="No update yet." />
    </Section>
  </>
))

const atFirst = 10

/** The newest first, and the others when they are asked for. */
const Revisions = ({ revisions }: Pick<ProductView, 'revisions'>) => {
  const [all, setAll] = useState(false)
  const shown = all ? revisions : revisions.slice(0, atFirst)
  return (
    <>
      <ul className="revisions">
        {shown.map((revision) => (
          <RevisionLine key={revision.revision} revision={revision} />
        ))}
      </ul>
      {shown.length === revisions.length ? null : (
        <button type="button" className="link-button" onClick={() => setAll(true)}>
          Show all {revisions.length} revisions
        </button>
      )}
    </>
  )
}

const RevisionLine = ({ revision }: { readonly revision: ProductView['revisions'][number] }) => {
  const [open, setOpen] = useState(false)
  const { sbom } = revision
  return (
    <li>
      <p className="row">
        <strong>{revision.revision}</strong>
        <StatusMark status={revision.status} />
        {revision.releasedOn === null ? null : (
          <span className="soft small">
            released <Day on={revision.releasedOn} />
          </span>
        )}
        {revision.endOfSupport === null ? null : (
          <span className="soft small">
            supported until <Day on={revision.endOfSupport} />
          </span>
        )}
      </p>
      {sbom === null ? (
        <ToneMark tone="none">No SBOM</ToneMark>
      ) : (
        <p className="row">
          <ToneMark tone="good">{`${sbom.components.length} software items`}</ToneMark>
          <FileLink file={sbom.file} />
          <span className="soft small">{sbom.format}</span>
          <button
            type="button"
            className="link-button small"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {open ? 'Hide the items' : 'Show the items'}
          </button>
        </p>
      )}
      {sbom !== null && open ? (
        <ul className="components">
          {sbom.components.map(({ name, version, purl }) => (
            <li key={name + version + purl}>
              {name} <span className="soft">{version}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  )
}

const Lines = ({ lines }: { readonly lines: readonly string[] }) =>
  lines.length === 0 ? (
    <ToneMark tone="none">Nothing recorded</ToneMark>
  ) : (
    <ul className="stack-tight">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )

/** What release documents are written from; what is empty is shown, not hidden. */
const Profile = ({ state: { profile } }: { readonly state: ProductView }) => {
  if (profile === null)
    return (
      <Section title="Security profile">
        <p className="soft">
          Not set. Release documents would say loudly that nothing is recorded.
        </p>
      </Section>
    )
  const {
    ports,
    accounts,
    ciphers,
    annexE,
    documentationRequirements,
    requiredSettings = [],
    ...texts
  } = profile
  return (
    <Section title="Security profile">
      <Facts
        facts={[
          {
            name: 'Ports',
            value: (
              <Lines
                lines={ports.map(({ port, protocol, service, direction, purpose }) =>
                  [`${port}/${protocol}`, direction, service, purpose && `(${purpose})`]
                    .filter((part) => part !== '')
                    .join(' '),
                )}
              />
            ),
          },
          {
            name: 'Accounts',
            value: (
              <Lines
                lines={accounts.map(({ name, purpose }) =>
                  purpose === '' ? name : `${name}: ${purpose}`,
                )}
              />
            ),
          },
          { name: 'Ciphers', value: <Lines lines={ciphers} /> },
          {
            name: 'The documents must hold',
            value: (
              <Lines
                lines={documentationRequirements.map(
                  ({ id, requirement }) => `${id}: ${requirement}`,
                )}
              />
            ),
          },
          {
            name: 'Users must set',
            value: (
              <Lines lines={requiredSettings.map(({ setting, value }) => `${setting}: ${value}`)} />
            ),
          },
          {
            name: 'Annex E',
            value: (
              <Lines
                lines={annexE.map(
                  ({ item, coverage }) => `${item}: ${humanise(coverage).toLowerCase()}`,
                )}
              />
            ),
          },
          ...Object.entries(texts).map(([name, value]) => ({
            name: humanise(name),
            value:
              value === '' ? (
                <ToneMark tone="none">Nothing recorded</ToneMark>
              ) : (
                <span className="verbatim">{value}</span>
              ),
          })),
        ]}
      />
    </Section>
  )
}
