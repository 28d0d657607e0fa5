import { Section } from '../../../parts/page.tsx'
import { Related } from '../../related.tsx'
import type { CaseView } from '../../views/case.ts'
import type { PanelProps } from '../../with-state.tsx'

/** Entries of the risk register that name the case, each with where it stands. */
export const Risks = ({ record }: PanelProps<CaseView>) => (
  <Section title="In the risk register">
    <Related
      collection="risks"
      facet={`case:${record.id}`}
      none="No entry names this case yet. Enter the risk in the register, with this case."
    />
  </Section>
)
