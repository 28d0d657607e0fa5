import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useSignedIn } from '../../api/session.ts'
import { mayIssue, useOrder } from '../../forms/order.ts'
import { valueInWords } from '../../kinds/words.ts'
import { Banner } from '../../parts/banner.tsx'
import { FileLink, FileList } from '../../parts/files.tsx'
import { Empty, Facts, Section } from '../../parts/page.tsx'
import { Personal } from '../../parts/personal.tsx'
import { RecordLink } from '../../parts/record-link.tsx'
import { Age, Due, Moment } from '../../parts/time.tsx'
import { type ReportView, reportView } from '../views/report.ts'
import { type PanelProps, withState } from '../with-state.tsx'

type Props = PanelProps<ReportView>

export const ReportPanel = withState(reportView, ({ record, state }: Props) => (
  <>
    <div className="answers">
      <div className="answer">
        <h2 className="answer-name">From</h2>
        <p className="answer-value">{valueInWords('source', state.source)}</p>
        <p className="soft small">
          By {valueInWords('channel', state.channel).toLowerCase()},{' '}
          <Age since={state.receivedAt} />
        </p>
      </div>
      <div className="answer">
        <h2 className="answer-name">They hear more</h2>
        <p className="answer-value">
          {state.nextDate === null ? 'Nothing: closed' : <Due on={state.nextDate} />}
        </p>
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
    </div>
    {state.exit === null ? null : (
      <Banner tone="good" title={`Closed: ${valueInWords('exit', state.exit.exit)}`}>
        <p>{state.exit.reason}</p>
      </Banner>
    )}
    <Cases record={record} state={state} />
    <Section title="What they found">
      <p className="prose verbatim">{state.description}</p>
      <Facts
        facts={[
          { name: 'Product', value: [state.product, state.productVersion].join(' ').trim() },
          { name: 'Steps to reproduce', value: prose(state.steps) },
          { name: 'Impact', value: prose(state.impact) },
          { name: 'Identifiers', value: state.identifiers.join(', ') },
          { name: 'Their number for it', value: state.theirReference },
          { name: 'Reporter', value: personal(state.reporterName) },
          { name: 'E-mail', value: personal(state.reporterEmail) },
          { name: 'Credit', value: personal(state.credit) },
        ]}
      />
      <FileList files={state.files} />
      {state.original === null ? null : (
        <p className="small">
          As it came: <FileLink file={state.original} />
        </p>
      )}
    </Section>
    <Thread state={state} />
  </>
))

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
        title: state.title,
        summary: state.description,
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

const cveOf = ({ identifiers }: ReportView) => {
  const cve = identifiers.find((one) => /^CVE-\d{4}-\d{4,19}$/.test(one))
  return cve === undefined ? {} : { cve }
}

const Thread = ({ state }: { readonly state: ReportView }) => (
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
            <FileList files={files} />
          </li>
        ))}
      </ol>
    )}
  </Section>
)
