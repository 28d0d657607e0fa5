import { useActorName } from '../../../api/people.ts'
import { audiencesInWords, valueInWords } from '../../../kinds/words.ts'
import { ToneMark } from '../../../parts/marks.tsx'
import { Day } from '../../../parts/time.tsx'
import { DoneBy } from '../../done-by.tsx'
import type { CaseView } from '../../views/case.ts'
import type { PanelProps } from '../../with-state.tsx'
import { Actions, offer, useIsMine } from './actions.tsx'
import { Approval, isStale } from './approval.tsx'

/** Whether, to whom, when and by what it is disclosed, and what comes next for that decision. */
export const Disclosure = ({ record, state }: PanelProps<CaseView>) => (
  <>
    <Decided disclosure={state.disclosure} stale={isStale(state, 'disclosure')} />
    <Disclosing record={record} state={state} />
  </>
)

const Disclosing = ({ record, state }: PanelProps<CaseView>) => {
  const isMine = useIsMine()
  const { disclosure, embargo, leak, scores } = state
  const waits =
    disclosure !== null && (disclosure.approved === null || isStale(state, 'disclosure'))
  const mine = disclosure !== null && isMine(disclosure)
  const scored = scores.length > 0
  return (
    <Actions
      record={record}
      state={state}
      about="the disclosure"
      offers={[
        ...offer(!scored, 'score', 'Score'),
        ...offer(scored && disclosure === null, 'decide-disclosure', 'Decide'),
        ...offer(waits && !mine, 'approve-disclosure', 'Approve'),
        ...offer(scored && disclosure !== null, 'decide-disclosure', 'Decide anew'),
        ...offer(embargo === null, 'set-embargo', 'Set an embargo'),
        ...offer(leak === null || leak.settled !== null, 'report-leak', 'It leaked'),
      ]}
    >
      {disclosure === null ? (
        <span className="soft">
          {scored
            ? 'Disclosure is not decided yet.'
            : 'Disclosure is decided from the impact: score the case first.'}
        </span>
      ) : waits && mine && state.closed === null ? (
        <span className="soft">You decided it: somebody else approves.</span>
      ) : null}
    </Actions>
  )
}

const Decided = ({
  disclosure,
  stale,
}: Pick<CaseView, 'disclosure'> & { readonly stale: boolean }) =>
  disclosure === null ? null : (
    <div className="decision">
      <h3>
        {disclosure.disclose
          ? `Disclose to ${audiencesInWords(disclosure.audiences)}`
          : 'Do not disclose'}
      </h3>
      <p className="soft small">
        {valueInWords('tlp', disclosure.tlp)}
        {disclosure.on === undefined ? null : (
          <>
            , from <Day on={disclosure.on} />
          </>
        )}
      </p>
      <p className="prose verbatim">{disclosure.reason}</p>
      {disclosure.plan.length === 0 ? null : (
        <div className="table-scroll">
          <table className="table table-cards">
            <thead>
              <tr>
                <th scope="col">Who</th>
                <th scope="col">By what</th>
                <th scope="col">From</th>
              </tr>
            </thead>
            <tbody>
              {disclosure.plan.map(({ audience, who, by, on }) => (
                <tr key={audience + who + by}>
                  <td className="whole">
                    {valueInWords('audiences', audience)}
                    {who === '' ? '' : `: ${who}`}
                  </td>
                  <td>{by === '' ? <span className="soft">Not said</span> : by}</td>
                  <td className="whole">
                    <Day on={on ?? disclosure.on ?? ''} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Approval decision={disclosure} verb="Decided" stale={stale} />
    </div>
  )

/** Proposals to let the embargo end at another time, with their answers. */
export const Moves = ({ record, state }: PanelProps<CaseView>) => {
  const { embargo, embargoMoves } = state
  const waits = embargo !== null && embargoMoves.some(({ answer }) => answer === null)
  const nameOf = useActorName()
  return embargoMoves.length === 0 ? null : (
    <div className="decision">
      <h3>Proposals to move the embargo</h3>
      <Actions
        record={record}
        state={state}
        offers={offer(waits, 'answer-embargo-move', 'Answer the oldest that waits')}
      />
      {embargoMoves.map(({ move, to, party, reason, answer, by, at }) => (
        <div key={move}>
          <p className="row">
            <span>
              Until {to.at.replace('T', ' ')} ({to.zone}), for {party === '' ? nameOf(by) : party}
            </span>
            {answer !== null ? (
              <ToneMark tone={answer.accepted ? 'good' : 'excused'}>
                {answer.accepted ? 'Accepted' : 'Refused'}
              </ToneMark>
            ) : embargo === null ? (
              <ToneMark tone="excused">The embargo is over</ToneMark>
            ) : (
              <ToneMark tone="half">Waits for an answer</ToneMark>
            )}
          </p>
          <p className="prose verbatim">{reason}</p>
          <DoneBy by={by} at={at} />
          {answer === null ? null : (
            <p className="prose verbatim">
              {answer.party === '' ? '' : `${answer.party}: `}
              {answer.reason} <DoneBy by={answer.by} at={answer.at} />
            </p>
          )}
        </div>
      ))}
    </div>
  )
}
