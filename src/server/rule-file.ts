import { existsSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { z } from 'zod'
import { limits } from '../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../kernel/result.ts'

/** Rules that a maker may set: a file in the data folder, or else what comes with the program. */
export interface RuleFile<Schema extends z.ZodType> {
  /** Of the file in the data folder. */
  readonly name: string
  readonly schema: Schema
  /** YAML that comes with the program. */
  readonly shipped: string
  /** What the file is about, in one line; it stands at its top. */
  readonly about: string
  /** A key and a value that work, for the error of a file that does not. */
  readonly example: string
  /** What the written file shows instead of what is shipped, in comments already. */
  readonly shown?: string
}

export const shippedRules = <Schema extends z.ZodType>({
  schema,
  shipped,
}: RuleFile<Schema>): z.output<Schema> => schema.parse(parse(shipped))

/** Refuses with `settings/bad-file` or `settings/bad-value`, naming file and key. */
export const readRuleFile = <Schema extends z.ZodType>(
  dataDir: string,
  rules: RuleFile<Schema>,
): z.output<Schema> | Refusal => {
  const file = join(dataDir, rules.name)
  const own = existsSync(file) ? contentOf(file) : null
  if (isRefusal(own)) return own
  if (own === null) return shippedRules(rules)
  const parsed = rules.schema.safeParse(own)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const path = issue?.path.map(String).join('.') ?? ''
  return refuse(
    'settings/bad-value',
    `${file} cannot be used: ${path === '' ? '' : `${path}: `}${issue?.message ?? 'unknown reason'} An example that works: ${rules.example}. Without the file, what comes with the program holds.`,
  )
}

/** Null where there is nothing but comments. */
const contentOf = (file: string): unknown => {
  const text = readFileSync(file, 'utf8')
  if (text.length > limits.http.bodyBytes)
    return refuse('settings/bad-file', `${file} is too large for a rule file.`)
  try {
    return parse(text, { maxAliasCount: 0 }) ?? null
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    return refuse('settings/bad-file', `${file} cannot be read as YAML: ${why}`)
  }
}

/** Writes the file with the shipped rules in comments, where there is none yet. */
export const writeRuleFile = async (
  dataDir: string,
  { name, shipped, about, shown }: RuleFile<z.ZodType>,
): Promise<void> => {
  const file = join(dataDir, name)
  if (existsSync(file)) return
  const lines = shipped.trimEnd().split('\n')
  const commented = shown ?? `${lines.map((line) => `# ${line}`).join('\n')}\n`
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  await writeFile(
    file,
    `# ${about}\n# To have your own, take away the first # before every line below and change what differs.\n\n${commented}`,
    { mode: 0o600, flag: 'wx' },
  )
}
