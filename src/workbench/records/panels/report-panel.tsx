import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useActorName } from '../../api/people.ts'
import { useSignedIn } from '../../api/session.ts'
import { mayIssue, useOrder } from '../../forms/order.ts'
import { valueInWords } from '../../kinds/words.ts'
import { Banner } from '../../parts/banner.tsx'
import { Empty, Facts, Section } from '../../parts/page.tsx'
import { Personal } from '../../parts/personal.tsx'
import { RecordLink } from '../../parts/record-link.tsx'
import { Age, Day, Due, Moment } from '../../parts/time.tsx'
import { Related } from '../related.tsx'
import { type ReportView, reportView } from '../views/report.ts'
import { type PanelProps, withState } from '../with-state.tsx'
import { HeldFiles } from './held-files.tsx'
import { LikeReports } from './like-reports.tsx'
import { LookedAfter } from './looked-after.tsx'
import { PersonAsks } from './person-asks.tsx'
import { theirNumber } from './their-number.tsx'
import { Unheard } from './unheard.tsx'
import { Unreached } from './unreached.tsx'

type Props = PanelProps<ReportView>

export const ReportPanel = withState(reportView, ({ record, state }: Props) => (
  <>
    <div className="answers answers-4">
      <div className="answer">
        <h2 className="answer-name">From</h2>
        <p className="answer-value">{valueInWords('source', state.source)}</p>
        {state.firstSource === null ? null : (
          <p className="soft small">
            First taken for: {valueInWords('source', state.firstSource).toLowerCase()}
          </p>
        )}
        <p className="soft small">
          By {valueInWords('channel', state.channel).toLowerCase()},{' '}
          <Age since={state.receivedAt} />
        </p>
      </div>
      <div className="answer">
        <h2 className="answer-name">They hear more</h2>
        <p className="answer-value">
          {state.nextDate === null ? (
            'Nothing: closed'
          ) : state.withdrawnAt === null ? (
            <Due on={state.nextDate} />
          ) : (
            'Nothing: withdrawn'
          )}
        </p>
        <Assessment state={state} />
        <p className="soft small">
          {state.acknowledgedAt === null ? (
            'Nobody has answered yet'
          ) : (
            <>
              Acknowledged <Moment at={state.acknowledgedAt} />
            </>
          )}
        </p>
      </div>
      <div className="answer">
        <h2 className="answer-name">Urgency</h2>
        <p className="answer-value">
          {state.exploited === 'yes'
            ? 'Being exploited'
            : state.alreadyPublic === 'yes'
              ? 'Public already'
              : 'Not known to be exploited'}
        </p>
        {state.disclosurePlans === '' ? null : (
          <p className="soft small">They plan: {state.disclosurePlans}</p>
        )}
      </div>
      <LookedAfter record={record} state={state} />
    </div>
    <Unheard told={state.told} or=", or assign the report to somebody who has one" />
    <Restricted state={state} />
    <Unreached state={state} />
    {state.exit === null ? null : (
      <Banner tone="good" title={`Closed: ${valueInWords('exit', state.exit.exit)}`}>
        <p>{state.exit.reason}</p>
        <HandedOver state={state} />
        {state.of === null ? null : (
          <p>
            The original: <RecordLink collection="reports" id={state.of} />
          </p>
        )}
      </Banner>
    )}
    <Withdrawn state={state} />
    <Cases record={record} state={state} />
    {state.of === null ? <Merged id={record.id} /> : null}
    {state.status === 'closed' ? null : <LikeReports humanId={record.humanId} />}
    <Section title="What they found">
      <p className="prose verbatim">{state.description}</p>
      <Facts
        facts={[
          { name: 'Product', value: [state.product, state.productVersion].join(' ').trim() },
          { name: 'Where in it', value: state.location },
          { name: 'Steps to reproduce', value: prose(state.steps) },
          { name: 'Impact', value: prose(state.impact) },
          { name: 'Identifiers', value: state.identifiers.join(', ') },
          { name: 'Their number for it', value: theirNumber(state) },
          { name: 'Hears what becomes of it', value: state.owner },
          { name: 'Reporter', value: personal(state.reporterName) },
          { name: 'E-mail', value: personal(state.reporterEmail) },
          { name: 'Language', value: state.language },
          { name: 'Credit', value: personal(state.credit) },
          {
            name: 'On the page of thanks',
            value: state.thanks === 'yes' ? 'Yes, once the flaw is public' : '',
          },
        ]}
      />
      <HeldFiles record={record} state={state} files={state.files} />
      {state.original === null ? null : (
        <>
          <p className="small">As it came:</p>
          <HeldFiles record={record} state={state} files={[state.original]} />
        </>
      )}
    </Section>
    <Thread record={record} state={state} />
    <PersonAsks record={record} state={state} />
  </>
))

/** Until when somebody says what is in it, or what they said. */
const Assessment = ({ state }: { readonly state: ReportView }) =>
  state.finding !== null ? (
    <p className="soft small">{valueInWords('finding', state.finding)}</p>
  ) : state.assessment === null || state.status === 'closed' ? null : (
    <p className="soft small">
      First assessment: <Due on={state.assessment.day} />
    </p>
  )

const HandedOver = ({ state: { handedOver } }: { readonly state: ReportView }) =>
  handedOver === null ? null : (
    <p>
      Handed over to {handedOver.to}
      {handedOver.contact === '' ? '' : ' ('}
      {personal(handedOver.contact)}
      {handedOver.contact === '' ? '' : ')'}, <Day on={handedOver.on} />
    </p>
  )

const Withdrawn = ({ state: { withdrawnAt, status } }: { readonly state: ReportView }) =>
  withdrawnAt === null || status === 'closed' ? null : (
    <Banner tone="warn" title="The reporter took this report back">
      <p>
        <Moment at={withdrawnAt} />. They are written to no more. The flaw may be real all the same:
        assess the report, or link it to a case, before closing it.
      </p>
    </Banner>
  )

/** Reports that were merged with this one; nothing where there are none. */
const Merged = ({ id }: { readonly id: string }) => (
  <Section title="Merged with it">
    <Related collection="reports" facet={`of:${id}`} none="No duplicate was merged with it." />
  </Section>
)

const personal = (text: string) => (text === '' ? '' : <Personal text={text} />)

const prose = (text: string) => (text === '' ? '' : <span className="verbatim">{text}</span>)

const Cases = ({ record, state }: Props) => {
  const session = useSignedIn()
  const order = useOrder()
  const navigate = useNavigate()
  const open = () =>
    order({
      collection: 'cases',
      command: 'open',
      preset: {
        ...ownWords(state),
        report: record.id,
        awareOn: state.receivedAt.slice(0, 10),
        ...cveOf(state),
      },
      onDone: ({ humanId }) =>
        void navigate({ to: '/$collection/$id', params: { collection: 'cases', id: humanId } }),
    })
  const mayOpen = state.status !== 'closed' && mayIssue(session, 'cases', 'open')
  return (
    <Section
      title="Cases"
      aside={
        mayOpen ? (
          <Button size="compact-sm" variant="default" onClick={open}>
            Open a case
          </Button>
        ) : undefined
      }
    >
      {state.cases.length === 0 ? (
        <p className="soft">
          {state.status === 'closed'
            ? 'This report ended without a case.'
            : 'No case yet. Open one, or close the report with its reason.'}
        </p>
      ) : (
        <ul className="related">
          {state.cases.map((id) => (
            <li key={id}>
              <RecordLink collection="cases" id={id} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

/**
 * What a colleague recorded is the maker's own. What somebody outside told is not copied: it would
 * stay in the case when they are erased, and the case shows it from the report.
 */
const ownWords = ({ subject, title, description }: ReportView) =>
  subject === null ? { title, summary: description } : {}

const cveOf = ({ identifiers }: ReportView) => {
  const cve = identifiers.find((one) => /^CVE-\d{4}-\d{4,19}$/.test(one))
  return cve === undefined ? {} : { cve }
}

const Restricted = ({ state: { embargo } }: { readonly state: ReportView }) => {
  const nameOf = useActorName()
  return embargo === null ? null : (
    <Banner tone="warn" title="For named people only">
      <p>
        {embargo.until === undefined ? (
          'Until it is opened to others'
        ) : (
          <>
            Until <Day on={embargo.until} />
          </>
        )}
        . Only {embargo.named.map(nameOf).join(', ')} can see this report and what hangs on it.
      </p>
      <p className="small">{embargo.reason}</p>
    </Banner>
  )
}

const Thread = ({ record, state }: Props) => (
  <Section title="Thread with the reporter">
    {state.thread.length === 0 ? (
      <Empty>
        <p>Nothing written yet. Acknowledge the report: they then see a sentence and a date.</p>
      </Empty>
    ) : (
      <ol className="thread">
        {state.thread.map(({ from, at, message, files }) => (
          <li key={`${at}${from}${message.slice(0, 20)}`} className={`thread-${from}`}>
            <p className="small soft">
              {from === 'reporter' ? 'The reporter' : 'We'}, <Moment at={at} />
            </p>
            <p className="verbatim">{message}</p>
            <HeldFiles record={record} state={state} files={files} />
          </li>
        ))}
      </ol>
    )}
  </Section>
)
