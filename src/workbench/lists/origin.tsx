import { queryOptions, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { z } from 'zod'
import { request } from '../api/request.ts'
import { valueInWords } from '../kinds/words.ts'

const origin = z.object({ state: z.object({ source: z.string(), channel: z.string() }) })

/** Where a report came from never changes, so it is asked once. */
const originQuery = (id: string) =>
  queryOptions({
    queryKey: ['origin', id],
    queryFn: async ({ signal }) =>
      (await request(origin, `/api/reports/${encodeURIComponent(id)}`, { signal })).state,
    staleTime: Number.POSITIVE_INFINITY,
  })

/**
 * Source and channel of a report. The list does not carry them, so each line asks for its own once
 * it is in sight.
 */
export const Origin = ({ id }: { readonly id: string }) => {
  const place = useRef<HTMLSpanElement>(null)
  const [seen, setSeen] = useState(false)
  const { data } = useQuery({ ...originQuery(id), enabled: seen })
  useEffect(() => {
    const element = place.current
    if (element === null) return
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true)
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return (
    <span ref={place} className="origin">
      {data === undefined ? (
        <span className="soft">…</span>
      ) : (
        <>
          {valueInWords('source', data.source)}
          <span className="soft"> · {valueInWords('channel', data.channel)}</span>
        </>
      )}
    </span>
  )
}
