import { Button } from '@mantine/core'
import { useState } from 'react'
import { useSignedIn } from '../../api/session.ts'
import { mayIssue } from '../../forms/order.ts'
import { Empty, Section } from '../../parts/page.tsx'
import { RecordLink } from '../../parts/record-link.tsx'
import { useActOn } from '../use-act-on.ts'
import { askedIn, type Decision, type LookView, lookView, placeOf } from '../views/look.ts'
import { type PanelProps, withState } from '../with-state.tsx'
import { CandidateCard } from './candidate-card.tsx'
import { DrawingCard } from './look/drawing-card.tsx'
import { LookHead } from './look/look-head.tsx'
import { OmissionCard } from './look/omission-card.tsx'
import { Question } from './look/question.tsx'
import { type Selection, useSelection } from './look/selection.ts'
import { OpenTogether } from './open-together.tsx'
import '../../lists/list.css'
import './look/look.css'

type Props = PanelProps<LookView>

/** What may be false now, document by document, and what is missing; a person decides each. */
export const LookPanel = withState(lookView, ({ record, state }: Props) => {
  const asked = askedIn(state)
  const open = asked.filter(({ decision }) => decision.is === 'undecided').map(({ id }) => id)
  const [show, setShow] = useState<'undecided' | 'all'>(open.length === 0 ? 'all' : 'undecided')
  const selection = useSelection(open)
  const mayDecide = mayIssue(useSignedIn(), 'looks', 'dismiss')
  const shown = ({ decision }: { readonly decision: Decision }): boolean =>
    show === 'all' || decision.is === 'undecided'
  const view = {
    ...state,
    candidates: state.candidates.filter(shown),
    omissions: state.omissions.filter((one) => shown(one) || one.id === undefined),
    drawings: state.drawings.filter(shown),
  }
  return (
    <>
      <LookHead record={record} state={state} />
      {asked.length === 0 ? null : (
        <div className="look-bar">
          <fieldset className="status-filter">
            <legend className="visually-hidden">Which questions are shown</legend>
            {(
              [
                ['undecided', 'Undecided', open.length],
                ['all', 'All', asked.length],
              ] as const
            ).map(([value, label, number]) => (
              <button
                key={value}
                type="button"
                aria-pressed={show === value}
                className="status-choice"
                onClick={() => setShow(value)}
              >
                {label} <span className="numeric soft">{number}</span>
              </button>
            ))}
          </fieldset>
          {mayDecide && open.length > 0 ? (
            <Together record={record} open={open} selection={selection} />
          ) : null}
        </div>
      )}
      <Questions
        record={record}
        state={view}
        rounds={state.rounds.length}
        selection={mayDecide ? selection : undefined}
      />
      {asked.length === 0 ? (
        <Empty>
          <p>No statement was found that may be false, and nothing is missing.</p>
        </Empty>
      ) : open.length === 0 && show === 'undecided' ? (
        <Empty>
          <p>Every question is decided.</p>
        </Empty>
      ) : null}
    </>
  )
})

const mostAtOnce = 200

const Together = ({
  record,
  open,
  selection,
}: Pick<Props, 'record'> & { readonly open: readonly string[]; readonly selection: Selection }) => {
  const act = useActOn('looks', record)
  const { ids } = selection
  return (
    <div className="row" data-bulk aria-live="polite">
      {ids.length === 0 ? (
        <>
          <Button size="compact-sm" variant="subtle" onClick={() => selection.all(open)}>
            Select all undecided
          </Button>
          <span className="small soft">
            j and k: next and before. d: dismiss, w: open a defect, x: select.
          </span>
        </>
      ) : (
        <>
          <Button
            size="compact-sm"
            variant="light"
            disabled={ids.length > mostAtOnce}
            onClick={() =>
              act('dismiss-several', { candidates: [...ids] }, () => selection.all([]))
            }
          >
            Dismiss {ids.length} selected
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            data-select-nothing
            onClick={() => selection.all([])}
          >
            Select nothing
          </Button>
        </>
      )}
    </div>
  )
}

const Questions = ({
  record,
  state,
  rounds,
  selection,
}: Props & { readonly rounds: number; readonly selection: Selection | undefined }) => {
  const about = state.case
  const shared = (
    id: string,
    words: string,
    { decision, round }: { readonly decision: Decision; readonly round: number },
  ) => ({
    id,
    words,
    fresh: rounds > 1 && round === rounds,
    open: decision.is === 'undecided',
    selection,
  })
  const documents = [
    ...new Set([...state.candidates, ...state.drawings].map(({ document }) => document)),
  ]
  return (
    <>
      {state.omissions.length === 0 ? null : (
        <Section title="Said nowhere">
          <p className="soft">Guidance of the case that operators find in no document yet.</p>
          <ol className="questions">
            {state.omissions.map((omission) => (
              <Question
                key={omission.id ?? omission.guidance}
                {...shared(omission.id ?? '', omission.guidance, omission)}
              >
                <OmissionCard omission={omission} record={record} about={about} />
              </Question>
            ))}
          </ol>
        </Section>
      )}
      {documents.map((document) => (
        <div key={document} className="stack">
          <h2>
            <RecordLink collection="documents" id={document} />
          </h2>
          <OpenTogether
            record={record}
            about={about}
            document={document}
            candidates={state.candidates.filter((one) => one.document === document)}
            selected={selection?.ids ?? []}
          />
          <ol className="questions">
            {state.candidates
              .filter((candidate) => candidate.document === document)
              .map((candidate) => (
                <Question key={candidate.id} {...shared(candidate.id, candidate.quote, candidate)}>
                  <CandidateCard candidate={candidate} record={record} about={about} />
                </Question>
              ))}
            {state.drawings
              .filter((drawing) => drawing.document === document)
              .map((drawing) => (
                <Question key={drawing.id} {...shared(drawing.id, placeOf(drawing), drawing)}>
                  <DrawingCard drawing={drawing} record={record} about={about} />
                </Question>
              ))}
          </ol>
        </div>
      ))}
    </>
  )
}
