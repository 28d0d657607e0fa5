import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { actionKinds, incidentKinds, submissionStages } from '../../../../cases/contract.ts'
import { type CaseAuthority, caseClocksQuery } from '../../../api/case-clocks.ts'
import { useSignedIn } from '../../../api/session.ts'
import { mayIssue } from '../../../forms/order.ts'
import { humanise } from '../../../kinds/words.ts'
import { ToneMark } from '../../../parts/marks.tsx'
import { Section } from '../../../parts/page.tsx'
import { Moment } from '../../../parts/time.tsx'
import { DoneBy } from '../../done-by.tsx'
import { useActOn } from '../../use-act-on.ts'
import type { CaseView } from '../../views/case.ts'
import type { PanelProps } from '../../with-state.tsx'

/** Serious incidents, what was decided for each authority, and what was sent to whom. */
export const Reportability = ({ record, state }: PanelProps<CaseView>) => {
  const { data } = useQuery(caseClocksQuery(record.humanId))
  return (
    <Section title="Authorities">
      {state.incidents.length === 0 ? (
        <p className="soft">No serious incident is recorded.</p>
      ) : (
        <ul className="dashed">
          {state.incidents.map((incident) => (
            <li key={incident.id}>
              <strong>{incidentKinds[incident.kind]}</strong>, known since{' '}
              <Moment at={incident.moment} />: {incident.description}
            </li>
          ))}
        </ul>
      )}
      <ul className="checks">
        {data?.authorities
          .filter(({ holds, id }) => holds !== false || decisionFor(state, id) !== undefined)
          .map((authority) => (
            <li key={authority.id}>
              <Authority authority={authority} record={record} state={state} />
            </li>
          ))}
      </ul>
      {state.actions.length === 0 ? null : (
        <ul className="dashed">
          {state.actions.map(({ action, number, note }) => (
            <li key={`${action} ${number}`}>
              {actionKinds[action]} <strong>{number}</strong>
              {note === '' ? '' : `: ${note}`}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

const decisionFor = ({ reportability }: CaseView, id: string) =>
  reportability.find(({ authority }) => authority === id)

const Authority = ({
  authority,
  record,
  state,
}: PanelProps<CaseView> & { readonly authority: CaseAuthority }) => {
  const session = useSignedIn()
  const act = useActOn('cases', record)
  const decision = decisionFor(state, authority.id)
  const sent = state.submissions.filter((one) => one.authority === authority.id)
  const mine = decision?.by === `person:${session.person}`
  const wanted =
    decision === undefined
      ? (['decide-reportability'] as const)
      : decision.approved === null && !mine
        ? (['approve-reportability'] as const)
        : decision.reportable
          ? (['record-submission'] as const)
          : []
  return (
    <div className="stack-tight">
      <p className="row">
        <strong>{authority.name}</strong>
        {decision === undefined ? (
          <ToneMark tone={authority.holds === true ? 'todo' : 'unknown'}>
            {authority.holds === true
              ? 'Not decided'
              : `Asked if ${humanise(authority.when).toLowerCase()}`}
          </ToneMark>
        ) : (
          <ToneMark tone={decision.approved === null ? 'half' : 'good'}>
            {decision.reportable ? 'Reportable' : 'Not reportable'}
            {decision.approved === null ? ', waits for approval' : ', approved'}
          </ToneMark>
        )}
      </p>
      <p className="soft small">{authority.source}</p>
      {decision === undefined ? null : (
        <>
          <p className="prose verbatim">{decision.reason}</p>
          <p className="small">
            Decided: <DoneBy {...decision} />
          </p>
        </>
      )}
      {sent.map((one) => (
        <p key={`${one.at} ${one.reference}`} className="small">
          {submissionStages[one.stage]} sent <Moment at={one.sentAt} />, reference{' '}
          <strong>{one.reference}</strong>: {one.what}
        </p>
      ))}
      {state.closed === null
        ? wanted
            .filter((command) => mayIssue(session, 'cases', command))
            .map((command) => (
              <p key={command}>
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={`${labels[command]}: ${authority.name}`}
                  onClick={() => act(command, { authority: authority.id })}
                >
                  {labels[command]}
                </Button>
              </p>
            ))
        : null}
    </div>
  )
}

const labels = {
  'decide-reportability': 'Decide',
  'approve-reportability': 'Approve',
  'record-submission': 'Record what was sent',
}
