import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { type Dispatched, isProblem, issue, newKey } from '../api/issue.ts'
import { fieldProblems, type Problem, problemOf } from '../api/problem.ts'
import { type HistoryEvent, historyQuery, recordQuery } from '../api/records.ts'
import type { Order } from './order.ts'

export interface Refusal {
  readonly problem: Problem
  /** Grows with each attempt, so that the same refusal is announced again. */
  readonly attempt: number
}

/** What others recorded since the form was opened. */
export interface Conflict {
  readonly events: readonly HistoryEvent[]
  readonly version: number
}

export interface Signing {
  readonly password: string
  readonly code: string
}

/** Sends an order once, keeps what was refused, and finds out what changed on a conflict. */
export const useIssue = ({ collection, command, record }: Order) => {
  const queries = useQueryClient()
  const [sending, setSending] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>()
  const [conflict, setConflict] = useState<Conflict>()
  const [version, setVersion] = useState(record?.version)
  // One key for one input: a lost answer repeated is one fact. A changed input gets a new key.
  const key = useRef({ input: '', key: newKey() })

  const send = async (
    input: unknown,
    signature: Signing | undefined,
  ): Promise<Dispatched | undefined> => {
    const written = JSON.stringify(input)
    if (key.current.input !== written) key.current = { input: written, key: newKey() }
    setSending(true)
    try {
      const answer = await issue({
        collection,
        command,
        input,
        key: key.current.key,
        ...(record === undefined ? {} : { id: record.id }),
        ...(version === undefined ? {} : { version }),
        ...(signature === undefined ? {} : { signature }),
      })
      if (!isProblem(answer)) {
        await refresh(queries)
        return answer
      }
      await refused(answer)
    } catch (error) {
      await refused(problemOf(error))
    } finally {
      setSending(false)
    }
    return undefined
  }

  const refused = async (problem: Problem): Promise<void> => {
    setRefusal((before) => ({ problem, attempt: (before?.attempt ?? 0) + 1 }))
    if (problem.code !== 'ledger/conflict' || record === undefined) return
    const [now, events] = await Promise.all([
      queries.fetchQuery({ ...recordQuery(collection, record.id), staleTime: 0 }),
      queries.fetchQuery({ ...historyQuery(collection, record.id), staleTime: 0 }),
    ])
    setConflict({
      events: events.filter((event) => event.version > (version ?? 0)),
      version: now.version,
    })
    setVersion(now.version)
  }

  return {
    send,
    sending,
    refusal,
    conflict,
    fields: refusal === undefined ? {} : fieldProblems(refusal.problem),
    forget: () => {
      setRefusal(undefined)
      setConflict(undefined)
    },
  }
}

/** What follows from a fact follows a moment later: the pages look again until it is there. */
const refresh = async (queries: QueryClient): Promise<void> => {
  const again = () => queries.invalidateQueries({ queryKey: ['records'] })
  setTimeout(() => void again(), 700)
  setTimeout(() => void again(), 3_000)
  await again()
}
