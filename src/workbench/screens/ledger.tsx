import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type SubmitEvent, useState } from 'react'
import { checkLedger, type LedgerReport, ledgerQuery, proofQuery } from '../api/ledger.ts'
import { problemOf } from '../api/problem.ts'
import { Banner, Failed, Refused } from '../parts/banner.tsx'
import { ToneMark } from '../parts/marks.tsx'
import { Facts, Page, Section, Waiting } from '../parts/page.tsx'
import '../records/record.css'
import { Watched } from './ledger/watched.tsx'

const number = new Intl.NumberFormat()

/** The ledger as a stranger could check it: its key, its checkpoint, the full check, proofs. */
export const LedgerScreen = () => {
  const { data, error, refetch } = useQuery(ledgerQuery)
  return (
    <Page
      title="Ledger"
      below={
        <p className="soft">
          Every fact stands in a Merkle tree whose root is signed. Copies of the signed root go out
          with every notice, so that nobody can rewrite what happened unseen.
        </p>
      }
    >
      <div className="stack">
        <Check />
        <Section title="Checkpoint">
          {error !== null ? (
            <Failed error={error} onRetry={() => void refetch()} />
          ) : data === undefined ? (
            <Waiting />
          ) : data.checkpoint === null ? (
            <p className="soft">The ledger is empty: the first fact brings the first checkpoint.</p>
          ) : (
            <>
              <Facts
                facts={[
                  { name: 'Facts', value: number.format(data.size) },
                  { name: 'Origin', value: <code>{data.origin}</code> },
                  { name: 'Verifier key', value: <code>{data.verifierKey}</code> },
                ]}
              />
              <pre className="note">{data.checkpoint}</pre>
            </>
          )}
        </Section>
        {data === undefined ? null : <Watched {...data} />}
        <Proof />
      </div>
    </Page>
  )
}

const Check = () => {
  const { mutate, data, error, isPending, submittedAt } = useMutation({ mutationFn: checkLedger })
  return (
    <Section title="Check everything">
      <p>
        Recomputes each fact, the whole tree, every signed checkpoint and every state, and compares
        them with what is stored.
      </p>
      {error === null ? null : <Refused key={submittedAt} problem={problemOf(error)} />}
      {data === undefined ? null : <Outcome report={data} />}
      <p>
        <Button onClick={() => mutate()} loading={isPending}>
          {data === undefined ? 'Check the ledger' : 'Check again'}
        </Button>
      </p>
    </Section>
  )
}

const Outcome = ({ report }: { readonly report: LedgerReport }) => {
  const { events, streams, checkpoints, rootHash, problems, problemCount } = report
  return problemCount === 0 ? (
    <Banner tone="good" live>
      <p>
        <ToneMark tone="good">The ledger holds</ToneMark>
      </p>
      <p>
        {number.format(events)} facts of {number.format(streams)} records and{' '}
        {number.format(checkpoints)} checkpoints agree.
      </p>
      <p className="small">
        Root <code>{rootHash}</code>
      </p>
    </Banner>
  ) : (
    <Banner
      tone="bad"
      live
      title={`${number.format(problemCount)} things are not as they were written`}
    >
      <ul className="stack-tight">
        {problems.map(({ what, where, message }) => (
          <li key={what + where + message}>
            <strong>{what}</strong> <code>{where}</code>: {message}
          </li>
        ))}
      </ul>
      <p>Keep a copy of the data folder as it is, and compare it with the last backup.</p>
    </Banner>
  )
}

const Proof = () => {
  const { event } = useSearch({ from: '/inside/ledger' })
  const navigate = useNavigate()
  const [typed, setTyped] = useState(event ?? '')
  const find = (submitted: SubmitEvent<HTMLFormElement>) => {
    submitted.preventDefault()
    void navigate({ to: '/ledger', search: { event: typed.trim() || undefined }, replace: true })
  }
  return (
    <Section title="Proof of one fact">
      <form className="row" onSubmit={find}>
        <TextInput
          aria-label="Id of the fact"
          placeholder="Id of the fact; the timeline of a record links here"
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          className="grow"
        />
        <Button type="submit" variant="default">
          Show the proof
        </Button>
      </form>
      {event === undefined ? null : <ProofOf event={event} />}
    </Section>
  )
}

const ProofOf = ({ event }: { readonly event: string }) => {
  const { data, error, refetch } = useQuery(proofQuery(event))
  if (error !== null) return <Failed error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Waiting />
  const { leafIndex, treeSize, path, checkpoint } = data
  return (
    <div className="stack-tight">
      <p>
        <ToneMark tone="good">In the ledger</ToneMark> as fact {number.format(leafIndex)} of a tree
        of {number.format(treeSize)}. These hashes lead from it to the signed root (RFC 6962):
      </p>
      <ol className="note">
        {path.map((hash) => (
          <li key={hash}>{hash}</li>
        ))}
      </ol>
      <p className="soft small">The checkpoint they lead to:</p>
      <pre className="note">{checkpoint}</pre>
    </div>
  )
}
