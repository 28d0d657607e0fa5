import { createInterface } from 'node:readline'
import { limits } from '../../kernel/limits.ts'
import { isRefusal } from '../../kernel/result.ts'
import { type Command, exit } from '../command.ts'

/** CVSS 2, 3.0, 3.1 and 4.0 in a pipeline. */
export const score: Command = {
  name: 'score',
  summary: 'Score CVSS vectors: one per line in, one JSON value per line out',
  usage: '[VECTOR …]',
  operands: [0, Number.POSITIVE_INFINITY],
  details: [
    'Vectors are the operands or, without any, the lines of standard input; empty lines are left out. A vector that cannot be scored is answered with the reason, and the exit code is 1. With --json the answer is one array.',
  ],
  run: async (context, words) => {
    const { scoreCvss } = await import('../../server/index/offline.ts')
    const { io, json } = context
    const answers: unknown[] = []
    let bad = 0
    const take = (vector: string) => {
      const scored = scoreCvss(vector)
      if (isRefusal(scored)) bad++
      const answer = { vector: vector.slice(0, limits.text.line), ...scored }
      if (json) answers.push(answer)
      else io.out(`${JSON.stringify(answer)}\n`)
    }
    if (words.operands.length > 0) for (const vector of words.operands) take(vector)
    else
      for await (const line of createInterface({
        input: io.stdin,
        crlfDelay: Number.POSITIVE_INFINITY,
      }))
        if (line.trim() !== '') take(line.trim())
    if (json) context.answer(answers)
    return bad === 0 ? exit.done : exit.answeredNo
  },
}
