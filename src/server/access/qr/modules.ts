import type { Codewords } from './codewords.ts'

/** Rows of dark (true) and light modules, without the quiet zone. */
export type Modules = readonly (readonly boolean[])[]

interface Grid {
  readonly size: number
  readonly dark: boolean[][]
  /** Modules of fixed patterns, which hold no data and are not masked. */
  readonly fixed: boolean[][]
}

/** Draws the codewords under the mask with the least penalty (ISO/IEC 18004:2015, 7.7 to 7.10). */
export const modulesOf = ({ version, bytes }: Codewords): Modules => {
  let best: { readonly dark: Modules; readonly penalty: number } | undefined
  for (let mask = 0; mask < masks.length; mask++) {
    const grid = emptyGrid(17 + 4 * version)
    drawPatterns(grid, version)
    drawFormat(grid, mask)
    drawData(grid, bytes, mask)
    const penalty = penaltyOf(grid)
    if (best === undefined || penalty < best.penalty) best = { dark: grid.dark, penalty }
  }
  return best?.dark ?? []
}

/** Table 10, by column and row. */
const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
]

const emptyGrid = (size: number): Grid => {
  const rows = () => Array.from({ length: size }, () => new Array<boolean>(size).fill(false))
  return { size, dark: rows(), fixed: rows() }
}

const set = ({ dark, fixed }: Grid, x: number, y: number, value: boolean): void => {
  const [row, fixedRow] = [dark[y], fixed[y]]
  // Patterns at the edge reach beyond it.
  if (row === undefined || fixedRow === undefined || x < 0 || x >= row.length) return
  row[x] = value
  fixedRow[x] = true
}

const drawPatterns = (grid: Grid, version: number): void => {
  const { size } = grid
  for (let index = 0; index < size; index++) {
    set(grid, 6, index, index % 2 === 0)
    set(grid, index, 6, index % 2 === 0)
  }
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    drawSquare(grid, x, y, 4, [2, 4])
  const centres = alignmentCentres(version, size)
  const last = centres.length - 1
  for (const [row, y] of centres.entries())
    for (const [column, x] of centres.entries()) {
      const onFinder =
        (row === 0 && (column === 0 || column === last)) || (row === last && column === 0)
      if (!onFinder) drawSquare(grid, x, y, 2, [1])
    }
  if (version < 7) return
  const bits = (version << 12) | checkBits(version, 12, 0x1f25)
  for (let index = 0; index < 18; index++) {
    const [long, short] = [size - 11 + (index % 3), Math.floor(index / 3)]
    set(grid, long, short, ((bits >>> index) & 1) === 1)
    set(grid, short, long, ((bits >>> index) & 1) === 1)
  }
}

/** Rings around a centre, dark but for those at the `light` distances. */
const drawSquare = (
  grid: Grid,
  x: number,
  y: number,
  reach: number,
  light: readonly number[],
): void => {
  for (let down = -reach; down <= reach; down++)
    for (let right = -reach; right <= reach; right++)
      set(grid, x + right, y + down, !light.includes(Math.max(Math.abs(right), Math.abs(down))))
}

const alignmentCentres = (version: number, size: number): readonly number[] => {
  if (version === 1) return []
  const count = Math.floor(version / 7) + 2
  const step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2
  return Array.from({ length: count }, (_, index) =>
    index === 0 ? 6 : size - 7 - (count - 1 - index) * step,
  )
}

/** Remainder of a Bose-Chaudhuri-Hocquenghem code with so many check bits. */
const checkBits = (value: number, bits: number, divisor: number): number => {
  let rest = value
  for (let times = 0; times < bits; times++) rest = (rest << 1) ^ ((rest >>> (bits - 1)) * divisor)
  return rest
}

/** Level M (00) and the mask, twice (section 7.9). */
const drawFormat = (grid: Grid, mask: number): void => {
  const { size } = grid
  const bits = ((mask << 10) | checkBits(mask, 10, 0x537)) ^ 0x5412
  const bit = (index: number) => ((bits >>> index) & 1) === 1
  for (let index = 0; index < 6; index++) set(grid, 8, index, bit(index))
  set(grid, 8, 7, bit(6))
  set(grid, 8, 8, bit(7))
  set(grid, 7, 8, bit(8))
  for (let index = 9; index < 15; index++) set(grid, 14 - index, 8, bit(index))
  for (let index = 0; index < 8; index++) set(grid, size - 1 - index, 8, bit(index))
  for (let index = 8; index < 15; index++) set(grid, 8, size - 15 + index, bit(index))
  set(grid, 8, size - 8, true)
}

/** Two columns at a time from the right, up and down in turn; what is left over stays 0. */
const drawData = ({ size, dark, fixed }: Grid, bytes: Uint8Array, mask: number): void => {
  let next = 0
  for (let right = size - 1; right >= 1; right -= 2) {
    // The column of the timing pattern is passed over.
    if (right === 6) right = 5
    const upward = ((right + 1) & 2) === 0
    for (let vertical = 0; vertical < size; vertical++)
      for (const x of [right, right - 1]) {
        const y = upward ? size - 1 - vertical : vertical
        const row = dark[y]
        if (row === undefined || fixed[y]?.[x] === true) continue
        const bit = (((bytes[next >>> 3] ?? 0) >>> (7 - (next & 7))) & 1) === 1
        row[x] = bit !== (masks[mask]?.(x, y) ?? false)
        next++
      }
  }
}

/** Section 7.8.3.1, with the weights of table 11. */
const penaltyOf = ({ size, dark }: Grid): number => {
  const text = (line: readonly boolean[]) => line.map((module) => (module ? '1' : '0')).join('')
  const rows = dark.map(text)
  const columns = dark.map((_, x) => text(dark.map((row) => row[x] ?? false)))
  let penalty = 0
  for (const line of [...rows, ...columns]) {
    for (const run of line.match(/0{5,}|1{5,}/g) ?? []) penalty += run.length - 2
    for (let at = 0; at + 11 <= size; at++)
      if (line.startsWith('10111010000', at) || line.startsWith('00001011101', at)) penalty += 40
  }
  let darkModules = 0
  for (const [y, row] of rows.entries())
    for (let x = 0; x < size; x++) {
      if (row[x] === '1') darkModules++
      const square = `${row.slice(x, x + 2)}${rows[y + 1]?.slice(x, x + 2) ?? ''}`
      if (square === '0000' || square === '1111') penalty += 3
    }
  const percent = (darkModules * 100) / (size * size)
  return penalty + Math.floor(Math.abs(percent - 50) / 5) * 10
}
