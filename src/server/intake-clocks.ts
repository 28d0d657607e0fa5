import { existsSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { defaultClocksText, type IntakeClocks, intakeClocksSchema } from '../intake/index.ts'
import { limits } from '../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../kernel/result.ts'

const nameOf = (dataDir: string): string => join(dataDir, 'intake-clocks.yaml')

/** The clocks that come with the program. */
export const shippedClocks = (): IntakeClocks => intakeClocksSchema.parse(parse(defaultClocksText))

/** The clocks of reports: the maker's own `intake-clocks.yaml`, or those that come with the program. */
export const readIntakeClocks = (dataDir: string): IntakeClocks | Refusal => {
  const file = nameOf(dataDir)
  const own = existsSync(file) ? contentOf(file) : null
  if (isRefusal(own)) return own
  if (own === null) return shippedClocks()
  const parsed = intakeClocksSchema.safeParse(own)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const path = issue?.path.map(String).join('.') ?? ''
  return refuse(
    'settings/bad-value',
    `${file} cannot be used: ${path === '' ? '' : `${path}: `}${issue?.message ?? 'unknown reason'} An example that works: clocks.acknowledgement.within: 5 days. Without the file, the clocks that come with the program hold.`,
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

/** Writes the file with the shipped clocks in comments, where there is none yet. */
export const writeIntakeClocksFile = async (dataDir: string): Promise<void> => {
  const file = nameOf(dataDir)
  if (existsSync(file)) return
  const lines = defaultClocksText.trimEnd().split('\n')
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  await writeFile(
    file,
    `# Dates of reports: until when somebody answers, who is reminded, who hears when it is late.\n# To have your own, take away the # before every line below and change what differs.\n\n${lines.map((line) => `# ${line}`).join('\n')}\n`,
    { mode: 0o600, flag: 'wx' },
  )
}
