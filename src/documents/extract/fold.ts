/** White space folded to single spaces and trimmed: the one change a quote may differ by. */
export const fold = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** Like `fold`, but a tab between cells stays, so that a row's columns can be told apart. */
export const foldRow = (cells: readonly string[]): string =>
  cells
    .map(fold)
    .filter((cell) => cell !== '')
    .join('\t')
