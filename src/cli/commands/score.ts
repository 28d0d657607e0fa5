import { createReadStream } from 'node:fs'
import { type CvssScore, scoreCvss } from '../../kernel/cvss.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { type Command, type Context, exit, type Words } from '../command.ts'
import { readLines } from '../read-lines.ts'

/** CVSS 2.0, 3.0, 3.1 and 4.0 in a pipeline. */
export const score: Command = {
  name: 'score',
  summary: 'Score CVSS vectors: one per line in, one JSON value per line out',
  usage: '[VECTOR …] [--file FILE]',
  operands: [0, Number.POSITIVE_INFINITY],
  options: [
    { name: 'file', value: 'FILE', help: 'read the vectors from a file, or - for standard input' },
  ],
  details: [
    'Vectors of CVSS 2.0, 3.0, 3.1 and 4.0 are the operands, the lines of FILE or, without either, the lines of standard input. Space around a vector is passed over, and so are empty lines and lines that begin with #.',
    'Each vector is answered as soon as it is read, in its order, with one line: {"vector","version","base","threat","environmental","severity"}. Threat (2.0 and 3.x call it temporal) and environmental are null where the vector states none of their metrics; each contains the scores before it. Severity is that of the last one that is there.',
    'A vector that cannot be scored is answered with {"vector","line","refused":true,"code","message","details"}: what is wrong with it and what to do next, "line" where it stood in lines. A line of more than 300 characters is no vector and is answered so, cut.',
    'Answers 0 when every vector was scored (also when there was none), 1 when at least one was not, 2 when the words or the file could not be read. With --json the answer is one array, of at most 200,000 vectors.',
    'Example: jq -r .vector findings.json | vulnerary score | jq .base',
  ],
  run: async (context, words) => {
    const file = words.value('file')
    if (file !== undefined && words.operands.length > 0)
      return refuse('score/two-sources', 'Give vectors or --file FILE, not both.')
    const answers: Answer[] = []
    let bad = 0
    for await (const { vector, line } of vectorsOf(context, words)) {
      const answer = answerTo(vector, line)
      if ('refused' in answer) bad++
      if (!context.json) context.io.out(`${JSON.stringify(answer)}\n`)
      else if (answers.push(answer) > limits.formats.items)
        return refuse(
          'score/too-many',
          `With --json the answer is one array of at most ${limits.formats.items} vectors. Leave --json out: every line is JSON then as well.`,
        )
    }
    if (context.json) context.answer(answers)
    return bad === 0 ? exit.done : exit.answeredNo
  },
}

type Answer =
  | Omit<CvssScore, 'overall'>
  | (Refusal & { readonly vector: string; readonly line?: number })

const vectorsOf = async function* (
  { io }: Context,
  words: Words,
): AsyncGenerator<{ readonly vector: string; readonly line?: number }> {
  if (words.operands.length > 0) {
    for (const vector of words.operands) yield { vector }
    return
  }
  const file = words.value('file') ?? '-'
  const stream = file === '-' ? io.stdin : createReadStream(file)
  for await (const { number, text } of readLines(stream)) {
    const vector = text.trim()
    if (vector !== '' && !vector.startsWith('#')) yield { vector, line: number }
  }
}

const answerTo = (vector: string, line: number | undefined): Answer => {
  const scored = scoreCvss(vector)
  if (isRefusal(scored))
    return {
      vector: vector.slice(0, limits.text.line),
      ...(line === undefined ? {} : { line }),
      ...scored,
    }
  const { overall: _, ...answer } = scored
  return answer
}
