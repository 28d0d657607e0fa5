import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { allWork, portsThat, stepsOf, wholeEvidence } from '../../test/support/a-case.ts'
import { always, command } from '../../test/support/any-commands.ts'
import { recordUnderTest } from '../../test/support/deciding.ts'
import { isRefusal } from '../kernel/result.ts'
import { type CaseClocks, caseClocksSchema, defaultCaseClocksText } from './decide/clocks.ts'
import { caseKind } from './index.ts'

const shipped = caseClocksSchema.parse(parse(defaultCaseClocksText))
const asking = ['mdr-87', 'fda-803', 'cra-14']
/** Two ask with an incident, one with exploitation. */
const clocks: CaseClocks = {
  ...shipped,
  rules: shipped.rules.map((rule) => ({ ...rule, enabled: rule.id !== 'contract-example' })),
  authorities: shipped.authorities.map((one) => ({ ...one, enabled: asking.includes(one.id) })),
  edition: 'a',
}
const evidence = { ...wholeEvidence, authorities: clocks.authorities }
const authority = fc.constantFrom(...asking)
const aware = { at: '2026-03-01T08:00', zone: 'UTC' }

const commands = fc.oneof(
  always('record-incident', { kind: 'other-serious', aware, description: 'd' }),
  always('note-exploitation', { status: 'active', source: 's' }),
  always('note-exploitation', { status: 'none', source: 's' }),
  command(
    'decide-reportability',
    fc.record({ authority, reportable: fc.boolean(), reason: fc.constant('r') }),
  ),
  command('approve-reportability', fc.record({ authority })),
  command(
    'record-submission',
    authority.map((one) => ({ authority: one, what: 'w', sent: aware, reference: 'r' })),
  ),
  always('pause-clock', { clock: 'disclosure', reason: 'r' }),
  always('keep-clocks', {}),
  always('close', { conclusion: 'c' }),
  always('reopen', { reason: 'r' }),
)

/** The usual way for one authority, to which anything else may happen meanwhile. */
const usual = authority.chain((one) =>
  fc
    .boolean()
    .map((reportable) => [
      ['decide-reportability', { authority: one, reportable, reason: 'r' }, 'person:ada'] as const,
      ['approve-reportability', { authority: one }, 'person:ben'] as const,
      [
        'record-submission',
        { authority: one, what: 'w', sent: aware, reference: 'r' },
        'person:ada',
      ] as const,
    ]),
)
const sequences = fc
  .array(
    fc.oneof(
      usual,
      commands.map((one) => [one]),
    ),
    { maxLength: 15 },
  )
  .map((parts) => [...parts.flat(), ['close', { conclusion: 'c' }, 'person:ada'] as const])

interface Word {
  readonly reportable: boolean
  readonly by: string
  readonly approvedBy: string | null
}

describe('a case that authorities may have to hear of, whatever is done', () => {
  it('closes only once each is decided for by two people, and told where it is reportable', async () => {
    let closures = 0
    let asked = 0
    await fc.assert(
      fc.asyncProperty(sequences, async (steps) => {
        const about = recordUnderTest(
          caseKind(portsThat({ evidence: () => evidence }), clocks),
          'CASE-1',
        )
        await about.given('open', { title: 'A case' })
        for (const work of allWork) for (const step of stepsOf(work)) await about.given(...step)
        // What was answered, kept beside the state: each answer by its own words alone.
        const incident = { known: false }
        const exploited = { known: false }
        const words = new Map<string, Word>()
        const told = new Set<string>()
        for (const [name, input, by] of steps) {
          const wasOpen = about.state().closed === null
          if (isRefusal(await about.when(name, input, by))) continue
          const named = new Map(Object.entries(input))
          const to = String(named.get('authority'))
          const word = words.get(to)
          if (name === 'record-incident') incident.known = true
          if (name === 'note-exploitation' && named.get('status') === 'active')
            exploited.known = true
          if (name === 'decide-reportability')
            words.set(to, { reportable: named.get('reportable') === true, by, approvedBy: null })
          if (name === 'approve-reportability') {
            expect(word?.by).not.toBe(by)
            if (word !== undefined) words.set(to, { ...word, approvedBy: by })
          }
          if (name === 'record-submission') told.add(to)
          if (!wasOpen || about.state().closed === null) continue
          closures++
          const owed = new Set([
            ...(incident.known ? ['mdr-87', 'fda-803'] : []),
            ...(exploited.known ? ['cra-14'] : []),
            ...words.keys(),
          ])
          asked += owed.size
          for (const one of owed) {
            const last = words.get(one)
            expect([one, last?.approvedBy ?? null]).not.toEqual([one, null])
            if (last?.reportable === true) expect([one, told.has(one)]).toEqual([one, true])
          }
        }
      }),
      { numRuns: 100, seed: 6 },
    )
    // A property that never came to such a closure would have shown nothing.
    expect(closures).toBeGreaterThan(20)
    expect(asked).toBeGreaterThan(3)
  })
})
