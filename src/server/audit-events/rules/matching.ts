import { type AuditEvent, auditSeverities } from '../../../formats/audit-event.ts'
import type { AuditRules, Conditions, Rule, WorkingTime } from './schema.ts'
import { workingHours } from './working-time.ts'

export interface Matcher {
  readonly rule: Rule
  /** Whether the event, at this moment (milliseconds since 1970), is one the rule counts. */
  matches(event: AuditEvent, moment: number): boolean
}

type Condition = (event: AuditEvent, moment: number) => boolean

export const matchersOf = ({ rules, workingTime }: AuditRules): readonly Matcher[] =>
  rules.map((rule) => {
    const any = rule.match.any.map((one) => allOf(one, workingTime))
    return { rule, matches: (event, moment) => any.some((meets) => meets(event, moment)) }
  })

/** The cheap ones first: most events are ended by their type. */
const allOf = (conditions: Conditions, workingTime: WorkingTime): Condition => {
  const { severityAtLeast, contains, code, outOfHours } = conditions
  const list: Condition[] = []
  for (const name of ['type', 'outcome', 'action'] as const) {
    const values: readonly string[] | undefined = conditions[name]
    if (values !== undefined) list.push((event) => values.includes(event[name]))
  }
  for (const name of ['source', 'actor', 'object', 'product'] as const) {
    const values = conditions[name]?.map((value) => value.toLowerCase())
    if (values !== undefined)
      list.push((event) => values.includes((event[name] ?? '').toLowerCase()))
  }
  if (code !== undefined)
    list.push((event) => event.code.split(' ').some((one) => code.includes(one)))
  if (severityAtLeast !== undefined) {
    const most = auditSeverities.indexOf(severityAtLeast)
    list.push(({ severity }) => severity !== undefined && auditSeverities.indexOf(severity) <= most)
  }
  if (contains !== undefined) {
    const words = contains.map((one) => one.toLowerCase())
    list.push(({ detail }) => {
      const text = detail.toLowerCase()
      return words.some((word) => text.includes(word))
    })
  }
  if (outOfHours === true) {
    const works = workingHours(workingTime)
    list.push((_event, moment) => !works(moment))
  }
  return (event, moment) => list.every((meets) => meets(event, moment))
}
