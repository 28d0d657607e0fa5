import type { Role } from '../../../src/kernel/roles.ts'
import { statusOf } from '../../../src/server/http/problems.ts'
import type { Colleague, Maker } from '../maker.ts'

/**
 * The same colleague, whose commands go to the dispatcher without HTTP and whose signatures without
 * the cost of a password: for tests that issue thousands. What they read still comes over HTTP.
 */
export const inside = (
  maker: Maker,
  who: Colleague,
  roles: readonly Role[],
  onRefused: (code: string, path: string, message: string) => void = () => undefined,
): Colleague => {
  const { parts } = maker.server
  const issue: Colleague['post'] = async (path, body) => {
    const [, , collection = '', ...rest] = path.split('/')
    const [id, command = id ?? ''] = rest
    const kind = [...parts.ledger.kinds.values()].find(
      ({ contract }) => contract.collection === collection,
    )
    const declared = kind?.handlers.find(({ declaration }) => declaration.name === command)
    if (kind === undefined || declared === undefined || declared.declaration.internal === true)
      throw new Error(`${path} is no command.`)
    // Tests send what a route takes: an object with the input in it.
    const { input, signature } = (body ?? {}) as { input?: unknown; signature?: unknown }
    const { signature: meaning } = declared.declaration
    const done = await parts.dispatch({
      kind: kind.contract.kind,
      command,
      input,
      actor: { id: `person:${who.person}`, roles },
      requestId: 'inside',
      ...(rest.length > 1 && id !== undefined ? { id } : {}),
      ...(meaning === undefined || signature === undefined
        ? {}
        : {
            signature: { name: who.name, at: new Date(maker.time.now).toISOString(), meaning },
          }),
    } as Parameters<typeof parts.dispatch>[0])
    if ('refused' in done) onRefused(done.code, path, done.message)
    return 'refused' in done
      ? {
          status: statusOf(done),
          headers: new Headers(),
          body: { ...done, title: done.message },
        }
      : { status: rest.length > 1 ? 200 : 201, headers: new Headers(), body: done }
  }
  const signature = () => ({ password: '', code: '' })
  return {
    ...who,
    signature,
    post: issue,
    does: async (path, input, sign = false) => {
      const answer = await issue(path, { input, ...(sign ? { signature: signature() } : {}) })
      if (answer.status !== 200 && answer.status !== 201)
        throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
      return answer.body
    },
  }
}
