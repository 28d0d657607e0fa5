import { Button } from '@mantine/core'
import { useActorName } from '../../../api/people.ts'
import { useSignedIn } from '../../../api/session.ts'
import { mayIssue } from '../../../forms/order.ts'
import { valueInWords } from '../../../kinds/words.ts'
import { Facts, Section } from '../../../parts/page.tsx'
import { RecordLink } from '../../../parts/record-link.tsx'
import { DoneBy } from '../../done-by.tsx'
import { useActOn } from '../../use-act-on.ts'
import type { CorrectionView, DefectView } from '../../views/defect.ts'
import { isOpenDefect } from '../../views/defect.ts'
import type { PanelProps } from '../../with-state.tsx'

/** What the document said and says now, who found it right, and how the field hears of it. */
export const Correction = ({ state, record }: PanelProps<DefectView>) => {
  const nameOf = useActorName()
  const { correction, verified, closed, sentBack } = state
  return (
    <Section title="Correction">
      {correction === null ? (
        <p className="soft">
          Not corrected yet. Upload the corrected document, then record its version here.
        </p>
      ) : (
        <>
          <BeforeAfter correction={correction} state={state} />
          <Facts
            facts={[
              { name: 'Corrected', value: <DoneBy by={correction.by} at={correction.at} /> },
              { name: 'Seen by eye', value: correction.byEye },
              {
                name: 'Verified',
                value:
                  verified === null ? (
                    'Waits for another person'
                  ) : (
                    <>
                      {verified.reason} <DoneBy by={verified.by} at={verified.at} />
                    </>
                  ),
              },
              {
                name: 'Closed',
                value:
                  closed === null ? (
                    ''
                  ) : (
                    <>
                      {valueInWords('told', closed.told)}: {closed.reason}{' '}
                      <DoneBy by={closed.by ?? ''} at={closed.at} />
                    </>
                  ),
              },
            ]}
          />
        </>
      )}
      <Telling state={state} record={record} />
      {sentBack.length === 0 ? null : (
        <p className="small soft">
          Sent back {sentBack.length === 1 ? 'once' : `${sentBack.length} times`}, last by{' '}
          {nameOf(sentBack.at(-1)?.by ?? '')}.
        </p>
      )}
    </Section>
  )
}

const BeforeAfter = ({
  correction,
  state,
}: {
  readonly correction: CorrectionView
  readonly state: DefectView
}) => {
  const compared = correction.compared.filter(({ after }) => after !== '')
  return (
    <>
      <div className="before-after">
        <div>
          <h3>It said</h3>
          <p className="quote">
            {correction.before || state.statements.map(({ quote }) => quote).join('\n')}
          </p>
        </div>
        <div>
          <h3>It says in version {correction.revision}</h3>
          <p className="quote quote-good">{correction.after}</p>
        </div>
      </div>
      {compared.length === 0 ? null : (
        <details>
          <summary>
            As it stands in both versions: {compared.length}{' '}
            {compared.length === 1 ? 'statement' : 'statements'}
          </summary>
          {compared.map(({ quote, before, after, found }) => (
            <div key={quote} className="before-after">
              <p className="quote">{before}</p>
              <div>
                <p className="quote quote-good">{after}</p>
                {found === 'words-stay' ? (
                  <p className="small soft">The words stay; somebody says why above.</p>
                ) : null}
              </div>
            </div>
          ))}
        </details>
      )}
    </>
  )
}

/** How operators hear of it: with which release, or by a notice that somebody demanded. */
const Telling = ({ state, record }: PanelProps<DefectView>) => {
  const session = useSignedIn()
  const act = useActOn('defects', record)
  const { noticeDemanded, notice } = state
  const release = state.closed?.release ?? state.release
  return (
    <>
      <Facts
        facts={[
          {
            name: 'Goes out with',
            value: release === null ? '' : <RecordLink collection="releases" id={release} />,
          },
          {
            name: 'Notice demanded',
            value:
              noticeDemanded === null ? (
                ''
              ) : (
                <>
                  {noticeDemanded.reason} <DoneBy {...noticeDemanded} />
                </>
              ),
          },
          {
            name: 'Notice',
            value:
              notice === null ? (
                ''
              ) : (
                <>
                  <RecordLink
                    collection={notice.kind === 'advisory' ? 'advisories' : 'updates'}
                    id={notice.notice}
                  />
                  : {notice.where} <DoneBy {...notice} />
                </>
              ),
          },
        ]}
      />
      {noticeDemanded === null &&
      isOpenDefect(state) &&
      mayIssue(session, 'defects', 'demand-notice') ? (
        <p>
          <Button size="compact-sm" variant="default" onClick={() => act('demand-notice')}>
            Demand a notice now
          </Button>
        </p>
      ) : null}
    </>
  )
}
