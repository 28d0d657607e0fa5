import type { RecordEnvelope } from '../../api/records.ts'
import { humanise } from '../../kinds/words.ts'
import { Facts, Section } from '../../parts/page.tsx'

/** A kind this page has no panel for: its plain values. */
export const OtherPanel = ({ record }: { readonly record: RecordEnvelope }) => (
  <Section title="Recorded">
    <Facts
      facts={Object.entries(
        typeof record.state === 'object' && record.state !== null ? record.state : {},
      ).flatMap(([name, value]: [string, unknown]) =>
        typeof value === 'string' || typeof value === 'number'
          ? [{ name: humanise(name), value: String(value) }]
          : [],
      )}
    />
  </Section>
)
