/** What of pdf.js is asked here: its operators by number, and what each was given. */
export interface PdfOperators {
  readonly fnArray: readonly number[]
  readonly argsArray: readonly unknown[]
}

/** The numbers of the operators that matter here (`OPS` of pdf.js). */
export interface OperatorNumbers {
  readonly save: number
  readonly restore: number
  readonly transform: number
  readonly constructPath: number
  readonly endPath: number
  readonly setGState: number
  readonly dependency: number
  readonly paintFormXObjectBegin: number
  readonly paintFormXObjectEnd: number
  readonly paintImageXObject: number
  readonly paintInlineImageXObject: number
  readonly paintImageMaskXObject: number
}

/** What a page shows beside its text, on a grid of `gridSide` by `gridSide` fields. */
export interface PagePictures {
  /** Fields that pictures lie over. */
  readonly pictures: ReadonlySet<number>
  /** Fields that curves and slanted lines run through: rules and frames of tables have none. */
  readonly lines: ReadonlySet<number>
  /** Curves and slanted lines. */
  readonly strokes: number
}

export const gridSide = 20
type Matrix = readonly [number, number, number, number, number, number]
type Box = readonly [number, number, number, number]

/**
 * Where a page's pictures and drawn lines are. Pictures are not unpacked (pdf.js is told that each
 * is too large), so that one of a gigabyte costs nothing: one shows by a place that was made for it
 * in which nothing was painted. `base` maps the file's points to the page as it is shown.
 */
export const picturesOf = (
  { fnArray, argsArray }: PdfOperators,
  ops: OperatorNumbers,
  base: readonly number[],
  size: { readonly width: number; readonly height: number },
): PagePictures => {
  const pictures = new Set<number>()
  const lines = new Set<number>()
  let strokes = 0
  let matrix = matrixOf(base)
  let placed = false
  const above: { matrix: Matrix; placed: boolean }[] = []
  const leave = (): void => {
    if (placed) fill(pictures, boxUnder(matrix, [0, 0, 1, 1]), size)
    const outer = above.pop()
    matrix = outer?.matrix ?? matrix
    placed = false
  }
  fnArray.forEach((operator, index) => {
    const given = argsArray[index]
    switch (operator) {
      case ops.save:
      case ops.paintFormXObjectBegin:
        if (above.length < deepest) above.push({ matrix, placed })
        placed = false
        if (operator === ops.paintFormXObjectBegin && Array.isArray(given))
          matrix = times(matrix, matrixOf(given[0]))
        return
      case ops.restore:
      case ops.paintFormXObjectEnd:
        leave()
        return
      case ops.transform:
        matrix = times(matrix, matrixOf(given))
        placed = true
        return
      case ops.paintImageXObject:
      case ops.paintInlineImageXObject:
      case ops.paintImageMaskXObject:
        fill(pictures, boxUnder(matrix, [0, 0, 1, 1]), size)
        placed = false
        return
      case ops.constructPath: {
        const path = pathOf(given)
        if (path === undefined || path.paint === ops.endPath) return
        placed = false
        const slanted = slantedIn(path.data)
        if (slanted === 0) return
        strokes += slanted
        fill(lines, boxUnder(matrix, path.box), size)
        return
      }
      case ops.setGState:
      case ops.dependency:
        return
      default:
        placed = false
    }
  })
  return { pictures, lines, strokes }
}

const deepest = 200

const numbers = (given: unknown): readonly number[] =>
  Array.isArray(given)
    ? given.filter((one) => typeof one === 'number')
    : given instanceof Float32Array || given instanceof Float64Array
      ? [...given]
      : []

const matrixOf = (given: unknown): Matrix => {
  const [a, b, c, d, e, f] = numbers(given)
  return f === undefined ? [1, 0, 0, 1, 0, 0] : [a ?? 1, b ?? 0, c ?? 0, d ?? 1, e ?? 0, f]
}

const times = (outer: Matrix, inner: Matrix): Matrix => [
  outer[0] * inner[0] + outer[2] * inner[1],
  outer[1] * inner[0] + outer[3] * inner[1],
  outer[0] * inner[2] + outer[2] * inner[3],
  outer[1] * inner[2] + outer[3] * inner[3],
  outer[0] * inner[4] + outer[2] * inner[5] + outer[4],
  outer[1] * inner[4] + outer[3] * inner[5] + outer[5],
]

const boxUnder = (m: Matrix, [left, low, right, high]: Box): Box => {
  const corners = [
    [left, low],
    [left, high],
    [right, low],
    [right, high],
  ].map(([x = 0, y = 0]) => [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]])
  const xs = corners.map(([x = 0]) => x)
  const ys = corners.map(([, y = 0]) => y)
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

/** Marks the fields whose middle the box holds; at least the one where its own middle lies. */
const fill = (
  fields: Set<number>,
  [left, top, right, bottom]: Box,
  { width, height }: { readonly width: number; readonly height: number },
): void => {
  if (![left, top, right, bottom].every(Number.isFinite) || right < 0 || bottom < 0) return
  if (left > width || top > height) return
  const field = (at: number, side: number): number =>
    Math.max(0, Math.min(gridSide - 1, Math.floor((at / side) * gridSide)))
  const half = { x: width / gridSide / 2, y: height / gridSide / 2 }
  for (let row = field(top + half.y, height); row <= field(bottom - half.y, height); row++)
    for (let column = field(left + half.x, width); column <= field(right - half.x, width); column++)
      fields.add(row * gridSide + column)
  fields.add(field((top + bottom) / 2, height) * gridSide + field((left + right) / 2, width))
}

interface DrawnPath {
  readonly paint: unknown
  readonly data: Float32Array
  readonly box: Box
}

const pathOf = (given: unknown): DrawnPath | undefined => {
  if (!Array.isArray(given)) return undefined
  const [paint, paths, box] = given as readonly unknown[]
  const [data] = Array.isArray(paths) ? (paths as readonly unknown[]) : []
  const [left, low, right, high] = numbers(box)
  return data instanceof Float32Array && high !== undefined
    ? { paint, data, box: [left ?? 0, low ?? 0, right ?? 0, high] }
    : undefined
}

/** Curves, and lines neither level nor upright, in a path as pdf.js packs it: a number, its points. */
const slantedIn = (data: Float32Array): number => {
  const points = [1, 1, 3, 2, 0]
  let found = 0
  let x = 0
  let y = 0
  for (let at = 0; at < data.length; ) {
    const kind = data[at] ?? 4
    const count = points[kind] ?? 0
    const toX = data[at + count * 2 - 1] ?? x
    const toY = data[at + count * 2] ?? y
    if (kind === 2 || kind === 3) found++
    else if (kind === 1 && Math.abs(toX - x) > 1 && Math.abs(toY - y) > 1) found++
    if (count > 0) {
      x = toX
      y = toY
    }
    at += 1 + count * 2
  }
  return found
}
