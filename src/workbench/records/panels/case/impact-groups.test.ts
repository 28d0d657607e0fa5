import { describe, expect, it } from 'vitest'
import type { CaseView } from '../../views/case.ts'
import { impactGroups, rangeOf, revisionsInWords, staleGroups } from './impact-groups.ts'

const decided = { by: 'person:1', at: '2026-03-02T10:00:00.000Z', signedBy: null }
const row = (revision: string, status = 'affected'): CaseView['impact'][number] => ({
  product: 'pump',
  revision,
  status,
  statement: '',
  decided,
  because: [],
  otherComponents: null,
})
const groupsOf = (impact: readonly CaseView['impact'][number][], stale: CaseView['stale'] = []) =>
  impactGroups({ impact: [...impact], stale })
const range = (text: string, status: string) => ({
  ...decided,
  product: 'pump',
  range: text,
  status,
  statement: '',
  unread: [],
})

describe('the lines of the matrix', () => {
  it('hold the revisions of which the same is said, in the order of their numbers', () => {
    const groups = groupsOf([row('1.10'), row('1.9'), row('2.0', 'fixed'), row('1.2')])
    expect(groups.map(({ revisions }) => revisions)).toEqual([['1.2', '1.9', '1.10'], ['2.0']])
  })

  it('begin with what is stale or waits, and keep it apart from what does not', () => {
    const stale = [{ part: 'impact', product: 'pump', revision: '2', because: ['score'] }]
    const groups = groupsOf(
      [row('1'), row('2'), { ...row('3', 'under-investigation'), decided: null }],
      stale,
    )
    expect(groups.map(({ revisions, stale: why }) => [revisions, why])).toEqual([
      [['2'], ['score']],
      [['3'], []],
      [['1'], []],
    ])
  })

  it('keep what their authors decided in other words apart', () => {
    const other = { ...row('2'), statement: 'Unplug it.' }
    expect(groupsOf([row('1'), other])).toHaveLength(2)
  })
})

it('the range that says what a line says is found, also for revisions that it only brought up', () => {
  const ranges = [range('>=2', 'fixed'), range('<2', 'affected')]
  const [group] = groupsOf([row('1.0'), row('1.1')])
  const [proposed] = groupsOf([{ ...row('1.2', 'under-investigation'), decided: null }])
  const [across] = groupsOf([row('1.0'), row('2.1')])
  expect(group && rangeOf(group, ranges)?.range).toBe('<2')
  expect(proposed && rangeOf(proposed, ranges)?.range).toBe('<2')
  expect(across && rangeOf(across, ranges)).toBeUndefined()
})

it('what is stale for the same reasons is told once', () => {
  const stale = ['1', '2', '3', '4', '5'].map((revision) => ({
    part: 'impact',
    product: 'pump',
    revision,
    because: ['score'],
  }))
  const groups = staleGroups([...stale, { part: 'disposition', because: ['impact'] }])
  expect(groups.map(({ part, revisions }) => [part, revisionsInWords(revisions)])).toEqual([
    ['impact', '5 revisions from 1 to 5'],
    ['disposition', ''],
  ])
})
