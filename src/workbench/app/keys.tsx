import { Switch } from '@mantine/core'
import { useEffect, useState } from 'react'
import { Dialog } from '../parts/dialog.tsx'
import { keysAreOn, turnKeys } from './key-setting.ts'

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))

const bare = (event: KeyboardEvent): boolean =>
  !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented

const shortcuts: readonly (readonly [keys: string, what: string])[] = [
  ['/', 'Search'],
  ['j', 'Next line of a list'],
  ['k', 'Line before'],
  ['Enter', 'Open the line'],
  ['?', 'This help'],
]

/** Single keys for people who rarely touch the mouse; they can be switched off (WCAG 2.1.4). */
export const Keys = () => {
  const [help, setHelp] = useState(false)
  const [on, setOn] = useState(keysAreOn)
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!bare(event) || isTyping(event.target) || isDialogOpen()) return
      if (!keysAreOn()) return
      const act = actions[event.key]
      if (act === undefined && event.key !== '?') return
      event.preventDefault()
      if (event.key === '?') setHelp(true)
      else act?.()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
  return (
    <>
      <button type="button" className="keys-button" onClick={() => setHelp(true)}>
        Keyboard
      </button>
      <Dialog opened={help} onClose={() => setHelp(false)} title="Keyboard">
        <div className="stack">
          <dl className="keys">
            {shortcuts.map(([keys, what]) => (
              <div key={keys}>
                <dt>
                  <kbd>{keys}</kbd>
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
          <Switch
            label="Single keys are on"
            checked={on}
            onChange={({ currentTarget }) => {
              turnKeys(currentTarget.checked)
              setOn(currentTarget.checked)
            }}
          />
        </div>
      </Dialog>
    </>
  )
}

const isDialogOpen = (): boolean => document.querySelector('[role="dialog"]') !== null

/** Moves the focus among the links that stand for the lines of the list on this page. */
const moveBy = (step: number): void => {
  const lines = [...document.querySelectorAll<HTMLElement>('[data-line]')]
  const here = lines.findIndex((line) => line.matches(':focus'))
  const next = here < 0 ? 0 : Math.min(Math.max(here + step, 0), lines.length - 1)
  lines[next]?.focus()
  lines[next]?.scrollIntoView({ block: 'nearest' })
}

const actions: Readonly<Record<string, () => void>> = {
  '/': () => document.getElementById('search')?.focus(),
  j: () => moveBy(1),
  k: () => moveBy(-1),
}
