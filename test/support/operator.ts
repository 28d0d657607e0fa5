import type { Answer, Colleague, Maker } from './maker.ts'

/** The local operator, whose token outlives every session: for tests that let days pass. */
export const operatorOf = (maker: Maker): Pick<Colleague, 'get' | 'does'> => {
  const call = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const answer = await maker.fetch(path, {
      ...init,
      headers: {
        authorization: `Bearer ${maker.server.parts.localToken}`,
        ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
    })
    return { status: answer.status, headers: answer.headers, body: await answer.json() }
  }
  return {
    get: (path) => call(path),
    does: async (path, input) => {
      const { status, body } = await call(path, { method: 'POST', body: JSON.stringify({ input }) })
      if (status !== 200 && status !== 201)
        throw new Error(`${path}: ${status} ${JSON.stringify(body)}`)
      return body
    },
  }
}
