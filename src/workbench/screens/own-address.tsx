import { Button, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { isProblem, issue, newKey } from '../api/issue.ts'
import { type Problem, problemOf } from '../api/problem.ts'
import { recordQuery } from '../api/records.ts'
import type { SignedIn } from '../api/session.ts'
import { mayIssue } from '../forms/order.ts'
import { announce } from '../parts/announce.tsx'
import { Failed, Refused } from '../parts/banner.tsx'
import { Waiting } from '../parts/page.tsx'
import { personView } from '../records/views/upkeep.ts'

/** Where reminders of the dates of reports go; empty takes it away. */
export const OwnAddress = ({ session }: { readonly session: SignedIn }) => {
  const { person } = session
  const { data, error, refetch } = useQuery(recordQuery('people', person))
  const known = personView.safeParse(data?.state).data
  if (known !== undefined && !mayIssue(session, 'people', 'set-address'))
    return <p>{known.address || 'None. An administrator sets it.'}</p>
  if (known !== undefined)
    return <AddressForm key={known.address} person={person} address={known.address} />
  return error === null ? <Waiting /> : <Failed error={error} onRetry={() => void refetch()} />
}

const AddressForm = ({
  person,
  address,
}: {
  readonly person: string
  readonly address: string
}) => {
  const queries = useQueryClient()
  const [typed, setTyped] = useState(address)
  const [sending, setSending] = useState(false)
  const [refused, setRefused] = useState<{ readonly problem: Problem; readonly at: number }>()
  const refuse = (problem: Problem) => setRefused({ problem, at: Date.now() })
  const send = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    setSending(true)
    try {
      const answer = await issue({
        ...{ collection: 'people', command: 'set-address', id: person, key: newKey() },
        input: { address: typed.trim() },
      })
      if (isProblem(answer)) return refuse(answer)
      setRefused(undefined)
      announce('Your mail address is recorded.')
      await queries.invalidateQueries({ queryKey: ['records'] })
    } catch (error) {
      refuse(problemOf(error))
    } finally {
      setSending(false)
    }
  }
  return (
    <form className="stack" noValidate onSubmit={(event) => void send(event)}>
      {refused === undefined ? null : <Refused key={refused.at} problem={refused.problem} />}
      <TextInput
        label="Mail address"
        description="Where reminders of the dates of reports go. They say the reference, the date and a link, and nothing of the flaw."
        type="email"
        autoComplete="email"
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <p>
        <Button type="submit" loading={sending} disabled={typed.trim() === address}>
          Set the mail address
        </Button>
      </p>
    </form>
  )
}
