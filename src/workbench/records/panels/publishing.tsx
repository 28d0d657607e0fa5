import type { ReactNode } from 'react'
import { Banner } from '../../parts/banner.tsx'
import { ToneMark } from '../../parts/marks.tsx'
import { Section } from '../../parts/page.tsx'
import { Moment } from '../../parts/time.tsx'
import { DoneBy } from '../done-by.tsx'

interface SignedStep {
  readonly name: string
  readonly at: string
  readonly comment: string
}

/** The three steps by which something leaves: approved, ordered, published. */
export const Publishing = ({
  approval,
  order,
  failure,
  published,
  waiting,
}: {
  readonly approval: SignedStep | null
  readonly order: SignedStep | null
  readonly failure: { readonly reason: string; readonly at: string } | null
  readonly published: string | undefined
  readonly waiting: string
}) => (
  <Section title="Publication">
    <ol className="steps">
      <Step done={approval !== null} title="Approved">
        {approval === null ? (
          'Waits for somebody who did not write it'
        ) : (
          <DoneBy by="" at={approval.at} signedBy={approval.name} />
        )}
      </Step>
      <Step done={order !== null || published !== undefined} title="Ordered">
        {order === null ? '' : <DoneBy by="" at={order.at} signedBy={order.name} />}
      </Step>
      <Step done={published !== undefined} title="Published">
        {published === undefined ? (
          order === null || failure !== null ? (
            ''
          ) : (
            waiting
          )
        ) : (
          <Moment at={published} />
        )}
      </Step>
    </ol>
    {failure === null ? null : (
      <Banner tone="bad" title="The last attempt to publish failed">
        <p>{failure.reason}</p>
        <p className="soft small">
          <Moment at={failure.at} />. Mend the cause and publish again.
        </p>
      </Banner>
    )}
  </Section>
)

const Step = ({
  done,
  title,
  children,
}: {
  readonly done: boolean
  readonly title: string
  readonly children: ReactNode
}) => (
  <li>
    <ToneMark tone={done ? 'good' : 'todo'}>
      {title}
      <span className="visually-hidden">{done ? ': done' : ': not yet'}</span>
    </ToneMark>
    <p className="soft small">{children}</p>
  </li>
)
