import { z } from 'zod'
import { isProtected } from '../../kernel/protected-address.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { SecondJudge } from '../../kernel/second-judge.ts'

export interface OpenAiSettings {
  /** The base address of the API, such as `http://127.0.0.1:11434/v1`. */
  readonly url: string
  readonly model: string
  /** Empty where the server asks for none. */
  readonly token: string
  readonly seconds: number
}

const answerBytes = 1_048_576
const answerSchema = z.object({
  choices: z
    .array(z.object({ message: z.object({ content: z.string().max(answerBytes) }) }))
    .min(1),
})

/**
 * A model behind the chat completions of an OpenAI-compatible API: what llama.cpp, Ollama, vLLM and
 * services to rent speak. Over https, or http within this machine; no redirects, a time-out for
 * each try, bounded; a busy one is asked again.
 */
export const createOpenAiJudge = ({
  url,
  model,
  token,
  seconds,
}: OpenAiSettings): SecondJudge | Refusal => {
  if (!isProtected(url))
    return refuse(
      'second/not-protected',
      `Documents travel to ${url} without protection. Give an https address, or http within this machine.`,
    )
  const address = `${url.replace(/\/+$/, '')}/chat/completions`
  const name = `${model} at ${url}`
  return {
    name,
    ask: async ({ task, material }) => {
      try {
        const answer = await patiently(() =>
          fetch(address, {
            method: 'POST',
            redirect: 'error',
            signal: AbortSignal.timeout(seconds * 1_000),
            headers: {
              'content-type': 'application/json',
              accept: 'application/json',
              ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
            },
            body: JSON.stringify({
              model,
              // The same question shall have the same answer, as far as the server can.
              temperature: 0,
              seed: 1,
              stream: false,
              response_format: { type: 'json_object' },
              messages: [
                { role: 'system', content: task },
                { role: 'user', content: material },
              ],
            }),
          }),
        )
        const text = await bounded(answer)
        if (!answer.ok)
          return refuse(
            'second/refused',
            `${name} answers ${answer.status}. See that the model and the token are right.`,
          )
        const parsed = answerSchema.safeParse(jsonOf(text))
        return parsed.success
          ? (parsed.data.choices[0]?.message.content ?? '')
          : refuse(
              'second/no-answer',
              `${name} does not speak the chat completions that were asked.`,
            )
      } catch (cause) {
        // A token never stands in what is told; the cause of fetch says only what went wrong.
        const why = cause instanceof Error ? (cause.cause ?? cause) : cause
        return refuse(
          'second/unreachable',
          `${name} could not be asked: ${why instanceof Error ? why.message : String(why)}.`,
        )
      }
    },
  }
}

const tries = 4
/** Seconds: what a service asks for, but no longer. */
const longestWait = 60

/** A service that is busy (429, 503) is asked again, after as long as it wants to be left alone. */
const patiently = async (ask: () => Promise<Response>): Promise<Response> => {
  for (let tried = 1; ; tried++) {
    const answer = await ask()
    if (tried === tries || (answer.status !== 429 && answer.status !== 503)) return answer
    await answer.body?.cancel()
    const asked = answer.headers.get('retry-after') ?? ''
    const seconds = /^\d{1,6}$/.test(asked) ? Number(asked) : 2 ** tried
    await new Promise<void>((resume) => {
      setTimeout(resume, Math.min(seconds, longestWait) * 1_000)
    })
  }
}

const bounded = async ({ body }: Response): Promise<string> => {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of body ?? []) {
    size += part.length
    if (size > answerBytes) throw new Error('it answers more than 1 MiB')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
