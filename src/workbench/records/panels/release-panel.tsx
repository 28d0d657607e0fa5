import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { letsThrough } from '../../../releases/contract.ts'
import { useSignedIn } from '../../api/session.ts'
import { mayIssue, useOrder } from '../../forms/order.ts'
import { dutyInWords } from '../../kinds/duties.ts'
import { Banner } from '../../parts/banner.tsx'
import { Duty } from '../../parts/duty.tsx'
import { FileList } from '../../parts/files.tsx'
import { ToneMark, VerdictMark } from '../../parts/marks.tsx'
import { Facts, Section } from '../../parts/page.tsx'
import { RecordLink } from '../../parts/record-link.tsx'
import { Moment } from '../../parts/time.tsx'
import { WithRecords } from '../../parts/with-records.tsx'
import { DoneBy } from '../done-by.tsx'
import { Related } from '../related.tsx'
import { useActOn } from '../use-act-on.ts'
import { checksOf, isOpen, openGaps, type ReleaseView, releaseView } from '../views/outward.ts'
import { type PanelProps, withState } from '../with-state.tsx'
import { Signatures } from './signatures.tsx'

type Props = PanelProps<ReleaseView>

export const ReleasePanel = withState(releaseView, ({ record, state }: Props) => (
  <>
    <Section title="Release">
      <Facts
        facts={[
          { name: 'Product', value: <RecordLink collection="products" id={state.product} brief /> },
          { name: 'Revision', value: state.revision },
          { name: 'Revision before it', value: state.previousRevision },
          {
            name: 'Fixes',
            value:
              state.cases.length === 0
                ? 'No case is named'
                : state.cases.map((id) => (
                    <p key={id}>
                      <RecordLink collection="cases" id={id} />
                    </p>
                  )),
          },
        ]}
      />
    </Section>
    <Gate record={record} state={state} />
    <Reviews record={record} state={state} />
    <Documents state={state} />
    <Signatures
      signatures={state.signatures}
      none="Two people sign, once the gate is open and the documents are written."
    />
    <Section
      title="Updates of this release"
      aside={<PrepareUpdate record={record} state={state} />}
    >
      <Related collection="updates" facet={`release:${record.id}`} none="No update yet." />
    </Section>
  </>
))

/** Every check in its state; only passed, waived and not applicable let through. */
const Gate = ({ record, state }: Props) => {
  const session = useSignedIn()
  const act = useActOn('releases', record)
  const checks = checksOf(state)
  const shut = checks.filter(({ state: is }) => !letsThrough(is))
  const mayWaive = state.status !== 'released' && mayIssue(session, 'releases', 'waive')
  return (
    <Section
      title="Gate"
      aside={
        state.gate === null ? undefined : (
          <ToneMark tone={isOpen(state) ? 'good' : 'bad'}>
            {isOpen(state) ? 'Open' : `Shut by ${shut.length} of ${checks.length} checks`}
          </ToneMark>
        )
      }
    >
      {state.gate === null ? (
        <p className="soft">Not looked at yet. Evaluate the gate to see every check.</p>
      ) : (
        <>
          <ul className="checks">
            {checks.map((check) => (
              <li key={check.id}>
                <div className="check-state">
                  <VerdictMark verdict={check.state} />
                </div>
                <div>
                  <p>
                    <strong>{check.title}</strong> <Duty id={check.constraint} />
                  </p>
                  <p>
                    <WithRecords text={check.detail} />
                  </p>
                  {check.waiver === undefined ? null : (
                    <p className="signed small">
                      {check.waiver.reason} Signed by {check.waiver.name},{' '}
                      <Moment at={check.waiver.at} />
                    </p>
                  )}
                </div>
                {mayWaive && !letsThrough(check.state) ? (
                  <Button
                    size="compact-sm"
                    variant="default"
                    onClick={() => act('waive', { check: check.id })}
                  >
                    Waive<span className="visually-hidden"> {check.title}</span>
                  </Button>
                ) : null}
              </li>
            ))}
          </ul>
          <GapList state={state} />
          <p className="soft small">
            As the records stood when <DoneBy by={state.gate.by} at={state.gate.at} /> evaluated it.
          </p>
        </>
      )}
    </Section>
  )
}

/** Signing waits for these, too: what the documents lack, and what somebody signed to go without. */
const GapList = ({ state }: { readonly state: ReleaseView }) => {
  const gaps = openGaps(state)
  return (
    <>
      {gaps.length === 0 ? null : (
        <Banner tone="warn" title="The release documents have gaps">
          <p>
            {gaps.map(({ title }) => title).join(', ')}. Nobody can sign until they are recorded and
            the documents written anew, or an approver has waived each with its reason.
          </p>
        </Banner>
      )}
      {state.gapWaivers.map(({ gap, title, reason, name, at }) => (
        <p key={gap} className="signed small">
          Gap waived: {title}. {reason} Signed by {name}, <Moment at={at} />
        </p>
      ))}
    </>
  )
}

const Reviews = ({ record, state }: Props) => {
  const session = useSignedIn()
  const order = useOrder()
  const navigate = useNavigate()
  const hold = () =>
    order({
      collection: 'open-reviews',
      command: 'hold',
      preset: {
        title: `Open issues before ${state.title}`,
        release: record.id,
        product: state.product,
        participants: [session.name],
      },
      onDone: ({ humanId }) =>
        void navigate({
          to: '/$collection/$id',
          params: { collection: 'open-reviews', id: humanId },
        }),
    })
  return (
    <Section
      title="Open-issue reviews"
      aside={
        state.status !== 'released' && mayIssue(session, 'open-reviews', 'hold') ? (
          <Button size="compact-sm" variant="default" onClick={hold}>
            Hold a review
          </Button>
        ) : undefined
      }
    >
      <Related
        collection="open-reviews"
        facet={`release:${record.id}`}
        none="None held for this release yet. It freezes the list of open cases."
      />
    </Section>
  )
}

const Documents = ({ state }: { readonly state: ReleaseView }) => (
  <Section title="Release documents">
    {state.unchanged === null ? null : (
      <Banner>
        <p>
          Declared unchanged: {state.unchanged.reason}{' '}
          <DoneBy by="" at={state.unchanged.at} signedBy={state.unchanged.name} />
        </p>
      </Banner>
    )}
    {state.documentsProblem === null ? null : (
      <Banner tone="bad" title="The documents could not be written">
        <p>{state.documentsProblem}</p>
      </Banner>
    )}
    {state.documentsOrdered ? (
      <p className="soft" role="status">
        Being written from the records. They appear here in a moment.
      </p>
    ) : state.documents.length === 0 ? (
      <p className="soft">Not written yet. They are written from the records alone.</p>
    ) : (
      <ul className="stack">
        {byTitle(state.documents).map(([title, documents]) => (
          <li key={title} className="stack-tight">
            <h3>{title}</h3>
            <FileList files={documents.map(({ file }) => file)} />
            <Gaps missing={[...new Set(documents.flatMap(({ missing }) => missing))]} />
          </li>
        ))}
      </ul>
    )}
    {state.documentsAt === null ? null : (
      <p className="soft small">
        Written <Moment at={state.documentsAt} />
      </p>
    )}
  </Section>
)

type Written = ReleaseView['documents'][number]

const byTitle = (
  documents: readonly Written[],
): readonly (readonly [title: string, documents: readonly Written[]])[] =>
  [...new Set(documents.map(({ title }) => title))].map((title) => [
    title,
    documents.filter((one) => one.title === title),
  ])

/** What the document says loudly in its own pages, said here too. */
const Gaps = ({ missing }: { readonly missing: readonly string[] }) =>
  missing.length === 0 ? null : (
    <div>
      <ToneMark tone="half">Nothing is recorded about</ToneMark>
      <ul className="dashed small">
        {missing.map((id) => (
          <li key={id}>
            {dutyInWords(id)} <Duty id={id} />
          </li>
        ))}
      </ul>
    </div>
  )

const PrepareUpdate = ({ record, state }: Props) => {
  const session = useSignedIn()
  const order = useOrder()
  const navigate = useNavigate()
  if (state.status !== 'released' || !mayIssue(session, 'updates', 'prepare')) return null
  return (
    <Button
      size="compact-sm"
      variant="default"
      onClick={() =>
        order({
          collection: 'updates',
          command: 'prepare',
          preset: {
            title: state.title,
            release: record.id,
            product: state.product,
            revision: state.revision,
            cases: state.cases,
          },
          onDone: ({ humanId }) =>
            void navigate({
              to: '/$collection/$id',
              params: { collection: 'updates', id: humanId },
            }),
        })
      }
    >
      Prepare an update
    </Button>
  )
}
