import { Facts, Section } from '../../parts/page.tsx'
import { type DistributionView, distributionView } from '../views/upkeep.ts'
import { type PanelProps, withState } from '../with-state.tsx'

export const DistributionPanel = withState(
  distributionView,
  ({ state }: PanelProps<DistributionView>) => (
    <Section title="What left the server">
      <Facts
        facts={[
          { name: 'Subject', value: state.subject },
          { name: 'By', value: state.channel },
          { name: 'To', value: state.recipient },
          { name: 'The other side said', value: state.answer },
          { name: 'SHA-256 of what was sent', value: <code>{state.contentHash}</code> },
        ]}
      />
      {state.checkpoint === '' ? null : (
        <>
          <h3>Checkpoint that went with it</h3>
          <pre className="note">{state.checkpoint}</pre>
        </>
      )}
    </Section>
  ),
)
