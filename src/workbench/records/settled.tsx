import type { ReactNode } from 'react'

/** Up to so many stand open: nobody has to look for them. */
const few = 5

/** What still waits for somebody first; the rest below, folded away once it is long. */
export const Settled = <One,>({
  all,
  isSettled,
  title,
  render,
}: {
  readonly all: readonly One[]
  readonly isSettled: (one: One) => boolean
  readonly title: string
  readonly render: (one: One) => ReactNode
}) => {
  const settled = all.filter(isSettled)
  const waiting = all.filter((one) => !isSettled(one))
  if (settled.length <= few)
    return <ul className="stack-tight">{[...waiting, ...settled].map(render)}</ul>
  return (
    <>
      {waiting.length === 0 ? null : <ul className="stack-tight">{waiting.map(render)}</ul>}
      <details>
        <summary>
          {title}: {settled.length}
        </summary>
        <ul className="stack-tight">{settled.map(render)}</ul>
      </details>
    </>
  )
}
