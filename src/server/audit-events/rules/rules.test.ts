import { describe, expect, it } from 'vitest'
import { type AuditEvent, auditEvent } from '../../../formats/audit-event.ts'
import { limits } from '../../../kernel/limits.ts'
import { isRefusal, orThrow } from '../../../kernel/result.ts'
import { type CauseState, causeOf, countHits, type Hit, type Raised } from './counting.ts'
import { matchersOf } from './matching.ts'
import { parseAuditRules, readAuditRules } from './read-rules.ts'
import { workingHours } from './working-time.ts'

const workingTime = `workingTime: { timeZone: Europe/Berlin, days: [mon, tue, wed, thu, fri], from: '07:00', to: '19:00', holidays: [2026-12-25] }`
const rulesOf = (...lines: readonly string[]) =>
  orThrow(
    parseAuditRules(`${workingTime}\nrules:\n${lines.map((one) => `  - ${one}`).join('\n')}`, 'f'),
  )
const failures =
  '{ id: failures, title: Failures, match: { type: sign-in, outcome: failure }, causedBy: [source], threshold: 3, window: 10m }'
const failed = (source = 'ct-3') => auditEvent({ type: 'sign-in', outcome: 'failure', source })

const minute = 60_000
const start = Date.parse('2026-06-01T10:00:00Z')

describe('the rules', () => {
  const counting = (line: string) => {
    const rules = rulesOf(line)
    const matchers = matchersOf(rules)
    const keyOf = (rule: { readonly id: string }, cause: string) => `${rule.id} ${cause}`
    const states = new Map<string, CauseState>()
    const grown = new Map<string, Raised>()
    let id = 0
    let sets = 0
    /** Counts these at once, as a batch of the intake. */
    const batch = (hits: readonly Hit[]) => {
      const counted = countHits(hits, states, keyOf, () => `set ${++sets}`)
      for (const [key, state] of counted.changed) states.set(key, state)
      for (const [set, raised] of counted.grown) grown.set(set, raised)
      return counted
    }
    const hit = (minutes: number, event: AuditEvent, receivedAt: number): readonly Hit[] => {
      const at = start + minutes * minute
      const now = start + receivedAt * minute
      return matchers
        .filter(({ matches }) => matches(event, at))
        .map(({ rule }) => ({ rule, cause: causeOf(rule, event), id: String(++id), at, now }))
    }
    return {
      batch,
      grown,
      hit,
      at: (minutes: number, event: AuditEvent = failed(), receivedAt = minutes) =>
        batch(hit(minutes, event, receivedAt)).met,
    }
  }

  it('raise at the threshold within the window, with the events as they came', () => {
    const { at } = counting(failures)
    expect(at(0)).toEqual([])
    expect(at(4)).toEqual([])
    expect(at(8)).toMatchObject([
      {
        cause: 'source ct-3',
        events: ['1', '2', '3'],
        firstAt: start,
        raised: { lastAt: start + 8 * minute, count: 3, kept: 3 },
      },
    ])
  })

  it('slide: what is older than the window counts no more', () => {
    const { at } = counting(failures)
    at(0)
    at(9)
    expect(at(11)).toEqual([])
    expect(at(12)).toMatchObject([{ events: ['2', '3', '4'] }])
  })

  it('raise once for each cause and window, and again after it', () => {
    const { at } = counting(failures)
    const raised = Array.from({ length: 100 }, (_, index) => at(index / 5)).flat()
    expect(raised).toHaveLength(2)
    expect(at(20, failed('ct-4'))).toEqual([])
  })

  it('count a batch as they count one by one', () => {
    const { batch, hit, grown } = counting(failures)
    const hits = Array.from({ length: 100 }, (_, index) => hit(index / 5, failed(), index / 5))
    const { met, copies } = batch(hits.flat())
    expect(met).toHaveLength(2)
    expect(copies.filter(({ set }) => set === 'set 1').map(({ idx }) => idx)).toEqual(
      Array.from({ length: 49 }, (_, index) => index + 3),
    )
    expect(grown.get('set 1')).toMatchObject({ count: 52, kept: 52 })
  })

  it('add what comes in the window to what was raised, keep the first and count all', () => {
    const { at, grown } = counting(failures)
    for (let index = 0; index < 1_000; index++) at(index / 1_000)
    expect(at(5)).toEqual([])
    expect(grown.get('set 1')).toMatchObject({
      count: 1_001,
      kept: limits.auditEvents.evidence,
      lastAt: start + 5 * minute,
    })
  })

  it('add nothing after the window, though late by its clock', () => {
    const { at, grown } = counting(failures)
    for (const _ of [1, 2, 3]) at(0)
    at(1, failed(), 9)
    expect(grown.get('set 1')).toMatchObject({ count: 4 })
    at(1, failed(), 11)
    expect(grown.get('set 1')).toMatchObject({ count: 4 })
  })

  it('count causes apart', () => {
    const { at } = counting(failures)
    const raised = Array.from({ length: 9 }, (_, index) => at(0, failed(`ct-${index % 3}`))).flat()
    expect(raised.map(({ cause }) => cause)).toEqual(['source ct-0', 'source ct-1', 'source ct-2'])
  })

  it('put many causes together, so that nobody fills the ledger by making them up', () => {
    const { at } = counting(failures.replace('threshold: 3', 'threshold: 1'))
    const raised = Array.from({ length: 5_000 }, (_, index) =>
      // Made-up times and sources, all within a minute of our own clock.
      at(index * 10_000, failed(`ct-${index}`), index / 5_000),
    ).flat()
    expect(raised).toHaveLength(limits.auditEvents.rules.indicatorsPerHour + 1)
    expect(raised.at(-1)?.cause).toBe('many causes at once')
  })
})

describe('conditions', () => {
  const meets = (match: string, event: Partial<AuditEvent>, moment = start) => {
    const line = `{ id: a, title: A, match: ${match}, causedBy: [source], threshold: 1, window: 1h }`
    return matchersOf(rulesOf(line))[0]?.matches(auditEvent(event), moment)
  }
  it.each([
    ['{ type: [sign-in, sign-out] }', { type: 'sign-out' }, true],
    ['{ type: sign-in }', { type: 'sign-out' }, false],
    ['{ code: "DCM:110127" }', { code: 'DCM:110113 DCM:110127' }, true],
    ['{ code: "DCM:11012" }', { code: 'DCM:110127' }, false],
    ['{ source: CT-3 }', { source: 'ct-3' }, true],
    ['{ source: ct }', { source: 'ct-3' }, false],
    ['{ contains: [bad, WORSE] }', { detail: 'It went worse.' }, true],
    ['{ severityAtLeast: error }', { severity: 'alert' }, true],
    ['{ severityAtLeast: error }', { severity: 'warning' }, false],
    ['{ severityAtLeast: error }', {}, false],
    ['{ any: [{ type: sign-in }, { type: audit-stopped }] }', { type: 'audit-stopped' }, true],
    ['{ type: sign-in, outcome: failure }', { type: 'sign-in', outcome: 'success' }, false],
  ] as const)('%s of %o: %s', (match, event, expected) => {
    expect(meets(match, event)).toBe(expected)
  })
  it('know when nobody works, by the clock of their zone', () => {
    const out = (moment: string) =>
      meets('{ type: other, outOfHours: true }', { type: 'other' }, Date.parse(moment))
    // In summer Berlin is two hours ahead of UTC, in winter one.
    expect(out('2026-06-01T04:59:00Z')).toBe(true)
    expect(out('2026-06-01T05:00:00Z')).toBe(false)
    expect(out('2026-12-01T05:30:00Z')).toBe(true)
    expect(out('2026-06-01T17:00:00Z')).toBe(true)
    expect(out('2026-06-06T10:00:00Z')).toBe(true)
    expect(out('2026-12-25T10:00:00Z')).toBe(true)
  })
  it('take a day to its end', () => {
    const works = workingHours({
      timeZone: 'UTC',
      days: ['mon'],
      from: '00:00',
      to: '24:00',
      holidays: [],
    })
    expect(works(Date.parse('2026-06-01T23:59:00Z'))).toBe(true)
  })
})

describe('the file of rules', () => {
  it('comes with rules for all that the clause is watched by', () => {
    const { rules } = orThrow(readAuditRules('/nowhere'))
    expect(rules.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'failed-sign-ins',
        'emergency-access',
        'audit-stopped',
        'security-alert',
        'update-not-accepted',
        'configuration-out-of-hours',
        'unreadable',
      ]),
    )
  })
  describe('the one of updates meets', () => {
    const found = matchersOf(orThrow(readAuditRules('/nowhere'))).find(
      ({ rule }) => rule.id === 'update-not-accepted',
    )
    it.each([
      ['a failed update', { type: 'software-update', outcome: 'failure' }, true],
      [
        'a software configuration of DICOM that failed',
        { type: 'configuration-change', code: 'DCM:110113 DCM:110131', outcome: 'failure' },
        true,
      ],
      [
        'one that was taken and not signed',
        {
          type: 'configuration-change',
          code: 'DCM:110131',
          outcome: 'success',
          detail: 'Software Configuration. Alert: The image is NOT SIGNED',
        },
        true,
      ],
      [
        'the words of a package manager',
        { type: 'message', detail: "The following signatures couldn't be verified" },
        true,
      ],
      ['a successful update', { type: 'software-update', outcome: 'success' }, false],
      [
        'a software configuration that went well',
        { type: 'configuration-change', code: 'DCM:110131', outcome: 'success' },
        false,
      ],
      [
        'another configuration that failed',
        { type: 'configuration-change', code: 'DCM:110128', outcome: 'failure' },
        false,
      ],
    ] as const)('%s', (_, event, expected) => {
      expect(found?.matches(auditEvent(event), start)).toBe(expected)
    })
  })
  it.each([
    ['no YAML', 'rules: [', 'YAML'],
    ['an unknown type', failures.replace('sign-in', 'party'), 'rule "failures", match'],
    ['no window', failures.replace(', window: 10m', ''), 'rule "failures", window'],
    ['too long a window', failures.replace('10m', '8d'), '7d'],
    ['an unknown member', failures.replace('title', 'titel'), 'rule "failures"'],
    ['no condition', failures.replace('type: sign-in, outcome: failure', ''), 'rule "failures"'],
  ])('is refused with the rule and an example: %s', (_, line, about) => {
    const text = line.startsWith('{') ? `${workingTime}\nrules: [${line}]` : line
    const refused = parseAuditRules(text, 'audit-rules.yaml')
    expect(isRefusal(refused) && refused.message).toContain(about)
    if (about !== 'YAML') expect(refused).toMatchObject({ code: 'settings/bad-value' })
  })
  it('is refused for a zone that is none, and for a name used twice', () => {
    const zone = `${workingTime.replace('Europe/Berlin', 'Europe/Nowhere')}\nrules: []`
    expect(parseAuditRules(zone, 'f')).toMatchObject({ code: 'settings/bad-value' })
    const twice = `${workingTime}\nrules: [${failures}, ${failures}]`
    expect(parseAuditRules(twice, 'f')).toMatchObject({ code: 'settings/bad-value' })
  })
})
