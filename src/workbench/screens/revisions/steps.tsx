import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { keysAreOn } from '../../app/key-setting.ts'

/** From one difference to the next; by keys, too. */
export const Steps = ({
  count,
  more,
  onMore,
}: {
  readonly count: number
  readonly more: boolean
  readonly onMore: () => void
}) => {
  const [here, setHere] = useState(-1)
  const go = (by: number) => {
    const next = Math.min(count - 1, Math.max(0, placeNow(here) + by))
    const line = document.querySelector<HTMLElement>(`[data-difference="${next}"]`)
    line?.focus({ preventScroll: true })
    line?.scrollIntoView({ block: 'center' })
    setHere(next)
    if (more && next >= count - 5) onMore()
  }
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !keysAreOn() || isTyping(event)) return
      if (document.querySelector('[role="dialog"], [role="menu"]:not([popover] *)') !== null) return
      if (event.key === ']') go(1)
      else if (event.key === '[') go(-1)
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  })
  if (count === 0) return null
  return (
    <div className="row">
      <Button size="compact-sm" variant="default" aria-keyshortcuts="[" onClick={() => go(-1)}>
        Previous
      </Button>
      <Button size="compact-sm" variant="default" aria-keyshortcuts="]" onClick={() => go(1)}>
        Next
      </Button>
    </div>
  )
}

/** The line that has the focus, or the last one that was gone to. */
const placeNow = (here: number): number => {
  const line = document.activeElement?.closest<HTMLElement>('[data-difference]')
  return line === null || line === undefined ? here : Number(line.dataset['difference'])
}

const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))
