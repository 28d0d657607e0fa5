import { valueInWords } from '../../kinds/words.ts'
import { Facts, Section } from '../../parts/page.tsx'
import { Personal } from '../../parts/personal.tsx'
import { Moment } from '../../parts/time.tsx'
import { WithRecords } from '../../parts/with-records.tsx'
import { type DistributionView, distributionView } from '../views/upkeep.ts'
import { type PanelProps, withState } from '../with-state.tsx'

export const DistributionPanel = withState(
  distributionView,
  ({ state }: PanelProps<DistributionView>) => (
    <Section title="What left the server">
      <Facts
        facts={[
          { name: 'Subject', value: <WithRecords text={state.subject} /> },
          { name: 'By', value: valueInWords('channel', state.channel) },
          { name: 'To', value: <Personal text={state.recipient} /> },
          { name: 'Handed over', value: <Moment at={state.at} /> },
          { name: 'The other side said', value: <code>{state.answer}</code> },
          { name: 'SHA-256 of what was sent', value: <code>{state.contentHash}</code> },
        ]}
      />
      {state.checkpoint === '' ? null : (
        <>
          <h3>Checkpoint that went with it</h3>
          <p className="soft small">
            Whoever holds it can tell whether anything that happened before was rewritten.
          </p>
          <pre className="note">{state.checkpoint}</pre>
        </>
      )}
    </Section>
  ),
)
