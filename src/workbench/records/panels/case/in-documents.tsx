import { Section } from '../../../parts/page.tsx'
import { Related } from '../../related.tsx'
import type { CaseView } from '../../views/case.ts'
import type { PanelProps } from '../../with-state.tsx'

/** What the accompanying documents say wrongly because of this case. */
export const InDocuments = ({ record }: PanelProps<CaseView>) => (
  <Section title="In the documents">
    <h3>Looks after the fix</h3>
    <Related
      collection="looks"
      facet={`case:${record.id}`}
      none="None yet. Once a fix is verified, the server searches the documents."
    />
    <h3>Documentation defects</h3>
    <Related collection="defects" facet={`case:${record.id}`} none="None was opened." />
  </Section>
)
