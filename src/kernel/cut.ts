/** At most so many UTF-16 units, never half a character, with … where something was left out. */
export const cut = (text: string, length: number): string =>
  text.length <= length
    ? text.toWellFormed()
    : `${text
        .slice(0, length - 1)
        .toWellFormed()
        .trimEnd()}…`
