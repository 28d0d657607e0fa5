import { Button } from '@mantine/core'
import { useEffect } from 'react'
import { keysAreOn } from '../../app/key-setting.ts'
import type { Passage } from './marked.ts'

/** From one passage with something beside it to the next; by keys, too. */
export const Stepper = ({
  passages,
  active,
  onChoose,
}: {
  readonly passages: readonly Passage[]
  readonly active: string | undefined
  readonly onChoose: (id: string) => void
}) => {
  const undecided = passages.filter(({ mark }) => mark?.is === 'undecided').length
  const here = passages.findIndex(({ id }) => id === active)
  const step = (by: number) => {
    const last = passages.length - 1
    // At either end the passage is brought into sight once more.
    const to = here < 0 ? (by > 0 ? 0 : last) : Math.min(Math.max(here + by, 0), last)
    const next = passages[to]
    if (next !== undefined) onChoose(next.id)
  }
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !keysAreOn() || isTyping(event)) return
      if (document.querySelector('[role="dialog"], [role="menu"]:not([popover] *)') !== null) return
      if (event.key === ']') step(1)
      else if (event.key === '[') step(-1)
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  })
  if (passages.length === 0)
    return <p className="soft small">No look and no defect names a passage of this document.</p>
  return (
    <div className="row reader-steps">
      <Button
        size="compact-sm"
        variant="default"
        disabled={here === 0}
        aria-keyshortcuts="["
        onClick={() => step(-1)}
      >
        Previous
      </Button>
      <span className="small numeric" aria-live="polite">
        {here < 0 ? `${passages.length} in the margin` : `${here + 1} of ${passages.length}`}
        {undecided === 0 ? '' : `, ${undecided} to decide`}
      </span>
      <Button
        size="compact-sm"
        variant="default"
        disabled={here === passages.length - 1}
        aria-keyshortcuts="]"
        onClick={() => step(1)}
      >
        Next
      </Button>
    </div>
  )
}

const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))
