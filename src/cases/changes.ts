import type { CaseState } from './state.ts'

/** What one fact changed, in values as they are recorded: `affected`, `code-fix`, a vector. */
export interface Change {
  readonly what:
    | 'status'
    | 'impact'
    | 'score'
    | 'exploitation'
    | 'disposition'
    | 'ending'
    | 'disclosure'
    | 'embargo'
    | 'cve'
    | 'cwe'
    | 'root-cause'
    | 'task'
  /** Of which revision, score or task; empty where there is one only. */
  readonly which: string
  /** The product, where it is about one. */
  readonly product: string | null
  /** Empty where there was nothing; or is nothing any more. */
  readonly before: string
  readonly after: string
}

/**
 * What of a case is another than before: rows of the impact, scores, decisions, where it stands. Facts
 * tell the new value; this tells also which it replaced.
 */
export const changesBetween = (before: CaseState, after: CaseState): readonly Change[] => {
  const [old, now] = [valuesOf(before), valuesOf(after)]
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key): readonly Change[] => {
    const [was, is] = [old.get(key), now.get(key)]
    const known = is ?? was
    return known === undefined || was?.value === is?.value
      ? []
      : [
          {
            what: known.what,
            which: known.which,
            product: known.product,
            before: was?.value ?? '',
            after: is?.value ?? '',
          },
        ]
  })
}

interface Value extends Pick<Change, 'what' | 'which' | 'product'> {
  readonly value: string
}

const valuesOf = (state: CaseState): ReadonlyMap<string, Value> => {
  const values = new Map<string, Value>()
  const add = (what: Change['what'], value: string, which = '', product: string | null = null) => {
    if (value !== '')
      values.set(`${what} ${product ?? ''} ${which}`, { what, which, product, value })
  }
  add('status', state.status)
  add('cve', state.cve ?? '')
  add('cwe', state.cwe ?? '')
  add('root-cause', state.rootCause)
  for (const { product, revision, status, justification, decided } of state.impact)
    add(
      'impact',
      decided === null ? 'proposed' : joined([status, justification ?? '']),
      revision,
      product,
    )
  for (const { version, source, score, severity, vector, product } of state.scores)
    add('score', `${score} (${severity}) ${vector}`, `CVSS ${version}, ${source}`, product ?? null)
  add('exploitation', state.exploitation?.status ?? '')
  const { disposition, ending, disclosure, embargo } = state
  if (disposition !== null) add('disposition', approved(disposition.path, disposition))
  if (ending !== null) add('ending', approved(ending.ending, ending))
  if (disclosure !== null)
    add(
      'disclosure',
      approved(
        disclosure.disclose
          ? joined([
              'disclose',
              disclosure.audiences.join(' and '),
              disclosure.on ?? '',
              disclosure.tlp,
            ])
          : 'withhold',
        disclosure,
      ),
    )
  if (embargo !== null)
    add(
      'embargo',
      joined([
        `${embargo.named.length} named`,
        embargo.until === undefined ? '' : `until ${embargo.until}`,
      ]),
    )
  for (const { task, title, issue, closed } of state.tasks)
    values.set(`task ${task}`, {
      what: 'task',
      which: title,
      product: null,
      value: closed?.outcome ?? joined(['open', issue?.status ?? '']),
    })
  return values
}

const joined = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(', ')

const approved = (what: string, decision: { readonly approved: unknown }): string =>
  joined([what, decision.approved === null ? 'not approved' : 'approved'])
