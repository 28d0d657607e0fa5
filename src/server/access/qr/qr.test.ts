import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { codewordsOf, multiply } from './codewords.ts'
import { qrCode } from './index.ts'
import { modulesOf } from './modules.ts'

const bytes = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 37) % 251)

describe('QR codes', () => {
  it('take the smallest version that holds the text', () => {
    // ISO/IEC 18004:2015, table 7, level M, bytes.
    for (const [version, most] of [
      [1, 14],
      [2, 26],
      [6, 106],
      [9, 180],
      [10, 213],
      [20, 666],
    ] as const) {
      expect(codewordsOf(bytes(most)).version).toBe(version)
      if (version < 20) expect(codewordsOf(bytes(most + 1)).version).toBe(version + 1)
    }
    expect(() => codewordsOf(bytes(667))).toThrow(/too long/)
  })

  it('carry correction codewords: their polynomial is zero at the roots of its generator', () => {
    const { bytes: drawn } = codewordsOf(bytes(14))
    let root = 1
    for (let power = 0; power < 10; power++) {
      const value = drawn.reduce((sum, byte) => multiply(sum, root) ^ byte, 0)
      expect(value).toBe(0)
      root = multiply(root, 2)
    }
  })

  it('have their fixed patterns in place', () => {
    const modules = modulesOf(codewordsOf(bytes(100)))
    expect(modules).toHaveLength(17 + 4 * 6)
    const finder = ['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111']
    const square = (x: number, y: number) =>
      finder.map((_, row) =>
        (modules[y + row] ?? [])
          .slice(x, x + 7)
          .map((dark) => (dark ? '1' : '0'))
          .join(''),
      )
    const far = modules.length - 7
    for (const [x, y] of [
      [0, 0],
      [far, 0],
      [0, far],
    ] as const)
      expect(square(x, y)).toEqual(finder)
  })

  it('stay as they were when a separate reader (jsQR 1.4) read all versions from 1 to 20', () => {
    const digest = createHash('sha256')
    for (let length = 1; length <= 660; length += 11)
      digest.update(JSON.stringify(modulesOf(codewordsOf(bytes(length)))))
    expect(digest.digest('hex')).toBe(
      'cf071d55da84bc1bfab16649d3170686ac97f5fed1684169a09508a0444a88f1',
    )
  })

  it('are drawn as plain shapes, without script or reference', () => {
    const svg = qrCode('otpauth://totp/Vulnerary:"><script>alert(1)</script>')
    expect(svg).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="[\d ]+" shape-rendering="crispEdges"><path fill="#fff" d="[Mhvz\d -]+"\/><path d="[Mhvz\d -]+"\/><\/svg>$/,
    )
  })
})
