import { valueInWords } from '../../kinds/words.ts'
import { Banner } from '../../parts/banner.tsx'
import { FileLink } from '../../parts/files.tsx'
import { type Tone, ToneMark } from '../../parts/marks.tsx'
import { Empty, Facts, Section } from '../../parts/page.tsx'
import { RecordLink } from '../../parts/record-link.tsx'
import { Day, Due, Moment } from '../../parts/time.tsx'
import { type ActivityView, activityView } from '../views/upkeep.ts'
import { type PanelProps, withState } from '../with-state.tsx'

const outcomes: Readonly<Record<ActivityView['runs'][number]['outcome'], readonly [Tone, string]>> =
  {
    clean: ['good', 'Clean'],
    findings: ['half', 'Findings'],
    failed: ['bad', 'Failed: still due'],
  }

export const ActivityPanel = withState(activityView, ({ state }: PanelProps<ActivityView>) => (
  <>
    {state.retired === null ? null : (
      <Banner title="Retired">
        <p>
          {state.retired.reason} <Moment at={state.retired.at} />
        </p>
      </Banner>
    )}
    <Section title="Activity">
      <Facts
        facts={[
          { name: 'Kind', value: valueInWords('kind', state.kind) },
          { name: 'Repeats', value: `Every ${state.everyDays} days` },
          { name: 'Next run by', value: state.nextDue === null ? '' : <Due on={state.nextDue} /> },
          {
            name: 'Product',
            value:
              state.product === null ? (
                'All products'
              ) : (
                <RecordLink collection="products" id={state.product} brief />
              ),
          },
        ]}
      />
    </Section>
    <Section title="Runs">
      {state.runs.length === 0 ? (
        <Empty>
          <p>It has not run yet. Record the first run, with the output as evidence.</p>
        </Empty>
      ) : (
        <ul className="checks">
          {state.runs.toReversed().map((run) => {
            const [tone, words] = outcomes[run.outcome]
            return (
              <li key={run.on + run.summary}>
                <div className="check-state">
                  <ToneMark tone={tone}>{words}</ToneMark>
                </div>
                <div>
                  <p>
                    <strong>
                      <Day on={run.on} />
                    </strong>
                  </p>
                  <p className="verbatim">{run.summary}</p>
                  {run.file === null ? null : <FileLink file={run.file} />}
                </div>
              </li>
            )
          })}
        </ul>
      )}
    </Section>
  </>
))
