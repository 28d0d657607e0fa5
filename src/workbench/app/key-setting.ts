const name = 'vulnerary-single-keys'

/** Whether single keys act; a browser without storage has them on. */
export const keysAreOn = (): boolean => {
  try {
    return localStorage.getItem(name) !== 'off'
  } catch (cause) {
    if (cause instanceof DOMException) return true
    throw cause
  }
}

export const turnKeys = (on: boolean): void => {
  try {
    localStorage.setItem(name, on ? 'on' : 'off')
  } catch (cause) {
    // Storage is full or forbidden: the setting then lasts as long as the page.
    if (!(cause instanceof DOMException)) throw cause
  }
}
