const most = 100

/**
 * Questions of one turn of the event loop, asked in one go: on PostgreSQL the way there and back
 * costs more than the answer. None is asked before it was put, so it sees all that was committed
 * until then. `askAll` answers in the order of its keys.
 */
export const together = <Key, Value>(
  askAll: (keys: readonly Key[]) => Promise<readonly Value[]>,
): ((key: Key) => Promise<Value>) => {
  interface Waiting {
    readonly key: Key
    readonly resolve: (value: Value) => void
    readonly reject: (cause: unknown) => void
  }
  let waiting: Waiting[] = []

  const ask = async (asked: readonly Waiting[]): Promise<void> => {
    try {
      const values = await askAll(asked.map(({ key }) => key))
      if (values.length !== asked.length)
        throw new Error('As many answers are needed as there are questions.')
      // As many as there are keys, just checked.
      for (const [index, { resolve }] of asked.entries()) resolve(values[index] as Value)
    } catch (cause) {
      for (const { reject } of asked) reject(cause)
    }
  }
  const askNow = () => {
    const all = waiting
    waiting = []
    for (let from = 0; from < all.length; from += most) void ask(all.slice(from, from + most))
  }
  return (key) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(askNow)
      waiting.push({ key, resolve, reject })
    })
}
