import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import {
  actionKinds,
  clockConditions,
  incidentKinds,
  submissionStages,
} from '../../../../cases/contract.ts'
import { type CaseAuthority, caseClocksQuery } from '../../../api/case-clocks.ts'
import { useSignedIn } from '../../../api/session.ts'
import { mayIssue } from '../../../forms/order.ts'
import { commandOf } from '../../../kinds/contracts.ts'
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
  const session = useSignedIn()
  const act = useActOn('cases', record)
  return (
    <Section title="Authorities">
      <div className="row">
        {state.incidents.length === 0 ? (
          <span className="soft">No serious incident is recorded.</span>
        ) : null}
        {state.closed !== null
          ? null
          : (['record-incident', 'reference-action'] as const)
              .filter((command) => mayIssue(session, 'cases', command))
              .map((command) => (
                <Button
                  key={command}
                  size="compact-sm"
                  variant="default"
                  onClick={() => act(command)}
                >
                  {commandOf('cases', command).title}
                </Button>
              ))}
      </div>
      {state.incidents.length === 0 ? null : (
        <ul className="dashed">
          {state.incidents.map((incident) => (
            <li key={incident.id}>
              <strong>{incidentKinds[incident.kind]}</strong>, known since{' '}
              <Moment at={incident.moment} />: {incident.description}
            </li>
          ))}
        </ul>
      )}
      <ul className="lines">
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
              : `Asked if ${clockConditions[authority.when]}`}
          </ToneMark>
        ) : (
          <ToneMark tone={decision.approved === null ? 'half' : 'good'}>
            {decision.reportable ? 'Reportable' : 'Not reportable'}
            {decision.approved === null
              ? mine
                ? ', waits for a second person'
                : ', waits for approval'
              : ', approved'}
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
      {decision?.approved == null ? null : (
        <p className="small">
          Approved: <DoneBy {...decision.approved} />
        </p>
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
