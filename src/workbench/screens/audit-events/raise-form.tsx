import { Button, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { raiseByHand } from '../../api/audit-events.ts'
import { problemOf } from '../../api/problem.ts'
import { announce } from '../../parts/announce.tsx'
import { Refused } from '../../parts/banner.tsx'

/** An indicator by hand: what a rule would have raised, from chosen events. */
export const RaiseForm = ({
  events,
  onClose,
}: {
  readonly events: readonly string[]
  readonly onClose: () => void
}) => {
  const [title, setTitle] = useState('')
  const [note, setNote] = useState('')
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { mutate, error, isPending, submittedAt } = useMutation({
    mutationFn: () => raiseByHand({ events, title: title.trim(), note: note.trim() }),
    onSuccess: async ({ humanId }) => {
      announce(`${humanId} was raised.`)
      onClose()
      await queries.invalidateQueries()
      await navigate({ to: '/$collection/$id', params: { collection: 'indicators', id: humanId } })
    },
  })
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        mutate()
      }}
    >
      <p>
        {events.length === 1 ? 'One event becomes' : `${events.length} events become`} its evidence
        and {events.length === 1 ? 'stays' : 'stay'} with it.
      </p>
      {error === null ? null : <Refused key={submittedAt} problem={problemOf(error)} />}
      <TextInput
        label="What the events show"
        description="In a line. Name no patients and no users."
        required
        maxLength={300}
        value={title}
        onChange={({ currentTarget }) => setTitle(currentTarget.value)}
      />
      <Textarea
        label="More about it"
        description="What made you choose them. Name no patients and no users."
        autosize
        minRows={3}
        maxLength={4_000}
        value={note}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
      />
      <p>
        <Button type="submit" loading={isPending}>
          Raise the indicator
        </Button>
      </p>
    </form>
  )
}
