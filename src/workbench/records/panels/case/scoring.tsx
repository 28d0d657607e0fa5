import { Button } from '@mantine/core'
import { cvssMetrics, readCvssVector } from '../../../../kernel/cvss.ts'
import { isRefusal } from '../../../../kernel/result.ts'
import { useActorName } from '../../../api/people.ts'
import type { RecordEnvelope } from '../../../api/records.ts'
import { useSignedIn } from '../../../api/session.ts'
import { mayIssue } from '../../../forms/order.ts'
import { valueInWords } from '../../../kinds/words.ts'
import { SeverityMark, type Tone, ToneMark } from '../../../parts/marks.tsx'
import { Facts, Section } from '../../../parts/page.tsx'
import { RecordLink } from '../../../parts/record-link.tsx'
import { Day } from '../../../parts/time.tsx'
import { DoneBy } from '../../done-by.tsx'
import { useActOn } from '../../use-act-on.ts'
import { decidingScore, type ScoreView } from '../../views/case/scoring.ts'
import type { CaseView } from '../../views/case.ts'
import './scoring.css'

interface Props {
  readonly record: RecordEnvelope
  readonly state: CaseView
}

/** Each score with its words and whose it is, exploitation, and the priority by SSVC. */
export const Scoring = ({ record, state }: Props) => {
  const deciding = decidingScore(state)
  return (
    <Section title="How bad it is">
      {state.scores.length === 0 ? <p className="soft">Not scored yet. Score it.</p> : null}
      {state.scores.map((score) => (
        <Score
          key={keyOf(score)}
          score={score}
          decides={score === deciding}
          record={record}
          state={state}
        />
      ))}
      {state.primaryScore === null ? null : (
        <p className="small">
          Our score was chosen to decide: {state.primaryScore.reason}{' '}
          <DoneBy {...state.primaryScore} />
        </p>
      )}
      <Exploitation state={state} />
      <Priority state={state} />
      <Earlier state={state} />
    </Section>
  )
}

const keyOf = ({ version, source, product }: ScoreView): string =>
  `${version} ${source} ${product ?? ''}`

const Score = ({
  score,
  decides,
  record,
  state,
}: Props & { readonly score: ScoreView; readonly decides: boolean }) => {
  const act = useActOn('cases', record)
  const session = useSignedIn()
  const { version, source, product } = score
  const whose = `${version}, ${useSourceName()(score)}`
  const which = { version, source, ...(product === undefined ? {} : { product }) }
  const open = state.closed === null
  return (
    <div className="decision score">
      <p className="row">
        <SeverityMark severity={score.severity} score={score.score} />
        <span>CVSS {whose}</span>
        {decides ? <ToneMark tone="good">Decides</ToneMark> : null}
      </p>
      {product === undefined ? null : (
        <p className="small">
          Only for <RecordLink collection="products" id={product} brief />
        </p>
      )}
      <Numbers score={score} />
      {score.rationale === undefined ? null : <p className="prose">{score.rationale}</p>}
      <details>
        <summary>
          The vector in words <span className="visually-hidden">of {whose}</span>
        </summary>
        <p>
          <code className="vector">{score.vector}</code>
        </p>
        <InWords score={score} />
      </details>
      <p className="row">
        <DoneBy {...score} />
        {open && !decides && score.kind === 'ours' && mayIssue(session, 'cases', 'choose-score') ? (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => act('choose-score', { ...which, reason: '' })}
          >
            Let it decide
          </Button>
        ) : null}
        {open && mayIssue(session, 'cases', 'withdraw-score') ? (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => act('withdraw-score', { ...which, reason: '' })}
          >
            Withdraw <span className="visually-hidden">the score of {whose}</span>
          </Button>
        ) : null}
      </p>
    </div>
  )
}

const useSourceName = () => {
  const nameOf = useActorName()
  return ({ kind, source }: ScoreView): string => {
    const whose = valueInWords('scoreKind', kind)
    return kind === 'ours' ? `${whose} (${nameOf(source)})` : `${whose}: ${source}`
  }
}

const Numbers = ({ score: { base, threat, environmental } }: { readonly score: ScoreView }) =>
  base === undefined ? null : (
    <p className="soft small">
      {[
        ['Base', base],
        ['with threat', threat],
        ['with environment', environmental],
      ]
        .flatMap(([name, number]) =>
          typeof number === 'number' ? [`${name} ${number.toFixed(1)}`] : [],
        )
        .join(', ')}
    </p>
  )

/** Every metric that the vector states, with the questions as they were answered. */
const InWords = ({ score }: { readonly score: ScoreView }) => {
  const read = readCvssVector(score.vector)
  if (isRefusal(read)) return <p className="soft">{read.message}</p>
  const stated = cvssMetrics(read.version).flatMap((metric) => {
    const chosen = metric.values.find(({ value }) => value === read.metrics.get(metric.metric))
    return chosen === undefined || chosen.value === 'X' || chosen.value === 'ND'
      ? []
      : [{ ...metric, chosen }]
  })
  return (
    <Facts
      facts={stated.map(({ metric, label, chosen }) => ({
        name: `${label} (${metric})`,
        value: (
          <>
            {chosen.label}
            {score.reasoning
              ?.filter((one) => one.metric === metric)
              .flatMap(({ told }) => told)
              .map(({ ask, answer }) => (
                <span key={ask} className="soft small reasoned">
                  {ask} {answer}.
                </span>
              ))}
          </>
        ),
      }))}
    />
  )
}

const exploited: Readonly<Record<string, Tone>> = { none: 'good', poc: 'half', active: 'bad' }

/** Nobody wrote it down: that says nothing of what the catalogue holds. */
const notNoted = <span className="soft">Not noted</span>

const Exploitation = ({ state: { exploitation } }: { readonly state: CaseView }) => {
  if (exploitation === null)
    return (
      <p className="soft">
        Nothing is noted about its exploitation. The server fetches neither EPSS nor KEV: note what
        they say.
      </p>
    )
  const { status, source, reference, on, kev, epss } = exploitation
  return (
    <div className="decision">
      <h3>Exploitation</h3>
      <p className="row">
        <ToneMark tone={exploited[status] ?? 'unknown'}>
          {valueInWords('exploitation', status)}
        </ToneMark>
        <span className="soft small">
          {source}, <Day on={on} />
        </span>
      </p>
      <Facts
        facts={[
          { name: 'Where it stands', value: reference },
          {
            name: 'CISA KEV',
            value:
              kev === undefined ? (
                notNoted
              ) : (
                <>
                  Since <Day on={kev.added} />
                  {kev.due === undefined ? null : (
                    <>
                      , due by <Day on={kev.due} />
                    </>
                  )}
                </>
              ),
          },
          {
            name: 'EPSS',
            value:
              epss === undefined ? (
                notNoted
              ) : (
                <>
                  {percent(epss.score)} within 30 days
                  {epss.percentile === undefined
                    ? ''
                    : `, higher than ${percent(epss.percentile)} of all`}{' '}
                  (<Day on={epss.on} />)
                </>
              ),
          },
        ]}
      />
      <DoneBy {...exploitation} />
    </div>
  )
}

const percent = (part: number): string => `${(part * 100).toFixed(1)} %`

const pointOf: Readonly<Record<string, string>> = { none: 'N', poc: 'P', active: 'A' }

const Priority = ({ state: { ssvc, exploitation } }: { readonly state: CaseView }) => {
  if (ssvc === null) return <p className="soft">The priority by SSVC is not decided.</p>
  const { E } = ssvc.points
  const changed = exploitation !== null && E !== undefined && pointOf[exploitation.status] !== E
  return (
    <div className="decision">
      <h3>Priority by SSVC: {ssvc.outcome.name}</h3>
      {changed ? (
        <ToneMark tone="bad">What is known of exploitation changed since: decide it anew</ToneMark>
      ) : null}
      <p>{ssvc.outcome.meaning}</p>
      {ssvc.reason === '' ? null : <p className="prose">{ssvc.reason}</p>}
      <details>
        <summary>The path that led there</summary>
        <ol className="dashed">
          {ssvc.path.map(({ point, sentence }) => (
            <li key={point}>{sentence}</li>
          ))}
        </ol>
        <p className="soft small">Table {ssvc.table}</p>
      </details>
      <DoneBy {...ssvc} />
    </div>
  )
}

const Earlier = ({ state: { earlierScores } }: { readonly state: CaseView }) => {
  const sourceName = useSourceName()
  return earlierScores.length === 0 ? null : (
    <details>
      <summary>Earlier scores ({earlierScores.length})</summary>
      <ul className="dashed">
        {earlierScores.toReversed().map((score) => (
          <li key={score.at + score.vector}>
            <SeverityMark severity={score.severity} score={score.score} /> CVSS {score.version},{' '}
            {sourceName(score)} <code className="vector">{score.vector}</code>{' '}
            <span className="soft small">
              {score.why === undefined ? 'Replaced' : `Withdrawn: ${score.why}`}
            </span>{' '}
            <DoneBy {...score} />
          </li>
        ))}
      </ul>
    </details>
  )
}
