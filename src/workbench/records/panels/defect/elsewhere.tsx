import { Button } from '@mantine/core'
import { useSignedIn } from '../../../api/session.ts'
import { mayIssue } from '../../../forms/order.ts'
import { Section } from '../../../parts/page.tsx'
import { RecordLink } from '../../../parts/record-link.tsx'
import { Related } from '../../related.tsx'
import { useActOn } from '../../use-act-on.ts'
import { type DefectView, isOpenDefect } from '../../views/defect.ts'
import type { PanelProps } from '../../with-state.tsx'

/** The same statement in other languages. */
export const OtherLanguages = ({ state, record }: PanelProps<DefectView>) => (
  <Section title="Other languages">
    {state.counterpartOf === null ? (
      <Related
        collection="defects"
        facet={`counterpart-of:${record.id}`}
        none="None is open. A correction opens one for each other language of the document."
      />
    ) : (
      <p>
        The same as <RecordLink collection="defects" id={state.counterpartOf} />
        {state.statements.length === 0
          ? '. Cite the statement of this language before you record its correction.'
          : '.'}
      </p>
    )}
  </Section>
)

/** The issue that it is in the maker's own defect system. */
export const InTracker = ({ state, record }: PanelProps<DefectView>) => {
  const session = useSignedIn()
  const act = useActOn('defects', record)
  const { tracker, issue, trackerIssue } = state
  const isAddress = issue !== null && /^https?:\/\//.test(issue.url)
  return (
    <Section
      title="In your tracker"
      aside={
        tracker === null && isOpenDefect(state) && mayIssue(session, 'defects', 'track') ? (
          <Button size="compact-sm" variant="default" onClick={() => act('track')}>
            Put it into a tracker
          </Button>
        ) : undefined
      }
    >
      {tracker === null ? (
        <p className={trackerIssue === '' ? 'soft' : undefined}>
          {trackerIssue === '' ? 'It is tracked here alone.' : trackerIssue}
        </p>
      ) : issue === null ? (
        <p className="soft">Waits for {tracker}.</p>
      ) : (
        <p>
          {isAddress ? (
            <a href={issue.url} rel="noreferrer noopener">
              {tracker} {issue.key}
            </a>
          ) : (
            `${tracker} ${issue.key}`
          )}
          : {issue.status}
          {issue.isClosed ? ', closed there' : ''}
          {issue.withheld ? '. Its details are withheld there' : ''}
        </p>
      )}
    </Section>
  )
}
