interface Control {
  readonly control: string
  readonly verification: string
}

const escaped = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll('\n', '\\n')

/** Controls as a cell: each on a line of its own, what verified it after a bar. */
export const controlsCell = (controls: readonly Control[]): string =>
  controls
    .map(({ control, verification }) =>
      verification === '' ? escaped(control) : `${escaped(control)} | ${escaped(verification)}`,
    )
    .join('\n')

/** The controls of such a cell; a bar or a backslash that is meant has a backslash before it. */
export const controlsIn = (cell: string): readonly Control[] =>
  cell
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const parts = partsOf(line)
      const [control = '', ...verification] = parts
      return { control: control.trim(), verification: verification.join('|').trim() }
    })

const partsOf = (line: string): readonly string[] => {
  const parts = ['']
  for (let at = 0; at < line.length; at++) {
    const sign = line[at] ?? ''
    const next = line[at + 1]
    if (sign === '|') parts.push('')
    else if (sign === '\\' && next !== undefined && '\\|n'.includes(next)) {
      at++
      parts[parts.length - 1] += next === 'n' ? '\n' : next
    } else parts[parts.length - 1] += sign
  }
  return parts
}
