import { Button } from '@mantine/core'
import { useSignedIn } from '../../../api/session.ts'
import { mayIssue } from '../../../forms/order.ts'
import { Section } from '../../../parts/page.tsx'
import { Related } from '../../related.tsx'
import { useActOn } from '../../use-act-on.ts'
import type { CaseView } from '../../views/case.ts'
import type { PanelProps } from '../../with-state.tsx'

/** What the accompanying documents say wrongly because of this case. */
export const InDocuments = ({ record, state }: PanelProps<CaseView>) => (
  <Section
    title="In the documents"
    id="documents"
    aside={<LookAgain record={record} state={state} />}
  >
    <h3>Looks</h3>
    <Related
      collection="looks"
      facet={`case:${record.id}`}
      none="None yet. Once a disposition is approved, the server searches the documents of every affected revision."
    />
    <h3>Documentation defects</h3>
    <Related collection="defects" facet={`case:${record.id}`} none="None was opened." />
  </Section>
)

const LookAgain = ({ record, state }: PanelProps<CaseView>) => {
  const session = useSignedIn()
  const act = useActOn('cases', record)
  return state.closed !== null || !mayIssue(session, 'cases', 'look-at-documents') ? null : (
    <Button size="compact-sm" variant="default" onClick={() => act('look-at-documents')}>
      Look again
    </Button>
  )
}
