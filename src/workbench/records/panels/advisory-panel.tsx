import { useActorName } from '../../api/people.ts'
import { valueInWords } from '../../kinds/words.ts'
import { Banner } from '../../parts/banner.tsx'
import { Facts, Section } from '../../parts/page.tsx'
import { RecordLink } from '../../parts/record-link.tsx'
import { Moment } from '../../parts/time.tsx'
import { type AdvisoryView, advisoryView } from '../views/outward.ts'
import { type PanelProps, withState } from '../with-state.tsx'
import { Publishing } from './publishing.tsx'

export const AdvisoryPanel = withState(advisoryView, ({ state }: PanelProps<AdvisoryView>) => {
  const nameOf = useActorName()
  const last = state.publications.at(-1)
  return (
    <>
      {state.withdrawn === null ? null : (
        <Banner tone="warn" title="This draft was withdrawn">
          <p>{state.withdrawn.reason}</p>
        </Banner>
      )}
      <Publishing
        approval={state.approval}
        order={state.order}
        failure={state.failure}
        published={state.status === 'published' ? last?.at : undefined}
        waiting="The server writes and validates the CSAF file."
      />
      <Section title="The words">
        <p className="prose verbatim">{state.summary}</p>
        <Facts
          facts={[
            { name: 'Case', value: <RecordLink collection="cases" id={state.case} /> },
            { name: 'TLP', value: state.tlp === null ? '' : valueInWords('tlp', state.tlp) },
            { name: 'Mitigation', value: state.mitigation },
            { name: 'Written by', value: state.authors.map(nameOf).join(', ') },
            {
              name: 'Changed since',
              value:
                state.changes.length === 0
                  ? ''
                  : state.changes.map((change) => <p key={change}>{change}</p>),
            },
          ]}
        />
      </Section>
      <Section title="Published versions">
        {state.publications.length === 0 ? (
          <p className="soft">None yet.</p>
        ) : (
          <ul className="stack-tight">
            {state.publications
              .toReversed()
              .map(({ trackingVersion, path, sha256, at, summary }) => (
                <li key={trackingVersion}>
                  <p>
                    <strong>Version {trackingVersion}</strong>, <Moment at={at} />:{' '}
                    <a href={`/${path.replace(/^\//, '')}`}>{path}</a>
                  </p>
                  <p>{summary}</p>
                  <p className="small soft">
                    SHA-256 <code>{sha256}</code>
                  </p>
                </li>
              ))}
          </ul>
        )}
      </Section>
    </>
  )
})
