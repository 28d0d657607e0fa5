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
    'set-impact',
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
    `Decide anew what was decided on something else: ${stale.map(inWords).join(', ')}.`,
    commandFor(stale),
  ),
]

const inWords = ({ part, revision }: Stale): string =>
  revision === undefined ? `the ${part}` : `the impact on ${revision}`

const commands = {
  impact: 'set-impact',
  safety: 'assess-safety',
  disposition: 'approve-disposition',
  disclosure: 'approve-disclosure',
} as const

/** Rows come first: what hangs on them may stand again by itself. */
const commandFor = ([first]: readonly Stale[]): string | null =>
  first === undefined ? null : commands[first.part]
