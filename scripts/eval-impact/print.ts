import { isDevelopment } from './cases.ts'
import { figuresOf, line, type Measured, share } from './measure.ts'

/** Recall by the kinds of facts that a case has; a case counts for each of its kinds. */
export const printKinds = (measured: readonly Measured[]): void => {
  const kinds = [...new Set(measured.flatMap(({ of }) => Object.keys(of.facts)))].sort()
  console.log('\nBy kind of fact (a case counts for each kind it has; held back in brackets):')
  for (const kind of kinds) {
    const having = measured.filter(({ of }) => Object.keys(of.facts).includes(kind))
    const all = figuresOf(having)
    const held = figuresOf(having.filter(({ of }) => !isDevelopment(of)))
    console.log(
      `  ${kind.padEnd(12)} ${String(all.cases).padStart(3)} cases  recall ${share(all.found, all.marks)} (${share(held.found, held.marks)})  ${share(all.candidates, all.marks)} (${share(held.candidates, held.marks)}) per true`,
    )
  }
}

export const printSources = (measured: readonly Measured[]): void => {
  console.log('\nBy source (* development):')
  for (const source of [...new Set(measured.map(({ of }) => of.library))].sort()) {
    const own = measured.filter(({ of }) => of.library === source)
    const star = own.some(({ of }) => isDevelopment(of)) ? '*' : ' '
    console.log(line(`${star} ${source.slice(0, 32)}`, figuresOf(own)))
  }
}

const bounds = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]

/** Of the candidates with a confidence, how many are true. */
export const printCalibration = (name: string, measured: readonly Measured[]): void => {
  const all = measured.flatMap(({ given, right }) =>
    given.map(({ confidence = 0 }, index) => ({ confidence, right: right[index] === true })),
  )
  const rows = bounds.flatMap((low) => {
    const within = all.filter(({ confidence }) => confidence >= low && confidence < low + 0.1)
    const count = within.filter(({ right }) => right).length
    return within.length === 0
      ? []
      : [`${low.toFixed(1)}: ${Math.round((100 * count) / within.length)} % of ${within.length}`]
  })
  console.log(`\nTrue of the candidates by confidence, ${name}: ${rows.join(', ')}`)
}

export const printMisses = (measured: readonly Measured[]): void => {
  for (const { of, given, places, right } of measured) {
    const missed = (of.false ?? []).filter((_, index) => places[index] === undefined)
    if (missed.length === 0) continue
    console.log(
      `\n${of.id}: ${missed.length} of ${places.length} missed, ${given.length} given, ${right.filter(Boolean).length} right\n  ${JSON.stringify(of.facts)}`,
    )
    for (const { path, quote } of missed) console.log(`  - ${path}: ${quote}`)
  }
}
