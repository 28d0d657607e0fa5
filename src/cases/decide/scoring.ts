import { scoreCvss } from '../../formats/cvss.ts'
import type { InputOf } from '../../kernel/fields.ts'
import { isRefusal, refuse } from '../../kernel/result.ts'
import { severities } from '../../kernel/severity.ts'
import type { scoreCase } from '../contract.ts'
import { whileOpen } from './while-open.ts'

export const decideScore = whileOpen(
  (_state, { vector, source }: InputOf<typeof scoreCase>, context) => {
    const score = scoreCvss(vector)
    if (isRefusal(score)) return score
    const severity = severities.find((name) => name === score.severity.toLowerCase())
    if (severity === undefined || score.overall === null)
      return refuse('case/no-score', 'This vector gives no score. Fill in its base metrics.')
    return [
      {
        type: 'case.scored',
        vector: score.vector,
        version: score.version,
        score: score.overall,
        severity,
        source: source === '' ? context.actor.id : source,
      },
    ]
  },
)
