import { type Refusal, refuse } from '../../kernel/result.ts'
import type { Threshold } from '../../server/index/folder-review.ts'
import type { Option, Words } from '../command.ts'

const verdicts = ['absent', 'partial'] as const
const severities = ['major', 'moderate', 'minor'] as const

/** What makes a pipeline stop. */
export const thresholdOptions: readonly Option[] = [
  {
    name: 'fail-on',
    value: 'VERDICT',
    choices: verdicts,
    help: 'Answer 1 if a constraint is absent (or could not be judged), or also if it is partial.',
  },
  {
    name: 'severity',
    value: 'SEVERITY',
    choices: severities,
    help: 'With --fail-on: count only gaps at least this grave. Default minor: all of them.',
  },
  {
    name: 'allow',
    value: 'NUMBER',
    help: 'With --fail-on: let so many gaps through. Default 0. Lower it as gaps are closed.',
  },
  {
    name: 'fail-unread',
    help: 'Answer 1 if a file or folder was not read, or only in part.',
  },
]

export const readThreshold = (words: Words): Threshold | Refusal => {
  const failOn = verdicts.find((one) => one === words.value('fail-on'))
  const given = words.value('allow')
  if (failOn === undefined)
    for (const name of ['severity', 'allow'])
      if (words.value(name) !== undefined)
        return refuse('usage/option', `--${name} counts nothing without --fail-on. Give both.`)
  if (given !== undefined && !/^\d{1,4}$/.test(given))
    return refuse('usage/option', `--allow takes a number of gaps, like 3; not "${given}".`)
  return {
    failOn,
    severity: severities.find((one) => one === words.value('severity')) ?? 'minor',
    allow: Number(given ?? 0),
    failUnread: words.has('fail-unread'),
  }
}
