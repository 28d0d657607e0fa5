import { useActorName } from '../../../api/people.ts'
import { audiencesInWords, valueInWords } from '../../../kinds/words.ts'
import { ToneMark } from '../../../parts/marks.tsx'
import { Section } from '../../../parts/page.tsx'
import { RecordLink } from '../../../parts/record-link.tsx'
import { Day } from '../../../parts/time.tsx'
import { DoneBy } from '../../done-by.tsx'
import type { ProposalView } from '../../views/case/decisions.ts'
import type { CaseView } from '../../views/case.ts'
import type { PanelProps } from '../../with-state.tsx'

/** What is decided, by whom, and for whom it waits. */
export const Decisions = ({ state }: PanelProps<CaseView>) => (
  <Section title="Decisions">
    <Ending ending={state.ending} />
    {state.disposition !== null ? (
      <Proposal proposal={state.disposition} stale={isStale(state, 'disposition')} />
    ) : state.ending === null ? (
      <p className="soft">The disposition is not proposed yet.</p>
    ) : null}
    {state.earlierDispositions.length === 0 ? null : (
      <details>
        <summary>Earlier proposals ({state.earlierDispositions.length})</summary>
        {state.earlierDispositions.map((proposal) => (
          <Proposal key={proposal.at + proposal.reason} proposal={proposal} past />
        ))}
      </details>
    )}
    <Disclosure disclosure={state.disclosure} stale={isStale(state, 'disclosure')} />
    <Moves state={state} />
    {state.earlier.map(({ conclusion, reason, closed, reopened }) => (
      <div key={closed.at} className="decision">
        <h3>Closed before, and opened again</h3>
        <p className="prose verbatim">{conclusion}</p>
        <p>
          Closed: <DoneBy {...closed} />
        </p>
        <p className="prose verbatim">{reason}</p>
        <p>
          Opened again: <DoneBy {...reopened} />
        </p>
      </div>
    ))}
  </Section>
)

const isStale = ({ stale }: CaseView, part: string): boolean =>
  stale.some((one) => one.part === part)

const Ending = ({ ending }: Pick<CaseView, 'ending'>) =>
  ending === null ? null : (
    <div className="decision">
      <h3>Ends without a fix: {valueInWords('ending', ending.ending)}</h3>
      {ending.duplicateOf === undefined ? null : (
        <p>
          The original: <RecordLink collection="cases" id={ending.duplicateOf} />
        </p>
      )}
      <p className="prose verbatim">{ending.reason}</p>
      <Approval decision={ending} verb="Proposed" />
    </div>
  )

const Proposal = ({
  proposal,
  stale = false,
  past = false,
}: {
  readonly proposal: ProposalView
  readonly stale?: boolean
  readonly past?: boolean
}) => (
  <div className="decision">
    <h3>{valueInWords('path', proposal.path)}</h3>
    <p className="prose verbatim">{proposal.reason}</p>
    <Guided {...proposal} />
    {proposal.rows.map((row) => (
      <div key={row.product}>
        <p>
          For <RecordLink collection="products" id={row.product} brief />:{' '}
          {valueInWords('path', row.path)}
        </p>
        <p className="prose verbatim">{row.reason}</p>
        <Guided {...row} />
      </div>
    ))}
    {proposal.considered.length === 0 && !proposal.alternatives ? null : (
      <>
        <p className="soft small">Considered and not chosen:</p>
        {proposal.alternatives ? <p className="prose verbatim">{proposal.alternatives}</p> : null}
        <ul className="dashed">
          {proposal.considered.map(({ alternative, whyNot }) => (
            <li key={alternative}>
              {alternative}: <span className="soft">{whyNot}</span>
            </li>
          ))}
        </ul>
      </>
    )}
    {proposal.rejected === null ? (
      <Approval decision={proposal} verb="Proposed" stale={stale} past={past} />
    ) : (
      <>
        <p className="row">
          <span>
            Proposed: <DoneBy {...proposal} />
          </span>
          <span>
            <ToneMark tone="bad">Sent back</ToneMark> <DoneBy {...proposal.rejected} />
          </span>
        </p>
        <p className="prose verbatim">{proposal.rejected.reason}</p>
      </>
    )}
    {proposal.approved === null || proposal.approved.proposal === '' ? null : (
      <p className="soft small">
        Signed content: SHA-256 <code>{proposal.approved.proposal.slice(0, 16)}…</code>
      </p>
    )}
  </div>
)

const Guided = ({
  guidance,
  control,
}: {
  readonly guidance: readonly string[]
  readonly control: string
}) => (
  <>
    {control === '' ? null : (
      <p className="prose verbatim">
        <span className="soft small">Compensating control:</span> {control}
      </p>
    )}
    {guidance.length === 0 ? null : (
      <>
        <p className="soft small">Operators must:</p>
        <ul className="dashed">
          {guidance.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </>
    )}
  </>
)

const Disclosure = ({
  disclosure,
  stale,
}: Pick<CaseView, 'disclosure'> & { readonly stale: boolean }) =>
  disclosure === null ? (
    <p className="soft">Disclosure is not decided yet.</p>
  ) : (
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
const Moves = ({ state: { embargo, embargoMoves } }: { readonly state: CaseView }) => {
  const nameOf = useActorName()
  return embargoMoves.length === 0 ? null : (
    <div className="decision">
      <h3>Proposals to move the embargo</h3>
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

const Approval = ({
  decision,
  verb,
  stale = false,
  past = false,
}: {
  readonly decision: NonNullable<
    CaseView['disposition'] | CaseView['disclosure'] | CaseView['ending']
  >
  readonly verb: string
  /** It was approved on something else. */
  readonly stale?: boolean
  readonly past?: boolean
}) => (
  <p className="row">
    <span>
      {verb}: <DoneBy {...decision} />
    </span>
    {decision.approved !== null ? (
      <span>
        <ToneMark tone={past || stale ? 'excused' : 'good'}>Approved</ToneMark>{' '}
        <DoneBy {...decision.approved} />{' '}
        {stale ? <ToneMark tone="bad">Stale: approve it anew</ToneMark> : null}
      </span>
    ) : past ? (
      <ToneMark tone="excused">Superseded</ToneMark>
    ) : (
      <ToneMark tone="half">Waits for a second person</ToneMark>
    )}
  </p>
)
