import { z } from 'zod'
import type { ConstraintId } from '../../catalogue/constraint-ids.ts'
import type { Passage, PassageLocation } from '../../kernel/passage.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { AskedDuty } from './question.ts'

/** What a second judge says of a document and a duty, as far as it could prove it. */
export interface SecondVerdict {
  readonly verdict: 'met' | 'partial'
  readonly evidence: readonly {
    readonly quote: string
    readonly location: PassageLocation
    readonly passage: number
  }[]
}

export interface SecondAnswer {
  readonly verdicts: ReadonlyMap<ConstraintId, SecondVerdict>
  /** Duties that it called met or partial without a quote that stands in the document. */
  readonly unproven: readonly ConstraintId[]
}

const answerSchema = z.object({
  answers: z
    .array(
      z.object({
        id: z.string().max(100),
        verdict: z.enum(['met', 'partial', 'absent']),
        quotes: z.array(z.string().max(8_000)).max(20).default([]),
      }),
    )
    .max(200),
})

/** Fewer letters prove nothing: they stand anywhere. All of a short row or line may. */
const shortestQuote = 20
const mostQuotes = 3

/**
 * Reads an answer and believes nothing of it but quotes that stand in a passage letter by letter, white
 * space aside. Refuses with `second/no-answer` what is not the JSON that was asked for.
 */
export const readAnswer = (
  text: string,
  duties: readonly AskedDuty[],
  passages: readonly Passage[],
): SecondAnswer | Refusal => {
  const parsed = answerSchema.safeParse(jsonIn(text))
  if (!parsed.success)
    return refuse('second/no-answer', 'The second judge did not answer in the form asked for.')
  const verdicts = new Map<ConstraintId, SecondVerdict>()
  const unproven: ConstraintId[] = []
  const texts = passages.map((passage) => ({ passage, text: flat(passage.text) }))
  for (const { id, verdict, quotes } of parsed.data.answers) {
    const duty = duties.find((one) => one.id === id)
    if (duty === undefined || verdict === 'absent') continue
    const evidence = [...new Set(quotes.map(flat))]
      .flatMap((quote) => {
        const found = texts.find((one) =>
          quote.length >= shortestQuote
            ? one.text.includes(quote)
            : quote !== '' && quote === one.text && one.passage.kind !== 'heading',
        )
        if (found === undefined) return []
        const { index, location } = found.passage
        return [{ quote, location, passage: index }]
      })
      .slice(0, mostQuotes)
    if (evidence.length === 0) unproven.push(duty.id)
    // Who says two things of one duty is believed the lesser.
    else if (verdicts.get(duty.id)?.verdict !== 'partial')
      verdicts.set(duty.id, { verdict, evidence })
  }
  return { verdicts, unproven: unproven.filter((id) => !verdicts.has(id)) }
}

const flat = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** Models put JSON between fences, or say something before it. */
const jsonIn = (text: string): unknown => {
  const from = text.indexOf('{')
  const to = text.lastIndexOf('}')
  if (from < 0 || to < from) return undefined
  try {
    return JSON.parse(text.slice(from, to + 1))
  } catch {
    return undefined
  }
}
