import { useQuery } from '@tanstack/react-query'
import {
  actionKinds,
  clockConditions,
  incidentKinds,
  submissionStages,
} from '../../../../cases/contract.ts'
import { type CaseAuthority, caseClocksQuery } from '../../../api/case-clocks.ts'
import { ToneMark } from '../../../parts/marks.tsx'
import { Section } from '../../../parts/page.tsx'
import { Moment } from '../../../parts/time.tsx'
import { DoneBy } from '../../done-by.tsx'
import type { CaseView } from '../../views/case.ts'
import type { PanelProps } from '../../with-state.tsx'
import { Actions, offer, useIsMine } from './actions.tsx'

/** Serious incidents, what was decided for each authority, and what was sent to whom. */
export const Reportability = ({ record, state }: PanelProps<CaseView>) => {
  const { data } = useQuery(caseClocksQuery(record.humanId))
  return (
    <Section title="Authorities">
      <Actions
        record={record}
        state={state}
        offers={[
          ...offer(true, 'record-incident', 'Record a serious incident'),
          ...offer(true, 'reference-action', 'Refer to a notice, CAPA or recall'),
        ]}
      >
        {state.incidents.length === 0 ? (
          <span className="soft">No serious incident is recorded.</span>
        ) : null}
      </Actions>
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
  const decision = decisionFor(state, authority.id)
  const sent = state.submissions.filter((one) => one.authority === authority.id)
  const isMine = useIsMine()
  const mine = decision !== undefined && isMine(decision)
  const about = { authority: authority.id }
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
      <Actions
        record={record}
        state={state}
        about={authority.name}
        offers={[
          ...offer(decision === undefined, 'decide-reportability', 'Decide', about),
          ...offer(decision?.approved === null && !mine, 'approve-reportability', 'Approve', about),
          ...offer(
            decision?.reportable === true,
            'record-submission',
            'Record what was sent',
            about,
          ),
          ...offer(decision !== undefined, 'decide-reportability', 'Decide anew', about),
        ]}
      />
    </div>
  )
}
