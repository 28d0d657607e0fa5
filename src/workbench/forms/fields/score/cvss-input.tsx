import { Button, Radio, TextInput } from '@mantine/core'
import { useState } from 'react'
import { scoreCvss, writeCvssVector } from '../../../../kernel/cvss.ts'
import { type CvssGuide, cvssGuides, followCvssGuide } from '../../../../kernel/cvss-guide.ts'
import { isRefusal } from '../../../../kernel/result.ts'
import { SeverityMark } from '../../../parts/marks.tsx'
import { common, type InputProps, textOf } from '../../field-input.tsx'
import { isValues } from '../../values.ts'
import { Questions } from './questions.tsx'
import './score.css'

type Version = '3.1' | '4.0'

interface Reason {
  readonly metric: string
  readonly answers: readonly number[]
}

const groups = [
  ['base', 'The flaw itself', ''],
  ['threat', 'Threat: how far attackers are', 'What is known of attacks today.'],
  [
    'environmental',
    'Environment: where the product is used',
    'What is otherwise there than the base metrics assume.',
  ],
  ['supplemental', 'More to know', 'These never change the score.'],
] as const

/** A vector pasted, or built metric by metric with the score in sight as it changes. */
export const CvssInput = (props: InputProps) => {
  const { value, onBeside, field } = props
  const vector = textOf(value)
  const version = versionOf(vector)
  const chosen = metricsOf(vector)
  const guides = cvssGuides(version)
  const reasons = reasonsOf(props.beside['reasoning'])

  const put = (next: string, more: readonly Reason[] = reasons) => {
    const metrics = metricsOf(next)
    const known = cvssGuides(versionOf(next))
    onBeside({ [field.name]: next, reasoning: more.filter((one) => holds(one, known, metrics)) })
  }
  const choose = (metric: string, to: string, more?: readonly Reason[]) => {
    const next = new Map(chosen)
    if (to === 'X') next.delete(metric)
    else next.set(metric, to)
    put(written(version, next), more)
  }
  return (
    <div className="score-input">
      <Radio.Group
        label="CVSS version"
        value={version}
        onChange={(next) => put(written(next === '4.0' ? '4.0' : '3.1', chosen), [])}
      >
        <div className="row">
          <Radio value="3.1" label="3.1" />
          <Radio value="4.0" label="4.0" />
        </div>
      </Radio.Group>
      <TextInput
        {...common(props)}
        description="Paste one, or choose the metrics below."
        value={vector}
        onChange={({ currentTarget }) => put(currentTarget.value.trim())}
        autoComplete="off"
        spellCheck={false}
        classNames={{ input: 'vector-input' }}
      />
      <Live vector={vector} missing={missingIn(guides, chosen)} />
      {groups.map(([group, title, help]) => {
        const those = guides.filter((guide) => guide.group === group)
        if (those.length === 0) return null
        const metrics = those.map((guide) => (
          <Metric
            key={version + guide.metric}
            guide={guide}
            value={chosen.get(guide.metric)}
            answered={reasons.find(({ metric }) => metric === guide.metric)?.answers ?? []}
            onChoose={(to) => choose(guide.metric, to)}
            onAnswered={(answers, to) =>
              choose(guide.metric, to, [
                ...reasons.filter(({ metric }) => metric !== guide.metric),
                { metric: guide.metric, answers },
              ])
            }
          />
        ))
        return group === 'base' ? (
          <section key={group} aria-label={title} className="score-group">
            <h3>{title}</h3>
            {metrics}
          </section>
        ) : (
          <details key={group} className="score-group">
            <summary>{title}</summary>
            <p className="soft small">{help}</p>
            {metrics}
          </details>
        )
      })}
    </div>
  )
}

/** The score as the server will record it; what is still missing until then. */
const Live = ({
  vector,
  missing,
}: {
  readonly vector: string
  readonly missing: readonly string[]
}) => {
  const score = scoreCvss(vector)
  return (
    <div className="score-live" role="status">
      {!isRefusal(score) ? (
        <>
          <SeverityMark severity={score.severity} score={score.overall} />
          <span className="soft small">
            {[
              `Base ${score.base.toFixed(1)}`,
              ...(score.threat === null ? [] : [`with threat ${score.threat.toFixed(1)}`]),
              ...(score.environmental === null
                ? []
                : [`with environment ${score.environmental.toFixed(1)}`]),
            ].join(', ')}
          </span>
        </>
      ) : missing.length > 0 ? (
        <span>
          Still to choose: {missing[0]}
          {missing.length === 1 ? '' : ` and ${missing.length - 1} more`}
        </span>
      ) : (
        <span>{score.message}</span>
      )}
    </div>
  )
}

const Metric = ({
  guide,
  value,
  answered,
  onChoose,
  onAnswered,
}: {
  readonly guide: CvssGuide
  readonly value: string | undefined
  readonly answered: readonly number[]
  readonly onChoose: (value: string) => void
  readonly onAnswered: (answers: readonly number[], value: string) => void
}) => {
  const [asking, setAsking] = useState(answered.length > 0)
  return (
    <div className="score-metric">
      <Radio.Group
        label={`${guide.label} (${guide.metric})`}
        description={guide.about}
        value={value ?? (guide.required ? null : 'X')}
        onChange={onChoose}
      >
        <div className="score-values">
          {guide.values.map((one) => (
            <Radio key={one.value} value={one.value} label={one.label} />
          ))}
        </div>
      </Radio.Group>
      <Button
        variant="subtle"
        size="compact-sm"
        type="button"
        aria-expanded={asking}
        onClick={() => setAsking(!asking)}
      >
        {asking ? 'Hide the questions' : 'Ask me'}
        <span className="visually-hidden"> about {guide.label}</span>
      </Button>
      {asking ? <Questions guide={guide} answered={answered} onAnswered={onAnswered} /> : null}
    </div>
  )
}

const versionOf = (vector: string): Version => (vector.startsWith('CVSS:4.0') ? '4.0' : '3.1')

/** What stands in a vector that may not be whole yet. */
const metricsOf = (vector: string): ReadonlyMap<string, string> =>
  new Map(
    vector
      .split('/')
      .slice(1, 100)
      .flatMap((part) => {
        const [metric = '', value = ''] = part.split(':')
        return value === '' ? [] : [[metric, value] as const]
      }),
  )

/** The vector of what is chosen: of another version, only what both of them have stays. */
const written = (version: Version, chosen: ReadonlyMap<string, string>): string =>
  writeCvssVector({
    version,
    metrics: new Map(
      cvssGuides(version).flatMap(({ metric, values }) => {
        const value = chosen.get(metric)
        return value !== undefined && values.some((one) => one.value === value)
          ? [[metric, value] as const]
          : []
      }),
    ),
  })

const missingIn = (
  guides: readonly CvssGuide[],
  chosen: ReadonlyMap<string, string>,
): readonly string[] =>
  guides.flatMap(({ metric, label, required }) =>
    required && !chosen.has(metric) ? [`${label} (${metric})`] : [],
  )

const holds = (
  { metric, answers }: Reason,
  guides: readonly CvssGuide[],
  chosen: ReadonlyMap<string, string>,
): boolean => {
  const guide = guides.find((one) => one.metric === metric)
  const followed = guide === undefined ? undefined : followCvssGuide(guide, answers)
  return (
    followed !== undefined &&
    !isRefusal(followed) &&
    'value' in followed.next &&
    followed.next.value === (chosen.get(metric) ?? 'X')
  )
}

const reasonsOf = (value: unknown): readonly Reason[] =>
  (Array.isArray(value) ? value.filter(isValues) : []).flatMap(({ metric, answers }) =>
    typeof metric === 'string' && Array.isArray(answers)
      ? [{ metric, answers: answers.filter((one): one is number => typeof one === 'number') }]
      : [],
  )
