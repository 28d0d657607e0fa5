import type { ReactNode } from 'react'
import { z } from 'zod'
import { type PortalReport, portalReport } from '../intake/contract.ts'
import { limits } from '../kernel/limits.ts'
import type { Site } from './layout.tsx'
import type { Say } from './texts/say.tsx'

/** What stood in the form when it was sent, so that nothing has to be typed again. */
export type Typed = Partial<Record<keyof PortalReport, string>>

export interface FormProblem {
  readonly field: string
  readonly message: ReactNode
}

const fieldNames = Object.keys(portalReport.shape) as readonly (keyof PortalReport)[]
const fieldNamed = (name: unknown): keyof PortalReport | undefined =>
  fieldNames.find((known) => known === name)

/** As many characters as the schema takes: the form and the server know one limit. */
const longest = (name: keyof PortalReport): number => {
  const field: unknown = portalReport.shape[name]
  const inner = field instanceof z.ZodDefault ? field.unwrap() : field
  return (inner instanceof z.ZodString ? inner.maxLength : undefined) ?? limits.text.line
}

/** What the schema did not take, in words for whoever filled in the form. */
export const problemsIn = (
  issues: readonly {
    readonly code: string
    readonly path: readonly PropertyKey[]
    readonly message: string
  }[],
  say: Say,
): readonly FormProblem[] =>
  issues.slice(0, 20).map(({ code, path, message }) => {
    const field = fieldNamed(path[0])
    if (field === undefined) return { field: '', message }
    if (code === 'too_big')
      return field === 'files'
        ? { field, message: say.text('problem.too-many-files', { count: limits.file.perReport }) }
        : { field, message: say.text('problem.too-long', { count: longest(field) }) }
    if (field === 'description' || field === 'reporterEmail' || field === 'creditLink')
      return { field, message: say.text(`problem.${field}`) }
    return { field, message }
  })

/** A problem for the list above the form, where its field is not beside it. */
export const inList = (say: Say, { field, message }: FormProblem): ReactNode => {
  const name = fieldNamed(field)
  if (name === undefined) return message
  const label = say.text(`field.${name}`)
  return (
    <>
      {label}
      {label.endsWith('?') ? ' ' : ': '}
      {message}
    </>
  )
}

interface Given {
  readonly say: Say
  readonly typed: Typed
  readonly problems: readonly FormProblem[]
}

interface FieldProps extends Given {
  readonly name: keyof PortalReport
  readonly hint?:
    | 'product'
    | 'location'
    | 'title'
    | 'disclosurePlans'
    | 'reporterEmail'
    | 'credit'
    | 'creditLink'
  readonly rows?: number
  readonly required?: boolean
  readonly type?: 'text' | 'email' | 'url'
  readonly autoComplete?: string
}

export const Field = ({
  name,
  hint,
  rows,
  required = false,
  type = 'text',
  autoComplete = 'off',
  say,
  typed,
  problems,
}: FieldProps) => {
  const problem = problems.find(({ field }) => field === name)
  const described = [
    ...(hint === undefined ? [] : [`${name}-hint`]),
    ...(problem === undefined ? [] : [`${name}-problem`]),
  ].join(' ')
  const common = {
    id: name,
    name,
    required,
    autoComplete,
    maxLength: longest(name),
    defaultValue: typed[name] ?? '',
    ...(problem === undefined ? {} : { 'aria-invalid': true }),
    ...(described === '' ? {} : { 'aria-describedby': described }),
  }
  const label = say.words(`field.${name}`)
  return (
    <div className="field">
      <label htmlFor={name}>{required ? say.words('form.needed', { label }) : label}</label>
      {hint === undefined ? null : (
        <p className="hint" id={`${name}-hint`}>
          {say.words(`field.${hint}.hint`)}
        </p>
      )}
      {problem === undefined ? null : (
        <p className="problem" id={`${name}-problem`}>
          {problem.message}
        </p>
      )}
      {rows === undefined ? (
        <input {...common} type={type} />
      ) : (
        <textarea {...common} rows={rows} />
      )}
    </div>
  )
}

/** Nobody is named in public who did not say so. */
export const thanksChoice = [
  ['no', 'field.no'],
  ['yes', 'field.yes'],
] as const

export const Choice = ({
  name,
  options,
  say,
  typed,
}: {
  readonly name: keyof PortalReport
  /** The first one is chosen until somebody chooses. */
  readonly options: readonly (readonly [value: string, key: Parameters<Say['text']>[0]])[]
  readonly say: Say
  readonly typed: Typed
}) => (
  <div className="field">
    <label htmlFor={name}>{say.words(`field.${name}`)}</label>
    <select id={name} name={name} defaultValue={typed[name] ?? options[0]?.[0]}>
      {options.map(([value, key]) => (
        <option key={value} value={value} {...say.mark(key)}>
          {say.text(key)}
        </option>
      ))}
    </select>
  </div>
)

export const Files = ({
  site: { say, filesMegabytes },
  problem,
}: {
  readonly site: Site
  readonly problem?: ReactNode
}) => (
  <div className="field">
    <label htmlFor="files">{say.words('field.files')}</label>
    <p className="hint" id="files-hint">
      {say.words('field.files.hint', {
        count: limits.file.perReport,
        megabytes: filesMegabytes,
      })}
    </p>
    {problem === undefined ? null : (
      <p className="problem" id="files-problem">
        {problem}
      </p>
    )}
    <input
      id="files"
      name="files"
      type="file"
      multiple
      aria-describedby={problem === undefined ? 'files-hint' : 'files-hint files-problem'}
    />
  </div>
)
