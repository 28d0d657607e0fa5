import { describe, expect, it } from 'vitest'
import { gatewayRecords } from '../../../test/support/gateway-records.ts'
import { composeReleaseDocumentation } from './compose.ts'
import { gapsOf, withWaivers } from './gaps.ts'
import { missingSections, printableDocumentSchema } from './model.ts'

const { guidance: _, ...without } = gatewayRecords
const [guide] = composeReleaseDocumentation(without)
const gaps = gapsOf('guide', guide)
const waivers = gaps.map((gap) => ({
  ...gap,
  reason: 'Told on paper with this revision.',
  name: 'Anna Rossi',
  at: '2026-11-20T10:00:00.000Z',
}))

describe('the gaps of a release document', () => {
  it('are one for each section that has any', () => {
    expect(gaps.length).toBeGreaterThan(3)
    expect(new Set(gaps.map(({ gap }) => gap)).size).toBe(gaps.length)
    expect(gaps.length).toBeLessThanOrEqual(missingSections(guide).length)
    for (const { gap, what } of gaps)
      expect([gap.startsWith('guide/'), what !== '']).toEqual([true, true])
  })

  it('say in the document who waived them, when and why', () => {
    const told = withWaivers('guide', guide, waivers)
    expect(printableDocumentSchema.parse(told)).toBeDefined()
    expect(gapsOf('guide', told)).toEqual([])
    const text = JSON.stringify(told)
    expect(text.split('Told on paper with this revision.').length - 1).toBe(
      missingSections(guide).filter(({ section }) => section !== 'approval').length,
    )
    expect(text).toContain('Waived by Anna Rossi on 2026-11-20.')
  })

  it('stay loud where they are of the other document, or another gap than was waived', () => {
    expect(gapsOf('notes', withWaivers('notes', guide, waivers))).toHaveLength(gaps.length)
    const [first, ...rest] = waivers
    const stale = [...(first === undefined ? [] : [{ ...first, what: 'Something else.' }]), ...rest]
    expect(gapsOf('guide', withWaivers('guide', guide, stale))).toEqual(gaps.slice(0, 1))
  })
})
