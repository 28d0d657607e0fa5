import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { statementsQuery } from '../../api/statements.ts'
import { Failed } from '../../parts/banner.tsx'
import { Waiting } from '../../parts/page.tsx'
import type { Box } from './find-words.ts'
import type { Passage } from './marked.ts'
import { type Chosen, type Places, Sheet } from './sheet.tsx'
import '../../records/reading.css'

const nowhere: Places = new Map()

/** The statements as they were read: what is shown where the page itself is not. */
export const StatementSheet = ({
  document,
  revision,
  passages,
  ...chosen
}: Chosen & {
  readonly revision: string
  readonly passages: readonly Passage[]
}) => {
  const { data, error, refetch } = useQuery(statementsQuery(document, revision))
  const list = useRef<HTMLOListElement>(null)
  const [places, setPlaces] = useState(nowhere)
  useEffect(() => {
    const element = list.current
    if (element === null || data === undefined) return
    const measure = () => setPlaces(placesIn(element, passages))
    measure()
    const watch = new ResizeObserver(measure)
    watch.observe(element)
    return () => watch.disconnect()
  }, [passages, data])
  if (data === undefined)
    return error === null ? (
      <Waiting lines={8} />
    ) : (
      <Failed error={error} onRetry={() => void refetch()} />
    )
  return (
    <Sheet
      name="the statements"
      passages={passages}
      places={places}
      document={document}
      {...chosen}
    >
      {data.length === 0 ? (
        <p className="paper-text">Nothing was read of this version.</p>
      ) : (
        <ol className="statements paper-text" ref={list}>
          {data.map((statement) => (
            <li
              key={statement.index}
              data-statement={statement.index}
              className={`statement-${statement.kind}`}
            >
              <span className="statement-text">{statement.text}</span>
            </li>
          ))}
        </ol>
      )}
    </Sheet>
  )
}

const placesIn = (list: HTMLElement, passages: readonly Passage[]): Places => {
  const origin = list.getBoundingClientRect()
  const places = new Map<string, readonly Box[]>()
  for (const { id, placed } of passages) {
    const line =
      placed === null ? null : list.querySelector(`[data-statement="${placed.index}"] > span`)
    if (line === null) continue
    const { left, top, width, height } = line.getBoundingClientRect()
    places.set(id, [{ left: left - origin.left, top: top - origin.top, width, height }])
  }
  return places
}
