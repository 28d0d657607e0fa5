/**
 * Collects questions that arrive while one batch is being answered and answers them together in the
 * next, so that many share one commit to the disk. A batch that throws rejects all of its questions.
 */
export const together = <Question, Answer>(
  answerAll: (questions: readonly Question[]) => Promise<readonly Answer[]>,
  most: number,
): ((question: Question) => Promise<Answer>) => {
  const waiting: Waiting<Question, Answer>[] = []
  let running = false
  const run = async (): Promise<void> => {
    // Requests of the same turn of the event loop get the chance to share the first batch.
    await new Promise((resolve) => setImmediate(resolve))
    while (waiting.length > 0) await settle(waiting.splice(0, most), answerAll)
    running = false
  }
  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject })
      if (running) return
      running = true
      void run()
    })
}

interface Waiting<Question, Answer> {
  readonly question: Question
  readonly resolve: (answer: Answer) => void
  readonly reject: (cause: unknown) => void
}

const settle = async <Question, Answer>(
  batch: readonly Waiting<Question, Answer>[],
  answerAll: (questions: readonly Question[]) => Promise<readonly Answer[]>,
): Promise<void> => {
  try {
    const answers = await answerAll(batch.map(({ question }) => question))
    if (answers.length !== batch.length) throw new Error('A batch needs one answer per question.')
    batch.forEach(({ resolve }, index) => {
      // The lengths are equal, so there is an answer at this index.
      resolve(answers[index] as Answer)
    })
  } catch (cause) {
    for (const { reject } of batch) reject(cause)
  }
}
