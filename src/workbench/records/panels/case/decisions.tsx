import { valueInWords } from '../../../kinds/words.ts'
import { ToneMark } from '../../../parts/marks.tsx'
import { Section } from '../../../parts/page.tsx'
import { RecordLink } from '../../../parts/record-link.tsx'
import { DoneBy } from '../../done-by.tsx'
import type { ProposalView } from '../../views/case/decisions.ts'
import type { CaseView } from '../../views/case.ts'
import type { PanelProps } from '../../with-state.tsx'
import { Actions, offer, useIsMine } from './actions.tsx'
import { Approval, isStale } from './approval.tsx'
import { Disclosure, Moves } from './disclosure.tsx'

/** What is decided, by whom, and for whom it waits. */
export const Decisions = ({ record, state }: PanelProps<CaseView>) => (
  <Section title="Decisions">
    <Ending ending={state.ending} />
    {state.disposition === null ? null : (
      <Proposal proposal={state.disposition} stale={isStale(state, 'disposition')} />
    )}
    <Disposing record={record} state={state} />
    {state.earlierDispositions.length === 0 ? null : (
      <details>
        <summary>Earlier proposals ({state.earlierDispositions.length})</summary>
        {state.earlierDispositions.map((proposal) => (
          <Proposal key={proposal.at + proposal.reason} proposal={proposal} past />
        ))}
      </details>
    )}
    <Disclosure record={record} state={state} />
    <Moves record={record} state={state} />
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

/** What comes next for the disposition: for whoever proposed it, for others, and after a refusal. */
const Disposing = ({ record, state }: PanelProps<CaseView>) => {
  const isMine = useIsMine()
  const { disposition, ending } = state
  const waits =
    disposition !== null &&
    disposition.rejected === null &&
    (disposition.approved === null || isStale(state, 'disposition'))
  const mine = disposition !== null && isMine(disposition)
  return (
    <Actions
      record={record}
      state={state}
      about="the disposition"
      offers={[
        ...offer(disposition === null && ending === null, 'propose-disposition', 'Propose'),
        ...offer(waits && !mine, 'approve-disposition', 'Approve'),
        ...offer(waits && !mine, 'reject-disposition', 'Send back'),
        ...offer(disposition !== null, 'propose-disposition', 'Propose anew'),
      ]}
    >
      {disposition === null && ending === null ? (
        <span className="soft">The disposition is not proposed yet.</span>
      ) : waits && mine && state.closed === null ? (
        <span className="soft">You proposed it: somebody else approves.</span>
      ) : null}
    </Actions>
  )
}

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
