import { Button } from '@mantine/core'
import { useSignedIn } from '../../api/session.ts'
import { mayIssue } from '../../forms/order.ts'
import { valueInWords } from '../../kinds/words.ts'
import { Banner } from '../../parts/banner.tsx'
import { FileList, sizeInWords } from '../../parts/files.tsx'
import { ToneMark } from '../../parts/marks.tsx'
import { Facts, Section } from '../../parts/page.tsx'
import { RecordLink } from '../../parts/record-link.tsx'
import { Day, Moment } from '../../parts/time.tsx'
import { WithRecords } from '../../parts/with-records.tsx'
import { DoneBy } from '../done-by.tsx'
import { useActOn } from '../use-act-on.ts'
import { type UpdateView, updateView } from '../views/outward.ts'
import { type PanelProps, withState } from '../with-state.tsx'
import { Publishing } from './publishing.tsx'

type Props = PanelProps<UpdateView>

export const UpdatePanel = withState(updateView, ({ record, state }: Props) => (
  <>
    {state.withdrawn === null ? null : (
      <Banner tone="bad" title="Withdrawn: it must not be installed any more">
        <p>{state.withdrawn.reason}</p>
        {state.withdrawn.instead === null ? null : (
          <p>
            <WithRecords text={`Install ${state.withdrawn.instead.updateId} instead.`} />
          </p>
        )}
        {state.publication === null ? null : (
          <p className="small">
            {state.withdrawn.repositoryVersion === null
              ? 'It is being taken out of the update repository.'
              : 'The update repository does not offer it any more, and verifying it says why.'}
          </p>
        )}
        <DoneBy by="" at={state.withdrawn.at} signedBy={state.withdrawn.name} />
      </Banner>
    )}
    <Publishing
      approval={state.approval}
      order={state.order}
      failure={state.failure}
      published={state.publication?.at}
      waiting="The server signs the files into the update repository."
    />
    <Section title="What users get">
      <Facts
        facts={[
          { name: 'Product', value: <RecordLink collection="products" id={state.product} brief /> },
          { name: 'Revision', value: state.revision },
          { name: 'Release', value: <RecordLink collection="releases" id={state.release} /> },
          {
            name: 'Fixes',
            value: state.cases.map((id) => (
              <p key={id}>
                <RecordLink collection="cases" id={id} />
              </p>
            )),
          },
          { name: 'Class', value: valueInWords('itemClass', state.itemClass) },
          { name: 'Prepared', value: <DoneBy by={state.preparedBy} at={state.preparedAt} /> },
        ]}
      />
      <h3>Files</h3>
      <FileList files={state.files} />
      <h3>Compatibility</h3>
      <p className="prose verbatim">{state.compatibility}</p>
      <h3>Instructions</h3>
      <p className="prose verbatim">{state.instructions}</p>
    </Section>
    {state.publication === null ? null : (
      <Section title={`In the repository, version ${state.publication.repositoryVersion}`}>
        <div className="table-scroll">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Path</th>
                <th scope="col">Size</th>
                <th scope="col">SHA-256</th>
              </tr>
            </thead>
            <tbody>
              {state.publication.targets.map(({ path, sha256, length }) => (
                <tr key={path}>
                  <td>
                    <code>{path}</code>
                  </td>
                  <td className="numeric whole">{sizeInWords(length)}</td>
                  <td>
                    <code>{sha256}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Section>
    )}
    <Notices record={record} state={state} />
  </>
))

const Notices = ({ record, state }: Props) => {
  const session = useSignedIn()
  const act = useActOn('updates', record)
  const told = state.notices.length
  const confirmed = state.notices.filter(({ acknowledged }) => acknowledged !== null).length
  const mayRecord = mayIssue(session, 'updates', 'record-acknowledgement')
  return (
    <Section
      title="Who was told"
      aside={
        told === 0 ? undefined : <p className="soft small">{`${confirmed} of ${told} confirmed`}</p>
      }
    >
      {told === 0 ? (
        <p className="soft">Nobody yet. Once it is published, tell the registered users.</p>
      ) : (
        <ul className="checks">
          {state.notices.map(({ user, organisation, at, acknowledged }) => (
            <li key={user}>
              <div className="check-state">
                <ToneMark tone={acknowledged === null ? 'half' : 'good'}>
                  {acknowledged === null ? 'Told' : 'Confirmed'}
                </ToneMark>
              </div>
              <div>
                <p>
                  <strong>{organisation}</strong>{' '}
                  <span className="soft small">
                    told <Moment at={at} />
                  </span>
                </p>
                {acknowledged === null ? null : (
                  <p>
                    <Day on={acknowledged.on} /> {acknowledged.note}
                  </p>
                )}
              </div>
              {acknowledged === null && mayRecord ? (
                <Button
                  size="compact-sm"
                  variant="default"
                  onClick={() => act('record-acknowledgement', { user })}
                >
                  Confirmed<span className="visually-hidden"> by {organisation}</span>
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
