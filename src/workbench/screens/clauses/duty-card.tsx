import { useLocation } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { isGap } from '../../../review/contract.ts'
import type { ClausePage, Scope } from '../../api/clauses.ts'
import { GapMark, VerdictMark } from '../../parts/marks.tsx'
import { Decided } from './duties.tsx'
import { Evidence } from './evidence.tsx'
import { NextSteps } from './next-steps.tsx'

type Duty = ClausePage['constraints'][number]

/** One duty: what it asks on one side, what shows it on the other, and what to do about a gap. */
export const DutyCard = ({
  duty: { answer, questions, gap },
  about,
  first,
}: {
  readonly duty: Duty
  readonly about: Scope
  readonly first: boolean
}) => {
  const { hash } = useLocation()
  const isAsked = hash === answer.id
  const [open, setOpen] = useState(isAsked || (hash === '' && first))
  const place = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    if (!isAsked) return
    setOpen(true)
    place.current?.scrollIntoView({ block: 'start' })
    place.current?.querySelector('summary')?.focus({ preventScroll: true })
  }, [isAsked])
  return (
    <details
      ref={place}
      id={answer.id}
      className="section duty-card"
      open={open}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>
        <span className="duty-title">
          <strong>{answer.title}</strong>
          <span className="soft small mono">{answer.id}</span>
        </span>
        <span className="duty-marks">
          {isGap(answer) ? <GapMark severity={answer.severity} /> : null}
          <span>
            <VerdictMark verdict={answer.verdict} />
            <Decided constraint={answer} />
          </span>
        </span>
      </summary>
      {open ? (
        <div className="duty-body">
          <div className="stack-tight">
            <p>{answer.duty}</p>
            {questions.map((question) => (
              <p key={question} className="duty-question">
                {question}
              </p>
            ))}
            <p className="soft small">
              {`Where it is missing: a ${answer.severity} gap${gap.judgement === 'ours' ? ', in our judgement' : ''}.`}
            </p>
            {answer.applicability.applies ? null : <p>{answer.applicability.reason}</p>}
            {answer.next.length === 0 ? null : (
              <>
                <h3 className="small">What closes it</h3>
                <ol className="told-list small">
                  {answer.next.map((step) => (
                    <li key={step}>{step}</li>
                  ))}
                </ol>
              </>
            )}
            <NextSteps answer={answer} about={about} />
          </div>
          <Evidence constraint={answer} about={about} />
        </div>
      ) : null}
    </details>
  )
}
