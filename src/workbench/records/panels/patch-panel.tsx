import { humanise } from '../../kinds/words.ts'
import { Empty, Facts, Section } from '../../parts/page.tsx'
import { RecordLink } from '../../parts/record-link.tsx'
import { DoneBy } from '../done-by.tsx'
import { type PatchView, patchView } from '../views/upkeep.ts'
import { type PanelProps, withState } from '../with-state.tsx'

export const PatchPanel = withState(patchView, ({ state }: PanelProps<PatchView>) => (
  <>
    <Section title="Patch">
      <Facts
        facts={[
          { name: 'Vendor', value: state.vendor },
          { name: 'Patch', value: state.name },
          { name: 'Version', value: state.version },
          {
            name: 'Our product',
            value: <RecordLink collection="products" id={state.product} brief />,
          },
          { name: 'Revision', value: state.revision },
        ]}
      />
    </Section>
    <Section title="Our position">
      {state.positions.length === 0 ? (
        <Empty>
          <p>Undecided. Users do not know yet whether they may install it.</p>
        </Empty>
      ) : (
        <ol className="stack">
          {state.positions.toReversed().map((position, index) => (
            <li key={position.at} className={index === 0 ? '' : 'soft'}>
              <h3>
                {humanise(position.position)}
                {index === 0 ? '' : ' (earlier)'}
              </h3>
              <p className="prose verbatim">{position.reason}</p>
              {position.mitigation === '' ? null : (
                <p>
                  <strong>Meanwhile users:</strong> {position.mitigation}
                </p>
              )}
              <p className="signed small">
                <DoneBy by="" at={position.at} signedBy={position.name} />
              </p>
            </li>
          ))}
        </ol>
      )}
    </Section>
  </>
))
