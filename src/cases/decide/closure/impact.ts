import { impactRowsAtOnce } from '../../contract.ts'
import type { Stale } from '../../state/stale.ts'
import { type ChecksOf, check } from './check.ts'

export const impactChecks: ChecksOf = ({ impact, stale }) => [
  check(
    '9.5/disposition',
    'Impact decided',
    impact.length > 0 && impact.every(({ status }) => status !== 'under-investigation'),
    impact.length === 0
      ? 'Record which product revisions are affected.'
      : 'Decide for each revision under investigation whether it is affected.',
    commandForRows(impact.filter(({ status }) => status === 'under-investigation')),
    {
      recorded:
        impact.length === 0
          ? ''
          : `${impact.length} ${impact.length === 1 ? 'revision' : 'revisions'} looked at`,
      by: impact.flatMap(({ decided }) => decided ?? []).slice(-1),
    },
  ),
  check(
    '9.5/disposition',
    'Nothing stale',
    stale.length === 0,
    `Decide anew what was decided on something else: ${inWords(stale)}.`,
    commandFor(stale),
  ),
]

const inWords = (stale: readonly Stale[]): string => {
  const rows = stale.flatMap(({ revision }) => revision ?? [])
  const others = stale.filter(({ revision }) => revision === undefined)
  return [
    ...(rows.length > few
      ? [`the impact on ${rows.length} revisions`]
      : rows.map((revision) => `the impact on ${revision}`)),
    ...others.map(({ part }) => `the ${part}`),
  ].join(', ')
}

/** Named one by one up to here. */
const few = 5

const commands = {
  safety: 'assess-safety',
  disposition: 'approve-disposition',
  disclosure: 'approve-disclosure',
} as const

/** Rows come first: what hangs on them is approved again after them. */
const commandFor = (stale: readonly Stale[]): string | null => {
  const [first] = stale
  if (first === undefined) return null
  return first.part === 'impact'
    ? commandForRows(stale.filter(({ part }) => part === 'impact'))
    : commands[first.part]
}

const commandForRows = (rows: readonly unknown[]): string =>
  rows.length > impactRowsAtOnce ? 'decide-range' : 'set-impact'
