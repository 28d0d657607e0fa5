import { Session } from 'node:inspector'

/**
 * Counts how many blocks of our code run, by V8's own counters: the same on a fast and on a busy
 * machine. To be called before the code is loaded, in a process of its own, since V8 counts only what
 * it compiles from then on. Only files whose path contains one of `files` count; what V8 does inside
 * a call of its own (a regular expression, a search in a string) is one step.
 */
export const countSteps = (files: readonly string[]): ((work: () => void) => number) => {
  const session = new Session()
  session.connect()
  post(session, 'Profiler.enable')
  post(session, 'Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  return (work) => {
    post(session, 'Profiler.takePreciseCoverage')
    work()
    return countIn(post(session, 'Profiler.takePreciseCoverage'), files)
  }
}

/** The answer comes before `post` returns: the session is on this thread. */
const post = (session: Session, method: string, parameters: object = {}): unknown => {
  let answer: unknown
  session.post(method, parameters, (error: Error | null, result: unknown) => {
    if (error !== null) throw error
    answer = result
  })
  return answer
}

const countIn = (taken: unknown, files: readonly string[]): number => {
  // The cast names what the protocol's takePreciseCoverage answers.
  const { result } = taken as {
    readonly result: readonly {
      readonly url: string
      readonly functions: readonly { readonly ranges: readonly { readonly count: number }[] }[]
    }[]
  }
  let steps = 0
  for (const { url, functions } of result) {
    if (!files.some((file) => url.includes(file))) continue
    for (const { ranges } of functions) for (const { count } of ranges) steps += count
  }
  return steps
}
