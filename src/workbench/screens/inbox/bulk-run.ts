import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { isProblem, issue, newKey } from '../../api/issue.ts'
import { type Problem, problemOf } from '../../api/problem.ts'
import { type ListItem, recordQuery } from '../../api/records.ts'

/** What became of the command on one line. */
export type Outcome =
  | { readonly is: 'waiting' }
  | { readonly is: 'done' }
  | { readonly is: 'refused'; readonly problem: Problem }

/** Commands on their way at the same time: quick, and the server serves everybody else, too. */
const atOnce = 4

/**
 * Issues one command on many records, each by itself: what is refused on one changes nothing for
 * the others. Each goes with the version its author looked at, and with a key of its own, so that a
 * lost answer asked for again is one fact.
 */
export const useBulkRun = (collection: string, command: string, items: readonly ListItem[]) => {
  const queries = useQueryClient()
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map())
  const [running, setRunning] = useState(false)
  const key = useRef(newKey())
  const stopped = useRef(false)

  const note = (id: string, outcome: Outcome) =>
    setOutcomes((before) => new Map(before).set(id, outcome))

  const one = async ({ id, version }: ListItem, input: unknown): Promise<Outcome> => {
    try {
      const answer = await issue({
        collection,
        command,
        id,
        input,
        version,
        key: `${key.current}-${id}-${version}`,
      })
      return isProblem(answer) ? { is: 'refused', problem: answer } : { is: 'done' }
    } catch (error) {
      return { is: 'refused', problem: problemOf(error) }
    }
  }

  /** On those of these lines; answers the ids of the ones that are done. */
  const run = async (
    lines: readonly ListItem[],
    input: unknown,
  ): Promise<ReadonlyMap<string, Outcome>> => {
    setRunning(true)
    stopped.current = false
    const found = new Map<string, Outcome>()
    setOutcomes((before) => {
      const next = new Map(before)
      for (const { id } of lines) next.set(id, { is: 'waiting' })
      return next
    })
    const waiting = [...lines]
    const work = async () => {
      for (let line = waiting.shift(); line !== undefined; line = waiting.shift()) {
        if (stopped.current) return
        const outcome = await one(line, input)
        found.set(line.id, outcome)
        note(line.id, outcome)
      }
    }
    try {
      await Promise.all(Array.from({ length: atOnce }, work))
    } finally {
      setRunning(false)
      void queries.invalidateQueries({ queryKey: ['records'] })
    }
    return found
  }

  /** The lines as they are now: what others changed meanwhile was looked at before it is tried again. */
  const anew = (lines: readonly ListItem[]): Promise<readonly ListItem[]> =>
    Promise.all(
      lines.map(async (line) => {
        const now = await queries.fetchQuery({
          ...recordQuery(collection, line.id),
          staleTime: 0,
        })
        return { ...line, version: now.version }
      }),
    )

  return {
    run,
    anew,
    running,
    stop: () => {
      stopped.current = true
    },
    outcomeOf: (id: string): Outcome | undefined => outcomes.get(id),
    changeKey: () => {
      key.current = newKey()
    },
    counts: {
      done: items.filter(({ id }) => outcomes.get(id)?.is === 'done').length,
      refused: items.filter(({ id }) => outcomes.get(id)?.is === 'refused').length,
    },
  }
}
