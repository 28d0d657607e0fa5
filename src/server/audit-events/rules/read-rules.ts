import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { type Refusal, refuse } from '../../../kernel/result.ts'
import { type AuditRules, rulesFile } from './schema.ts'

const shipped = new URL('../default-rules.yaml', import.meta.url)

/**
 * The maker's audit-rules.yaml in the data folder, or the rules that come with the server. A file
 * that cannot be used refuses the start: rules that nobody reads would be silence.
 */
export const readAuditRules = (dataDir: string): AuditRules | Refusal => {
  const own = join(dataDir, 'audit-rules.yaml')
  return existsSync(own)
    ? parseAuditRules(readFileSync(own, 'utf8'), own)
    : parseAuditRules(readFileSync(shipped, 'utf8'), 'default-rules.yaml')
}

export const parseAuditRules = (text: string, file: string): AuditRules | Refusal => {
  let content: unknown
  try {
    content = parse(text, { maxAliasCount: 0 })
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    return refuse('settings/bad-file', `${file} cannot be read as YAML: ${why}`)
  }
  const parsed = rulesFile.safeParse(content)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  return refuse(
    'settings/bad-value',
    `${file} cannot be used: ${nameOf(issue?.path ?? [], content)}${issue?.message ?? 'unknown reason'}. ${example}`,
  )
}

const example =
  'A rule that works: { id: audit-stopped, title: The audit log was stopped, match: { type: audit-stopped }, causedBy: [source], threshold: 1, window: 1d }'

/** `rule "audit-stopped", window: `; a rule without a name is counted. */
const nameOf = (path: readonly PropertyKey[], content: unknown): string => {
  const [first, index, ...rest] = path
  if (first !== 'rules' || typeof index !== 'number')
    return path.length === 0 ? '' : `${path.map(String).join('.')}: `
  const rules: unknown =
    typeof content === 'object' && content !== null ? Reflect.get(content, 'rules') : []
  const rule: unknown = Array.isArray(rules) ? rules[index] : undefined
  const id: unknown =
    typeof rule === 'object' && rule !== null ? Reflect.get(rule, 'id') : undefined
  const name = typeof id === 'string' ? `rule "${id.slice(0, 60)}"` : `rule ${index + 1}`
  return `${name}${rest.length === 0 ? '' : `, ${rest.map(String).join('.')}`}: `
}
