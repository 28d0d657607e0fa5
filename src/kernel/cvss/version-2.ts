/**
 * CVSS 2.0 scores (FIRST, "A Complete Guide to the CVSS Version 2.0", section 3.2), in exact
 * decimals: in floating point a product such as 9.0 x 0.95 falls just below the half that the
 * guide rounds up, and the calculator libraries then disagree by a tenth.
 */
export interface Cvss2Scores {
  readonly base: number
  readonly temporal: number
  readonly environmental: number
}

/** `metrics` must hold every base metric; optional ones that are absent count as not defined. */
export const scoreVersion2 = (metrics: ReadonlyMap<string, string>): Cvss2Scores => {
  const weigh = (metric: string): Decimal => {
    const weight = weights[metric]?.[metrics.get(metric) ?? 'ND']
    if (weight === undefined) throw new Error(`CVSS 2.0 has no weight for ${metric}.`)
    return decimal(weight)
  }
  const exploitability = product([decimal('20'), weigh('AV'), weigh('AC'), weigh('Au')])
  const impact = impactOf(weigh('C'), weigh('I'), weigh('A'))
  const adjustedImpact = smaller(
    decimal('10'),
    impactOf(
      product([weigh('C'), weigh('CR')]),
      product([weigh('I'), weigh('IR')]),
      product([weigh('A'), weigh('AR')]),
    ),
  )
  const temporalOf = (base: Decimal) =>
    toTenths(product([base, weigh('E'), weigh('RL'), weigh('RC')]))

  const base = baseOf(impact, exploitability)
  const adjusted = temporalOf(baseOf(adjustedImpact, exploitability))
  const damage = product([sum(decimal('10'), negative(adjusted)), weigh('CDP')])
  return {
    base: toNumber(base),
    temporal: toNumber(temporalOf(base)),
    environmental: toNumber(toTenths(product([sum(adjusted, damage), weigh('TD')]))),
  }
}

const baseOf = (impact: Decimal, exploitability: Decimal): Decimal => {
  if (impact.digits === 0n) return decimal('0')
  const mixed = sum(
    sum(product([decimal('0.6'), impact]), product([decimal('0.4'), exploitability])),
    decimal('-1.5'),
  )
  return toTenths(product([mixed, decimal('1.176')]))
}

const impactOf = (...losses: readonly Decimal[]): Decimal => {
  const one = decimal('1')
  const untouched = product(losses.map((loss) => sum(one, negative(loss))))
  return product([decimal('10.41'), sum(one, negative(untouched))])
}

/** `digits` / 10^`places`. */
interface Decimal {
  readonly digits: bigint
  readonly places: number
}

const decimal = (text: string): Decimal => {
  const [whole = '', fraction = ''] = text.split('.')
  return { digits: BigInt(whole + fraction), places: fraction.length }
}

const scaled = (value: Decimal, places: number): bigint =>
  value.digits * 10n ** BigInt(places - value.places)

const sum = (left: Decimal, right: Decimal): Decimal => {
  const places = Math.max(left.places, right.places)
  return { digits: scaled(left, places) + scaled(right, places), places }
}

const negative = (value: Decimal): Decimal => ({ digits: -value.digits, places: value.places })

const product = (factors: readonly Decimal[]): Decimal =>
  factors.reduce((left, right) => ({
    digits: left.digits * right.digits,
    places: left.places + right.places,
  }))

const smaller = (left: Decimal, right: Decimal): Decimal =>
  sum(left, negative(right)).digits < 0n ? left : right

/** Half up; every value that reaches it is zero or more. */
const toTenths = (value: Decimal): Decimal => {
  if (value.places <= 1) return value
  const unit = 10n ** BigInt(value.places - 1)
  return { digits: (value.digits + unit / 2n) / unit, places: 1 }
}

const toNumber = (value: Decimal): number => Number(value.digits) / 10 ** value.places

const impactWeights = { N: '0', P: '0.275', C: '0.660' }
const requirementWeights = { L: '0.5', M: '1', H: '1.51', ND: '1' }

const weights: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  AV: { L: '0.395', A: '0.646', N: '1' },
  AC: { H: '0.35', M: '0.61', L: '0.71' },
  Au: { M: '0.45', S: '0.56', N: '0.704' },
  C: impactWeights,
  I: impactWeights,
  A: impactWeights,
  E: { U: '0.85', POC: '0.9', F: '0.95', H: '1', ND: '1' },
  RL: { OF: '0.87', TF: '0.90', W: '0.95', U: '1', ND: '1' },
  RC: { UC: '0.90', UR: '0.95', C: '1', ND: '1' },
  CDP: { N: '0', L: '0.1', LM: '0.3', MH: '0.4', H: '0.5', ND: '0' },
  TD: { N: '0', L: '0.25', M: '0.75', H: '1', ND: '1' },
  CR: requirementWeights,
  IR: requirementWeights,
  AR: requirementWeights,
}
