const atMost = 1_000

/**
 * Answers that follow from an unchanging thing and a question alone, each worked out once; a bounded
 * number is kept for as long as the thing itself is.
 */
export const remembering = <Thing extends object, Answer>() => {
  const known = new WeakMap<Thing, Map<string, Answer>>()
  return (thing: Thing, question: string, answer: () => Answer): Answer => {
    const answers = known.get(thing) ?? new Map<string, Answer>()
    known.set(thing, answers)
    const found = answers.get(question) ?? answer()
    if (answers.size >= atMost) answers.clear()
    answers.set(question, found)
    return found
  }
}
