/** A logistic regression: of signs measured in deviations from their mean. */
export interface Model {
  readonly names: readonly string[]
  readonly means: readonly number[]
  readonly deviations: readonly number[]
  readonly weights: readonly number[]
  readonly constant: number
}

export interface Example {
  readonly signs: Readonly<Record<string, number>>
  readonly right: boolean
}

/** Beyond so many deviations a sign says no more. */
const farthest = 4
const steps = 20

/** Fits by Newton's steps, with `ridge` holding the weights down. */
export const learnFrom = (
  examples: readonly Example[],
  names: readonly string[],
  ridge: number,
): Model => {
  const columns = names.map((name) => examples.map(({ signs }) => signs[name] ?? 0))
  const means = columns.map(mean)
  const deviations = columns.map((values, at) =>
    Math.max(1e-6, Math.sqrt(mean(values.map((value) => (value - (means[at] ?? 0)) ** 2)))),
  )
  const rows = examples.map(({ signs }) => [
    ...names.map((name, at) => scaled(signs[name] ?? 0, means[at] ?? 0, deviations[at] ?? 1)),
    1,
  ])
  let weights = rows[0]?.map(() => 0) ?? []
  for (let step = 0; step < steps; step++) {
    const size = weights.length
    const gradient = weights.map((weight, at) => (at === size - 1 ? 0 : ridge * weight))
    const curve = weights.map((_, at) =>
      weights.map((_, other) => (at !== other ? 0 : at === size - 1 ? 1e-6 : ridge)),
    )
    for (const [at, row] of rows.entries()) {
      const chance = 1 / (1 + Math.exp(-dot(row, weights)))
      const error = chance - (examples[at]?.right === true ? 1 : 0)
      const bend = chance * (1 - chance) + 1e-9
      for (let i = 0; i < size; i++) {
        const value = row[i] ?? 0
        gradient[i] = (gradient[i] ?? 0) + error * value
        const line = curve[i]
        if (line !== undefined)
          for (let j = 0; j <= i; j++) line[j] = (line[j] ?? 0) + bend * value * (row[j] ?? 0)
      }
    }
    const change = solved(
      curve.map((line, i) => line.map((value, j) => (j <= i ? value : (curve[j]?.[i] ?? 0)))),
      gradient,
    )
    weights = weights.map((weight, at) => weight - (change[at] ?? 0))
  }
  return { names, means, deviations, weights: weights.slice(0, -1), constant: weights.at(-1) ?? 0 }
}

/** The logarithm of the odds that an example is right. */
export const scoreOf = (
  { names, means, deviations, weights, constant }: Model,
  signs: Example['signs'],
): number =>
  names.reduce(
    (sum, name, at) =>
      sum + (weights[at] ?? 0) * scaled(signs[name] ?? 0, means[at] ?? 0, deviations[at] ?? 1),
    constant,
  )

const scaled = (value: number, middle: number, deviation: number): number =>
  Math.max(-farthest, Math.min(farthest, (value - middle) / deviation))

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

const dot = (a: readonly number[], b: readonly number[]): number => {
  let sum = 0
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0)
  return sum
}

/** Gauss's elimination; the matrix has an inverse, since the ridge is above zero. */
const solved = (
  matrix: readonly (readonly number[])[],
  right: readonly number[],
): readonly number[] => {
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0])
  const size = rows.length
  for (let at = 0; at < size; at++) {
    let pivot = at
    for (let row = at + 1; row < size; row++)
      if (Math.abs(rows[row]?.[at] ?? 0) > Math.abs(rows[pivot]?.[at] ?? 0)) pivot = row
    const [top, other] = [rows[pivot] ?? [], rows[at] ?? []]
    rows[at] = top
    rows[pivot] = other
    for (const [index, row] of rows.entries()) {
      if (index === at) continue
      const factor = (row[at] ?? 0) / (top[at] ?? 1)
      if (factor !== 0)
        for (let k = at; k <= size; k++) row[k] = (row[k] ?? 0) - factor * (top[k] ?? 0)
    }
  }
  return rows.map((row, at) => (row[size] ?? 0) / (row[at] ?? 1))
}
