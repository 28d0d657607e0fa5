import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useSignedIn } from '../../../api/session.ts'
import { mayIssue, useOrder } from '../../../forms/order.ts'
import { Section } from '../../../parts/page.tsx'
import { Related } from '../../related.tsx'
import type { CaseView } from '../../views/case.ts'
import type { PanelProps } from '../../with-state.tsx'

/** What goes out to users because of this case. */
export const Outward = ({ record, state }: PanelProps<CaseView>) => {
  const session = useSignedIn()
  const order = useOrder()
  const navigate = useNavigate()
  const draft = () =>
    order({
      collection: 'advisories',
      command: 'draft',
      preset: { case: record.id, title: state.title, summary: state.summary },
      onDone: ({ humanId }) =>
        void navigate({
          to: '/$collection/$id',
          params: { collection: 'advisories', id: humanId },
        }),
    })
  return (
    <Section
      title="Out to users"
      aside={
        state.closed === null && mayIssue(session, 'advisories', 'draft') ? (
          <Button size="compact-sm" variant="default" onClick={draft}>
            Draft an advisory
          </Button>
        ) : undefined
      }
    >
      <h3>Releases</h3>
      <Related
        collection="releases"
        facet={`case:${record.id}`}
        none="No release names this case."
      />
      <h3>Updates</h3>
      <Related collection="updates" facet={`case:${record.id}`} none="No update carries its fix." />
      <h3>Advisories</h3>
      <Related
        collection="advisories"
        facet={`case:${record.id}`}
        none="No advisory tells of it."
      />
      <h3>Open-issue reviews</h3>
      <Related collection="open-reviews" facet={`case:${record.id}`} none="In no review yet." />
    </Section>
  )
}
