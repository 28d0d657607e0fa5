import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { createOpenAiJudge } from '../../connections/models/open-ai.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { SecondJudge } from '../../kernel/second-judge.ts'
import { secretSchema } from '../../kernel/secret.ts'
import { readSecret } from '../channels/secret.ts'

const schema = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).max(500),
  model: z.string().min(1).max(200),
  token: secretSchema.optional(),
  seconds: z.number().int().min(1).max(3_600).default(300),
})

/**
 * The second judge that a file names: `url`, `model`, `token` ({file} beside it, or {env}), `seconds`.
 * Refuses what cannot be used, with the key.
 */
export const readSecondJudge = async (file: string): Promise<SecondJudge | Refusal> => {
  let content: unknown
  try {
    content = parse(await readFile(file, 'utf8'), { maxAliasCount: 0 })
  } catch (cause) {
    return bad(file, cause instanceof Error ? cause.message : String(cause))
  }
  const parsed = schema.safeParse(content)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return bad(file, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unknown reason'}`)
  }
  const { token, ...rest } = parsed.data
  try {
    const secret = token === undefined ? '' : await readSecret(token, dirname(file))
    return createOpenAiJudge({ ...rest, token: secret })
  } catch (cause) {
    return bad(file, `token: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
}

const bad = (file: string, why: string): Refusal =>
  refuse(
    'second/bad-settings',
    `${file} cannot be used: ${why}. The how-to "Ask a second judge" shows one that works.`,
  )
