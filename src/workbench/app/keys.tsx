import { Switch } from '@mantine/core'
import { useEffect, useState } from 'react'
import { LateDialog } from '../parts/late-dialog.tsx'
import { keysAreOn, turnKeys } from './key-setting.ts'

/** A box to tick takes no letters: whoever ticked one goes on by keys. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    (target instanceof HTMLInputElement
      ? target.type !== 'checkbox'
      : /^(textarea|select)$/i.test(target.tagName)))

const bare = (event: KeyboardEvent): boolean =>
  !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented

const shortcuts: readonly (readonly [keys: string, what: string])[] = [
  ['/', 'Search all records'],
  ['f', 'Find in this list'],
  ['j or ↓', 'Next line of a list'],
  ['k or ↑', 'Line before'],
  ['h or ←, l or →', 'Column before, next column of a board'],
  ['n', 'Next step of the card'],
  ['o or Enter', 'Open the line'],
  ['x', 'Select the line, where lines can be worked on together'],
  ['d', 'Dismiss the question, in a look at the documents'],
  ['w', 'What the question is about is wrong: open a defect'],
  ['X', 'Select all lines from the last selected one to this one'],
  ['b', 'To what can be done with the selected lines'],
  ['a', 'Assign the selected lines, or the report that is open'],
  ['m', 'Only mine, and all again'],
  ['Esc', 'Select nothing'],
  ['?', 'This help'],
]

/** Single keys for people who rarely touch the mouse; they can be switched off (WCAG 2.1.4). */
export const Keys = () => {
  const [help, setHelp] = useState(false)
  const [on, setOn] = useState(keysAreOn)
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!bare(event) || isTyping(event.target) || !keysAreOn()) return
      if (isCovered() || isGone(event.target)) return
      if (event.key === '?') setHelp(true)
      else if (actions[event.key]?.() !== true) return
      event.preventDefault()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
  return (
    <>
      <button type="button" className="keys-button" onClick={() => setHelp(true)}>
        Keyboard
      </button>
      <LateDialog opened={help} onClose={() => setHelp(false)} title="Keyboard">
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
      </LateDialog>
    </>
  )
}

/** By a dialog, a menu or a list of choices: keys are theirs. */
const isCovered = (): boolean =>
  document.querySelector('[role="dialog"], [role="menu"]:not([popover] *), :popover-open') !== null

/** The key that closed a dialog does nothing more. */
const isGone = (target: EventTarget | null): boolean =>
  target instanceof Node && !target.isConnected

/** The links that stand for the lines of the list on this page. */
const lines = (): readonly HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>('[data-line]'),
]

/** The line that has the focus, itself or by something in it. */
const lineHere = (all = lines()): number =>
  all.findIndex((line) => (line.closest('tr, li') ?? line).contains(document.activeElement))

const moveBy = (step: number): boolean => {
  const all = lines()
  const here = lineHere(all)
  const next =
    here < 0
      ? (all.find((line) => line.getBoundingClientRect().top >= 0) ?? all[0])
      : all[Math.min(Math.max(here + step, 0), all.length - 1)]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
  return next !== undefined
}

/** To the card at the same height of the nearest column that has one. */
const moveAcross = (step: number): boolean => {
  const columns = [...document.querySelectorAll<HTMLElement>('[data-column]')]
  const cardsOf = (column: HTMLElement) => [...column.querySelectorAll<HTMLElement>('[data-line]')]
  const here = columns.findIndex((column) => column.contains(document.activeElement))
  if (here < 0) return false
  const at = cardsOf(columns[here] ?? document.body).findIndex((card) =>
    (card.closest('li') ?? card).contains(document.activeElement),
  )
  for (let next = here + step; next >= 0 && next < columns.length; next += step) {
    const cards = cardsOf(columns[next] ?? document.body)
    const card = cards[Math.min(Math.max(at, 0), cards.length - 1)]
    if (card === undefined) continue
    card.focus()
    card.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    return true
  }
  return true
}

/** Arrows move among lines only from a line: anywhere else they scroll. */
const arrowBy = (step: number): boolean => lineHere() >= 0 && moveBy(step)

const open = (): boolean => {
  const line = lines()[lineHere()]
  line?.click()
  return line !== undefined
}

const select = (shiftKey: boolean): boolean => {
  const box = lines()
    [lineHere()]?.closest('tr, li')
    ?.querySelector<HTMLInputElement>('input[type="checkbox"]')
  return box?.dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey })) ?? false
}

const pressHere = (selector: string): boolean => {
  const button = lines()[lineHere()]?.closest('li')?.querySelector<HTMLElement>(selector)
  button?.click()
  return button != null
}

const focusOn = (selector: string): boolean => {
  const place = document.querySelector<HTMLElement>(selector)
  place?.focus()
  return place !== null
}

const press = (selector: string): boolean => {
  const button = document.querySelector<HTMLElement>(selector)
  button?.click()
  return button !== null
}

/** Each answers whether there was something to act on; else the key does what it always does. */
const actions: Readonly<Record<string, () => boolean>> = {
  '/': () => focusOn('#search'),
  f: () => focusOn('[data-find]'),
  j: () => moveBy(1),
  k: () => moveBy(-1),
  ArrowDown: () => arrowBy(1),
  ArrowUp: () => arrowBy(-1),
  h: () => moveAcross(-1),
  l: () => moveAcross(1),
  ArrowLeft: () => moveAcross(-1),
  ArrowRight: () => moveAcross(1),
  n: () => pressHere('[data-act]'),
  d: () => pressHere('[data-dismiss]'),
  w: () => pressHere('[data-wrong]'),
  o: open,
  x: () => select(false),
  X: () => select(true),
  b: () => focusOn('[data-bulk] button'),
  a: () => press('[data-assign]'),
  m: () => press('[data-assigned="me"]'),
  Escape: () => press('[data-select-nothing]'),
}
