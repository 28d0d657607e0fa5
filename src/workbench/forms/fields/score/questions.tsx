import { Button, Radio } from '@mantine/core'
import { useState } from 'react'
import { type CvssGuide, followCvssGuide } from '../../../../kernel/cvss-guide.ts'
import { isRefusal } from '../../../../kernel/result.ts'

/** The questions that lead to a value of one metric, one after the other. */
export const Questions = ({
  guide,
  answered,
  onAnswered,
}: {
  readonly guide: CvssGuide
  /** The answers that led to the value that stands; empty where none did. */
  readonly answered: readonly number[]
  readonly onAnswered: (answers: readonly number[], value: string) => void
}) => {
  const [answers, setAnswers] = useState(answered)
  const told = [...steps(guide, answers)]
  const put = (place: number, choice: number) => {
    const next = [...answers.slice(0, place), choice]
    setAnswers(next)
    const followed = followCvssGuide(guide, next)
    if (!isRefusal(followed) && 'value' in followed.next) onAnswered(next, followed.next.value)
  }
  return (
    <div className="questions">
      {told.map(({ ask, choices }, place) => (
        <Radio.Group
          key={ask}
          label={ask}
          value={answers[place] === undefined ? null : String(answers[place])}
          onChange={(choice) => put(place, Number(choice))}
        >
          <div className="tick-list">
            {choices.map((choice, index) => (
              <Radio key={choice} value={String(index)} label={choice} />
            ))}
          </div>
        </Radio.Group>
      ))}
      {answers.length === 0 ? null : (
        <Button variant="subtle" size="compact-sm" type="button" onClick={() => setAnswers([])}>
          Ask again
        </Button>
      )}
    </div>
  )
}

interface Asked {
  readonly ask: string
  readonly choices: readonly string[]
}

/** The questions as far as they are answered, and the next one. */
function* steps(guide: CvssGuide, answers: readonly number[]): Generator<Asked> {
  for (let place = 0; place <= answers.length; place++) {
    const followed = followCvssGuide(guide, answers.slice(0, place))
    if (isRefusal(followed) || 'value' in followed.next) return
    const { ask, answers: choices } = followed.next.question
    yield { ask, choices: choices.map(({ answer }) => answer) }
  }
}
