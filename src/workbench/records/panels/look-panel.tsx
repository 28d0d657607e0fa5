import { Button } from '@mantine/core'
import { recordId } from '../../../kernel/fields.ts'
import { useActorName } from '../../api/people.ts'
import { useSignedIn } from '../../api/session.ts'
import { mayIssue } from '../../forms/order.ts'
import { Banner } from '../../parts/banner.tsx'
import { ToneMark } from '../../parts/marks.tsx'
import { Empty, Facts, Section } from '../../parts/page.tsx'
import { RecordLink } from '../../parts/record-link.tsx'
import { Moment } from '../../parts/time.tsx'
import { useActOn } from '../use-act-on.ts'
import { type Candidate, type LookView, lookView } from '../views/documents.ts'
import { type PanelProps, withState } from '../with-state.tsx'
import { CandidateCard } from './candidate-card.tsx'

/** What may be false now, document by document; each statement is decided by a person. */
export const LookPanel = withState(lookView, ({ record, state }: PanelProps<LookView>) => {
  const undecided = state.candidates.filter(({ decision }) => decision.is === 'undecided').length
  return (
    <>
      <Section title="Look after a fix">
        <Facts
          facts={[
            { name: 'Case', value: <RecordLink collection="cases" id={state.case} /> },
            { name: 'Looked at', value: <Moment at={state.at} /> },
            { name: 'Documents searched', value: String(state.searched.length) },
            {
              name: 'To decide',
              value:
                undecided === 0
                  ? 'Nothing: every statement is decided'
                  : `${undecided} of ${state.candidates.length} statements`,
            },
          ]}
        />
        <Unread record={record} state={state} />
      </Section>
      {state.candidates.length === 0 ? (
        <Empty>
          <p>No statement was found that the fix makes false.</p>
        </Empty>
      ) : (
        byDocument(state.candidates).map(([document, candidates]) => (
          <div key={document} className="stack">
            <h2>
              <RecordLink collection="documents" id={document} />
            </h2>
            {candidates.map((candidate) => (
              <CandidateCard
                key={candidate.id}
                candidate={candidate}
                record={record}
                about={state.case}
              />
            ))}
          </div>
        ))
      )}
      {state.omissions.length === 0 ? null : (
        <Section title="Said nowhere">
          <p className="soft">Guidance of the case that no document gives yet.</p>
          <ul className="dashed">
            {state.omissions.map(({ guidance, where }) => (
              <li key={guidance + where}>
                {guidance}
                <Where place={where} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
})

/** A document that could not be searched is not clean: a person has to read it. */
const Unread = ({ record, state }: PanelProps<LookView>) => {
  const session = useSignedIn()
  const act = useActOn('looks', record)
  const nameOf = useActorName()
  return (
    <>
      {state.unread.length === 0 ? null : (
        <Banner tone="bad" title="These documents could not be searched. They are not clean.">
          <ul className="stack-tight">
            {state.unread.map((document) => (
              <li key={document} className="row">
                <RecordLink collection="documents" id={document} />
                {mayIssue(session, 'looks', 'read-by-eye') ? (
                  <Button
                    size="compact-sm"
                    variant="default"
                    onClick={() => act('read-by-eye', { document })}
                  >
                    Read by eye
                  </Button>
                ) : null}
              </li>
            ))}
          </ul>
        </Banner>
      )}
      {state.readByEye.map(({ document, found, by, at }) => (
        <p key={document + at}>
          <ToneMark tone="good">Read by {nameOf(by)}</ToneMark>{' '}
          <RecordLink collection="documents" id={document} brief />: {found}
        </p>
      ))}
    </>
  )
}

/** Where guidance was looked for in vain: a document by its id, or words. */
const Where = ({ place }: { readonly place: string }) =>
  place === '' ? null : (
    <span className="small">
      {' '}
      {isRecordId(place) ? <RecordLink collection="documents" id={place} brief /> : place}
    </span>
  )

const isRecordId = (text: string): boolean => recordId.safeParse(text).success

const byDocument = (
  candidates: readonly Candidate[],
): readonly (readonly [document: string, candidates: readonly Candidate[]])[] => {
  const documents = [...new Set(candidates.map(({ document }) => document))]
  return documents.map((document) => [
    document,
    candidates.filter((candidate) => candidate.document === document),
  ])
}
