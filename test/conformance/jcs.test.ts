import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { canonicalJson, utf8 } from '../../src/kernel/canonical-json.ts'
import { hex } from '../../src/kernel/ids.ts'
import { orThrow } from '../../src/kernel/result.ts'
import { parseStrictJsonBytes } from '../../src/kernel/strict-json.ts'
import { needsShared, sharedPath } from '../support/shared.ts'

const suite = sharedPath('suites', 'jcs-testdata', 'testdata') ?? ''
const read = (...parts: readonly string[]): Buffer => readFileSync(join(suite, ...parts))

describe.runIf(needsShared('suites', 'jcs-testdata'))('RFC 8785 (JCS), its test data', () => {
  const names = suite === '' ? [] : readdirSync(join(suite, 'input'))

  it('has the six triples', () => expect(names).toHaveLength(6))

  it.each(names)('%s', (name) => {
    const text = canonicalJson(orThrow(parseStrictJsonBytes(read('input', name))))
    expect(text).toBe(read('output', name).toString('utf8').trimEnd())
    const expected = read('outhex', name.replace('.json', '.txt')).toString('utf8')
    expect(hex(utf8(text))).toBe(expected.replace(/\s/g, ''))
  })

  const readme = suite === '' ? '' : read('README.md').toString('utf8')

  it('writes the sample numbers', () => {
    const samples = [...readme.matchAll(/^([0-9a-f]{1,16}),(\S+)$/gm)]
    expect(samples).toHaveLength(7)
    for (const [, bits = '', expected] of samples)
      expect(canonicalJson(doubleOf(BigInt(`0x${bits}`)))).toBe(expected)
  })

  it('writes the generated number series as its checksums at 1 000, 10 000 and 100 000 say', () => {
    const checksums = [...readme.matchAll(/^\| ([0-9a-f]{64}) \| (\d+) /gm)]
      .map(([, sum = '', lines]) => ({ sum, lines: Number(lines) }))
      .filter(({ lines }) => lines <= 100_000)
    expect(checksums).toHaveLength(3)
    const fixed = [...readme.matchAll(/0x([0-9a-f]{16})n[,\s]/g)].map(([, bits]) =>
      BigInt(`0x${bits}`),
    )
    // The last literal is the base of the 2 000 consecutive values, not one of the fixed ones.
    const series = numberSeries(fixed.filter((_, index) => index < fixed.length - 1))
    const hash = createHash('sha256')
    let lines = 0
    for (const { sum, lines: until } of checksums) {
      for (; lines < until; lines++) {
        const number = series.next().value ?? Number.NaN
        hash.update(`${bitsOf(number).toString(16)},${canonicalJson(number)}\n`)
      }
      expect(hash.copy().digest('hex')).toBe(sum)
    }
  })
})

const view = new DataView(new ArrayBuffer(8))
const doubleOf = (bits: bigint): number => {
  view.setBigUint64(0, bits)
  return view.getFloat64(0)
}
const bitsOf = (double: number): bigint => {
  view.setFloat64(0, double)
  return view.getBigUint64(0)
}

/** The README's series: fixed values, 2 000 neighbours of the least normal, then a hash chain. */
function* numberSeries(fixed: readonly bigint[]): Generator<number, undefined> {
  yield* fixed.map(doubleOf)
  for (let index = 0n; index < 2000n; index++) yield doubleOf(0x0010000000000000n + index)
  let block: Buffer = Buffer.alloc(32)
  for (;;) {
    block = createHash('sha256').update(block).digest()
    for (let at = 0; at < 32; at += 8) {
      const number = block.readDoubleLE(at)
      if (number !== 0 && Number.isFinite(number)) yield number
    }
  }
}
