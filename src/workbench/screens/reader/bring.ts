const named = (attribute: string, value: string) =>
  document.querySelector<HTMLElement>(`[${attribute}="${CSS.escape(value)}"]`)

/** Milliseconds between looks for a passage whose page is being drawn, and looks at most. */
const pause = 150
const looks = 60

/**
 * Brings a passage into sight: at once where it is drawn, else its page, and the passage as soon as
 * that is drawn. Answers what ends the waiting.
 */
export const bringWhenSet = (id: string): (() => void) => {
  let left = looks
  let timer = 0
  let hasPage = false
  const look = () => {
    const passage = named('data-passage', id)
    if (passage !== null) return passage.scrollIntoView({ block: 'center' })
    const sheet = document.querySelector(`[data-holds~="${CSS.escape(id)}"]`)
    if (sheet !== null && !hasPage) {
      hasPage = true
      sheet.scrollIntoView({ block: 'start' })
    }
    left--
    if (left > 0) timer = window.setTimeout(look, pause)
  }
  look()
  return () => window.clearTimeout(timer)
}

let ending: () => void = () => undefined

/** The same for what somebody chose: the last choice counts. */
export const bringPassage = (id: string): void => {
  ending()
  ending = bringWhenSet(id)
}

/** To the card of a passage, which opens where it stands. */
export const bringCard = (id: string): void => {
  ending()
  const card = named('data-card', id)
  card?.querySelector('button')?.focus({ preventScroll: true })
  card?.scrollIntoView({ block: 'nearest' })
}
