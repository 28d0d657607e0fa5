import type { ConstraintId } from '../../catalogue/constraint-ids.ts'
import { hex } from '../../kernel/ids.ts'
import type { Passage } from '../../kernel/passage.ts'
import type { Sha256 } from '../../kernel/ports.ts'
import { isRefusal, type Refusal } from '../../kernel/result.ts'
import type { SecondJudge, SecondQuestion } from '../../kernel/second-judge.ts'
import { readAnswer, type SecondAnswer, type SecondVerdict } from './answer.ts'
import { type AskedDuty, questionsAbout } from './question.ts'

/** Answers of earlier runs, by what was asked. Neither call rejects. */
export interface KeptAnswers {
  read(key: string): Promise<string | undefined>
  write(key: string, answer: string): Promise<void>
}

export interface AskedDocument extends SecondAnswer {
  /** Questions that were answered in an earlier run. */
  readonly kept: number
  readonly asked: number
  /** Questions whose answer had not the form asked for: nothing follows from it, not even absence. */
  readonly unanswered: number
}

/**
 * Asks about a whole document, part by part. The best that any part proves holds for all of it. Refuses
 * where the judge could not be asked; an answer in another form is counted, and not kept.
 */
export const askDocument = async (
  judge: SecondJudge,
  answers: KeptAnswers,
  sha256: Sha256,
  duties: readonly AskedDuty[],
  passages: readonly Passage[],
): Promise<AskedDocument | Refusal> => {
  const verdicts = new Map<ConstraintId, SecondVerdict>()
  const unproven = new Set<ConstraintId>()
  let [kept, asked, unanswered] = [0, 0, 0]
  for (const question of questionsAbout(duties, passages)) {
    const key = keyOf(sha256, judge, question)
    const before = await answers.read(key)
    const text = before ?? (await judge.ask(question))
    if (isRefusal(text)) return text
    const answer = readAnswer(text, duties, passages)
    if (isRefusal(answer)) {
      unanswered++
      continue
    }
    if (before === undefined) {
      asked++
      await answers.write(key, text)
    } else kept++
    for (const [id, verdict] of answer.verdicts)
      if (verdicts.get(id)?.verdict !== 'met') verdicts.set(id, verdict)
    for (const id of answer.unproven) unproven.add(id)
  }
  return {
    verdicts,
    unproven: [...unproven].filter((id) => !verdicts.has(id)),
    kept,
    asked,
    unanswered,
  }
}

/** By judge and words: another model, another duty or another document is another question. */
const keyOf = (sha256: Sha256, { name }: SecondJudge, { task, material }: SecondQuestion): string =>
  hex(sha256(new TextEncoder().encode(JSON.stringify([name, task, material]))))
