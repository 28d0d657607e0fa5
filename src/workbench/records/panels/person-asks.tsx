import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { erased } from '../../../kernel/erased.ts'
import { erasureReachQuery } from '../../api/erasure.ts'
import type { RecordEnvelope } from '../../api/records.ts'
import { useSignedIn } from '../../api/session.ts'
import { mayIssue, useOrder } from '../../forms/order.ts'
import { Banner, Failed } from '../../parts/banner.tsx'
import { Section, Waiting } from '../../parts/page.tsx'
import { Related } from '../related.tsx'
import type { ReportView } from '../views/report.ts'
import { LeftToPeopleList } from './left-to-people.tsx'

interface Props {
  readonly record: RecordEnvelope
  readonly state: ReportView
}

/** What is done when the person behind a report asks what is held of them, or to be erased. */
export const PersonAsks = ({ record, state }: Props) => {
  const session = useSignedIn()
  const order = useOrder()
  const [asked, setAsked] = useState(false)
  if (state.subject === null || !mayIssue(session, 'erasures', 'erase-person')) return null
  if (isErased(state)) return <Gone id={record.id} />
  const erase = () =>
    order({ collection: 'erasures', command: 'erase-person', preset: { report: record.id } })
  return (
    <Section title="If the person asks">
      <p>
        <a href={`/api/reports/${record.id}/held-data`} download>
          What is held of them, as one file
        </a>
      </p>
      <div className="row">
        <Button
          size="compact-sm"
          variant="default"
          aria-expanded={asked}
          onClick={() => setAsked(!asked)}
        >
          See what erasing reaches
        </Button>
        <Button size="compact-sm" variant="default" onClick={erase}>
          Erase this person
        </Button>
      </div>
      {asked ? <Reach id={record.id} /> : null}
    </Section>
  )
}

/** The words of an erased person read so, wherever they stood. */
export const isErased = ({ description }: Pick<ReportView, 'description'>): boolean =>
  description === erased

const Gone = ({ id }: { readonly id: string }) => (
  <Section title="If the person asks">
    <Banner tone="good" title="This person was erased.">
      <p>Their key is destroyed: nobody can open what they told, and nothing is left to show.</p>
    </Banner>
    <Related
      collection="erasures"
      facet={`about:${id},what:person`}
      none="It was asked for by another report of theirs: see the erasures."
    />
  </Section>
)

const Reach = ({ id }: { readonly id: string }) => {
  const { data, error, refetch } = useQuery(erasureReachQuery(id))
  if (data === undefined)
    return error === null ? (
      <Waiting lines={3} />
    ) : (
      <Failed error={error} onRetry={() => void refetch()} />
    )
  const { reports, destroys, keeps } = data
  return (
    <div className="stack">
      <h3>Erased at once</h3>
      <ul className="dashed">
        <li>
          {reports.length === 1
            ? 'The words of this report'
            : `The words of all their ${reports.length} reports (${reports.map(({ reference }) => reference).join(', ')})`}
          , the thread, name, address and credit
        </li>
        <li>
          {destroys === 0
            ? 'No file'
            : destroys === 1
              ? '1 file they gave'
              : `${destroys} files they gave`}
          {keeps === 0 ? '' : `; ${keeps} more stay, because other records of ours name them`}
        </li>
        <li>The texts of mails about it, and what the search knows</li>
      </ul>
      <LeftToPeopleList left={data} />
    </div>
  )
}
