import { Button } from '@mantine/core'
import { useState } from 'react'
import { isGap } from '../../../review/contract.ts'
import type { ClausePage, Constraint } from '../../api/clauses.ts'
import { VerdictMark } from '../../parts/marks.tsx'
import { Section } from '../../parts/page.tsx'
import { daysInWords } from '../../parts/time.tsx'
import { WithRecords } from '../../parts/with-records.tsx'
import { unanswered } from './questions.ts'

/** What an auditor opens first, and what can be said: each sentence claims only what is met. */
export const Auditor = ({ page }: { readonly page: ClausePage }) => {
  const { clause, constraints, withheld } = page
  const defence = page.defence === undefined ? undefined : daysInWords(page.defence)
  const [copied, setCopied] = useState(false)
  const claimed = new Set(withheld.flatMap(({ missing }) => missing))
  const unsaid = constraints.filter(({ answer }) => isGap(answer) && !claimed.has(answer.id))
  return (
    <Section title="What the auditor will ask">
      <p>{clause.auditFocus}</p>
      <h3>What you can say</h3>
      {defence === undefined ? (
        <p className="soft">
          Nothing yet: no sentence of the defence has everything it claims shown.
        </p>
      ) : (
        <>
          <blockquote className="quote quote-good" data-defence>
            {defence}
          </blockquote>
          <p className="row">
            <Button
              size="compact-sm"
              variant="default"
              onClick={() =>
                void navigator.clipboard.writeText(defence).then(() => setCopied(true))
              }
            >
              Copy it
            </Button>
            <span className="soft small" aria-live="polite">
              {copied ? 'Copied.' : 'Only sentences whose every claim is met stand here.'}
            </span>
          </p>
        </>
      )}
      <Withheld page={page} />
      {unsaid.length === 0 ? null : (
        <p className="soft small">
          {`No sentence claims these; be ready to answer for them: ${unsaid.map(({ answer }) => answer.title).join(', ')}.`}
        </p>
      )}
    </Section>
  )
}

/** The sentences that nobody should say yet: of each, what keeps it out and where that is. */
const Withheld = ({ page: { withheld, constraints } }: { readonly page: ClausePage }) =>
  withheld.length === 0 ? null : (
    <>
      <h3>What you cannot say yet</h3>
      <ul className="told-list" aria-label="What you cannot say yet">
        {withheld.map(({ text, missing, unfilled }) => (
          <li key={text} className="withheld">
            <p className="soft">{daysInWords(text)}</p>
            <ul className="told-list small">
              {missing.map((id) => (
                <Missing
                  key={id}
                  id={id}
                  answer={constraints.find((one) => one.answer.id === id)?.answer}
                />
              ))}
              {unfilled.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </>
  )

const Missing = ({
  id,
  answer,
}: {
  readonly id: string
  readonly answer: Constraint | undefined
}) => {
  if (answer === undefined) return <li className="mono">{id}</li>
  const { title, verdict } = answer
  return (
    <li>
      <span className="row">
        <VerdictMark verdict={verdict} />
        <a href={`#${id}`}>{title}</a>
        <span className="soft mono">{id}</span>
      </span>
      <span className="soft">
        <WithRecords text={whyNot(answer)} />
      </span>
    </li>
  )
}

/** The question that keeps a claim out; a person's word decides before any of them. */
const whyNot = (answer: Constraint): string => {
  const { applicability, overruled } = answer
  if (!applicability.applies)
    return `It does not apply, and what does not apply is not claimed: ${applicability.reason}`
  if (overruled !== undefined)
    return `A person decided so in ${overruled.humanId}: ${overruled.reason}`
  const first = unanswered(answer)
  return first === undefined ? '' : `${first.asked} ${first.detail}`
}
