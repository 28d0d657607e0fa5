import { recordId } from '../../../kernel/fields.ts'
import { Banner } from '../../parts/banner.tsx'
import { Empty, Facts, Section } from '../../parts/page.tsx'
import { RecordLink } from '../../parts/record-link.tsx'
import { Moment } from '../../parts/time.tsx'
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
        {state.unread.length === 0 ? null : (
          <Banner tone="bad" title="These documents could not be searched. They are not clean.">
            <ul>
              {state.unread.map((id) => (
                <li key={id}>
                  <RecordLink collection="documents" id={id} />
                </li>
              ))}
            </ul>
          </Banner>
        )}
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
