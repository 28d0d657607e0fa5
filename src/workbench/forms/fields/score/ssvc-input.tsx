import { Radio } from '@mantine/core'
import { useEffect } from 'react'
import { isRefusal } from '../../../../kernel/result.ts'
import {
  decideSsvc,
  type SsvcAnswers,
  type SsvcPoint,
  ssvcQuestions,
  ssvcTreeNames,
} from '../../../../kernel/ssvc.ts'
import type { InputProps } from '../../field-input.tsx'
import { isValues } from '../../values.ts'
import './score.css'

/** The decision points of a tree, with the outcome and the path to it as they are answered. */
export const SsvcInput = ({ value, beside, onChange, error }: InputProps) => {
  const tree = ssvcTreeNames.find((name) => name === beside['tree']) ?? 'supplier'
  // A point that follows from others is asked by those.
  const asked = ssvcQuestions(tree).flatMap(({ point, from }) => (from.length > 0 ? from : [point]))
  const answers = answersOf(value)
  const stray = Object.keys(answers).some((key) => !asked.some((point) => point.key === key))
  useEffect(() => {
    if (stray)
      onChange(
        Object.fromEntries(
          Object.entries(answers).filter(([key]) => asked.some((point) => point.key === key)),
        ),
      )
  }, [stray, answers, asked, onChange])
  return (
    <div className="score-input">
      {asked.map((point) => (
        <Point
          key={point.key}
          point={point}
          value={answers[point.key]}
          onChoose={(to) => onChange({ ...answers, [point.key]: to })}
        />
      ))}
      <Live answers={answers} tree={tree} />
      {error === undefined ? null : <p className="small field-error">{error}</p>}
    </div>
  )
}

const Point = ({
  point,
  value,
  onChoose,
}: {
  readonly point: SsvcPoint
  readonly value: string | undefined
  readonly onChoose: (value: string) => void
}) => (
  <Radio.Group
    className="score-metric"
    label={point.name}
    description={point.question}
    value={value ?? null}
    onChange={onChoose}
  >
    <div className="tick-list">
      {point.values.map(({ key, name, meaning }) => (
        <Radio key={key} value={key} label={name} description={meaning} />
      ))}
    </div>
  </Radio.Group>
)

const Live = ({
  answers,
  tree,
}: {
  readonly answers: SsvcAnswers
  readonly tree: (typeof ssvcTreeNames)[number]
}) => {
  const decision = decideSsvc(answers, tree)
  return (
    <div className="score-live" role="status">
      {isRefusal(decision) ? (
        <span>{decision.message}</span>
      ) : (
        <>
          <strong>{decision.outcome.name}</strong>
          <span>{decision.outcome.meaning}</span>
          <ol className="dashed small">
            {decision.path.map(({ point, sentence }) => (
              <li key={point}>{sentence}</li>
            ))}
          </ol>
        </>
      )}
    </div>
  )
}

const answersOf = (value: unknown): SsvcAnswers =>
  Object.fromEntries(
    Object.entries(isValues(value) ? value : {}).flatMap(([key, one]) =>
      typeof one === 'string' ? [[key, one]] : [],
    ),
  )
