import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  type Delivery,
  type DeliveryState,
  deliveriesQuery,
  type HeldStep,
  retryDelivery,
} from '../api/deliveries.ts'
import { problemOf } from '../api/problem.ts'
import { hasRole, useSignedIn } from '../api/session.ts'
import { humanise, statusInWords, valueInWords } from '../kinds/words.ts'
import { announce } from '../parts/announce.tsx'
import { Banner, Failed, Refused } from '../parts/banner.tsx'
import { type Tone, ToneMark } from '../parts/marks.tsx'
import { Empty, Page, Waiting } from '../parts/page.tsx'
import { isHidden } from '../parts/personal.tsx'
import { Moment } from '../parts/time.tsx'
import { WithRecords } from '../parts/with-records.tsx'
import '../records/record.css'
import '../lists/list.css'

const tones: Readonly<Record<DeliveryState, Tone>> = {
  parked: 'bad',
  waiting: 'half',
  claimed: 'half',
  sent: 'good',
}

const order: readonly DeliveryState[] = ['parked', 'waiting', 'claimed', 'sent']

const choices: readonly (readonly [state: DeliveryState | undefined, label: string])[] = [
  [undefined, 'All'],
  ['parked', 'Parked'],
  ['waiting', 'Waiting'],
  ['sent', 'Sent'],
]

/** What leaves the server: parked ones first, with what went wrong and a way to try again. */
export const Deliveries = () => {
  const [state, setState] = useState<DeliveryState>()
  const { data, error, refetch } = useQuery({ ...deliveriesQuery(state), refetchInterval: 10_000 })
  const items = data?.items.toSorted(
    (one, other) => order.indexOf(one.state) - order.indexOf(other.state),
  )
  return (
    <Page
      title="Deliveries"
      below={
        <p className="soft">
          Mails and publications wait here until the other side took them. After ten attempts one is
          parked for a person to look at.
        </p>
      }
    >
      <div className="stack">
        {data?.sends === false ? (
          <Banner tone="warn" title="No mail server is set, so mail waits here.">
            <p>
              Whoever runs this server names one as SMTP_URL and starts it again; what waits goes
              out then.
            </p>
          </Banner>
        ) : null}
        {data?.held.map((held) => (
          <HeldBack key={held.step} held={held} />
        ))}
        <div className="filters">
          <fieldset className="status-filter">
            <legend className="visually-hidden">State</legend>
            {choices.map(([value, label]) => (
              <button
                key={label}
                type="button"
                aria-pressed={state === value}
                className="status-choice"
                onClick={() => setState(value)}
              >
                {label}
              </button>
            ))}
          </fieldset>
        </div>
      </div>
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : items === undefined ? (
        <Waiting lines={6} />
      ) : items.length === 0 ? (
        <Empty>
          <p>
            {state === 'parked'
              ? 'Nothing is parked. All is on its way or arrived.'
              : 'Nothing has left the server yet.'}
          </p>
        </Empty>
      ) : (
        <ul className="checks section">
          {items.map((delivery) => (
            <DeliveryLine key={delivery.id} delivery={delivery} />
          ))}
        </ul>
      )}
    </Page>
  )
}

/** What should have followed from a record and did not: nothing is lost, but somebody must know. */
const HeldBack = ({ held: { step, error, since, attempts } }: { readonly held: HeldStep }) => (
  <Banner tone="bad">
    <p>
      <strong>The server could not {humanise(step).toLowerCase()}</strong>, since{' '}
      <Moment at={since} />, {attempts} {attempts === 1 ? 'attempt' : 'attempts'}. It tries again by
      itself and goes on from there. If the reason does not pass, an administrator finds more in the
      server's log.
    </p>
    <p>{error}</p>
  </Banner>
)

/** What went wrong and what to do, before the words of the mail library. */
const errorInWords = (error: string): string =>
  /ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|ECONNRESET|Greeting never/i.test(error)
    ? 'The mail server could not be reached. Check that it runs and that SMTP_URL names it.'
    : /EAUTH|Invalid login|authentication/i.test(error)
      ? 'The mail server did not take our sign-in. Check name and password in SMTP_URL.'
      : /\b5\d\d\b/.test(error)
        ? 'The mail server refused this mail. Check the address with whoever it is for.'
        : 'It could not be handed over.'

const DeliveryLine = ({ delivery }: { readonly delivery: Delivery }) => {
  const session = useSignedIn()
  const queries = useQueryClient()
  const { mutate, error, isPending, submittedAt } = useMutation({
    mutationFn: () => retryDelivery(delivery.id),
    onSuccess: async () => {
      announce('It is tried again now.')
      await queries.invalidateQueries({ queryKey: ['deliveries'] })
    },
  })
  const { state, subject, channel, recipient, attempts, dueAt, lastError, createdAt } = delivery
  const mayRetry =
    state === 'parked' && hasRole(session, ['engineer', 'release-manager', 'administrator'])
  return (
    <li>
      <div className="check-state">
        <ToneMark tone={tones[state]}>{statusInWords(state)}</ToneMark>
      </div>
      <div className="stack-tight">
        <p>
          <strong>
            <WithRecords text={subject === '' ? valueInWords('channel', channel) : subject} />
          </strong>{' '}
          <span className="soft small">
            {valueInWords('channel', channel)}
            {isHidden(recipient) ? '' : ` to ${recipient}`}, <Moment at={createdAt} />
            {attempts === 0 ? '' : `, ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`}
          </span>
        </p>
        {state === 'waiting' && attempts > 0 ? (
          <p className="soft small">
            Next try <Moment at={dueAt} />
          </p>
        ) : null}
        {lastError === null || state === 'sent' ? null : (
          <Banner tone={state === 'parked' ? 'bad' : 'warn'}>
            <p>{errorInWords(lastError)}</p>
            <p className="small">
              <code>{lastError}</code>
            </p>
          </Banner>
        )}
        {error === null ? null : <Refused key={submittedAt} problem={problemOf(error)} />}
      </div>
      {mayRetry ? (
        <Button size="compact-sm" variant="default" loading={isPending} onClick={() => mutate()}>
          Try again
        </Button>
      ) : null}
    </li>
  )
}
