/**
 * Work on one thing after the other, in the order in which it was asked for, beside the work on
 * everything else. Of many commands at once on one record each but the first would be a conflict,
 * decided anew and written in vain; in turn each is decided once. Other processes may still be faster.
 */
export const inTurn = () => {
  const last = new Map<string, Promise<unknown>>()
  return async <Result>(thing: string, work: () => Promise<Result>): Promise<Result> => {
    // Whatever the one before came to, it is over then.
    const turn = (last.get(thing) ?? Promise.resolve()).then(work, work)
    last.set(thing, turn)
    try {
      return await turn
    } finally {
      if (last.get(thing) === turn) last.delete(thing)
    }
  }
}
