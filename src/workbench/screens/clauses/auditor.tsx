import { Button } from '@mantine/core'
import { useState } from 'react'
import { isGap } from '../../../review/contract.ts'
import type { ClausePage } from '../../api/clauses.ts'
import { Section } from '../../parts/page.tsx'

/** What an auditor opens first, and what can be said: each sentence claims only what is met. */
export const Auditor = ({
  page: { clause, defence, constraints },
}: {
  readonly page: ClausePage
}) => {
  const [copied, setCopied] = useState(false)
  const unsaid = constraints.filter(({ answer }) => isGap(answer))
  return (
    <Section title="What the auditor will ask">
      <p>{clause.auditFocus}</p>
      <h3>What you can say</h3>
      {defence === undefined ? (
        <p className="soft">
          Nothing yet: no sentence of the defence has everything it claims shown. Close the worst
          gaps first.
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
      {unsaid.length === 0 ? null : (
        <p className="soft small">
          {`Be ready to answer for: ${unsaid.map(({ answer }) => answer.title).join(', ')}.`}
        </p>
      )}
    </Section>
  )
}
