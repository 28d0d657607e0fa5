import { Button } from '@mantine/core'
import { useActorName } from '../../../api/people.ts'
import { useSignedIn } from '../../../api/session.ts'
import { mayIssue } from '../../../forms/order.ts'
import { humanise, valueInWords } from '../../../kinds/words.ts'
import { type Tone, ToneMark } from '../../../parts/marks.tsx'
import { Section } from '../../../parts/page.tsx'
import { RecordLink } from '../../../parts/record-link.tsx'
import { Day, Due } from '../../../parts/time.tsx'
import { DoneBy } from '../../done-by.tsx'
import { Settled } from '../../settled.tsx'
import { useActOn } from '../../use-act-on.ts'
import { type AskView, hasAnswered } from '../../views/case/owners.ts'
import type { CaseView } from '../../views/case.ts'
import type { PanelProps } from '../../with-state.tsx'

const tones: Readonly<Record<string, Tone>> = {
  affected: 'bad',
  'not-affected': 'excused',
  looking: 'half',
}

/** What owners of other products were asked, what they said, and for whom the case waits. */
export const OtherProducts = ({ record, state }: PanelProps<CaseView>) => {
  const session = useSignedIn()
  const act = useActOn('cases', record)
  const { asks, otherProducts, closed } = state
  const open = closed === null
  return (
    <Section
      title="Other products"
      id="other-products"
      aside={
        open && mayIssue(session, 'cases', 'ask-owners') ? (
          <Button size="compact-sm" variant="default" onClick={() => act('ask-owners')}>
            Ask owners
          </Button>
        ) : undefined
      }
    >
      {asks.length > 0 ? (
        <Settled
          all={asks}
          isSettled={hasAnswered}
          title="Answered"
          render={(ask) => (
            <Asked
              key={ask.product}
              ask={ask}
              onAnswer={
                open && mayIssue(session, 'cases', 'answer-for-product')
                  ? () => act('answer-for-product', { product: ask.product })
                  : undefined
              }
            />
          )}
        />
      ) : otherProducts === null ? (
        <p className="soft">Nobody was asked yet. A case closes once every owner has answered.</p>
      ) : (
        <>
          <p className="prose verbatim">{otherProducts.answer}</p>
          <DoneBy {...otherProducts} />
        </>
      )}
    </Section>
  )
}

const Asked = ({
  ask,
  onAnswer,
}: {
  readonly ask: AskView
  readonly onAnswer: (() => void) | undefined
}) => {
  const nameOf = useActorName()
  const { answer } = ask
  return (
    <li>
      <p className="row">
        <strong>
          <RecordLink collection="products" id={ask.product} brief orElse={ask.name} />
        </strong>
        {answer === null ? (
          <ToneMark tone={ask.escalatedAt === null ? 'half' : 'bad'}>
            {ask.escalatedAt === null ? 'Not answered' : 'Not answered, escalated'}
          </ToneMark>
        ) : (
          <ToneMark tone={tones[answer.answer] ?? 'unknown'}>
            {valueInWords('answer', answer.answer)}
            {answer.revisions.length === 0 ? '' : `: ${answer.revisions.join(', ')}`}
          </ToneMark>
        )}
        {hasAnswered(ask) || onAnswer === undefined ? null : (
          <Button size="compact-sm" variant="default" onClick={onAnswer}>
            Answer for {ask.name}
          </Button>
        )}
      </p>
      {hasAnswered(ask) ? null : (
        <p className="small">
          Waits for {ask.owners.map(nameOf).join(', ')}, due <Due on={ask.dueAt} />
          {answer?.until === undefined ? null : (
            <>
              {' '}
              (looks until <Day on={answer.until} />)
            </>
          )}
        </p>
      )}
      {ask.because.length === 0 ? null : (
        <p className="soft small">Asked because of {ask.because.join('; ')}</p>
      )}
      {answer === null ? (
        <p className="small">
          Asked: <DoneBy {...ask.asked} />
        </p>
      ) : (
        <>
          <p className="prose verbatim">
            {answer.justification === undefined ? '' : `${humanise(answer.justification)}. `}
            {answer.statement}
          </p>
          <DoneBy {...answer} />
          {answer.onBehalf === '' ? null : (
            <p className="soft small">Answered for the owners: {answer.onBehalf}</p>
          )}
        </>
      )}
    </li>
  )
}
