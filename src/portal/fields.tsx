import { z } from 'zod'
import { type PortalReport, portalReport } from '../intake/contract.ts'
import { limits } from '../kernel/limits.ts'

/** What stood in the form when it was sent, so that nothing has to be typed again. */
export type Typed = Partial<Record<keyof PortalReport, string>>

export interface FormProblem {
  readonly field: string
  readonly message: string
}

/** The labels of the form; a problem names its field by them. */
const labels = {
  description: 'What did you find?',
  product: 'Product',
  productVersion: 'Version',
  source: 'How do you come to know it?',
  title: 'Title',
  steps: 'How can it be seen again?',
  impact: 'What could somebody do with it?',
  exploited: 'Is it used by attackers already?',
  alreadyPublic: 'Is it known in public?',
  disclosurePlans: 'Do you plan to publish it?',
  reporterName: 'Name',
  reporterEmail: 'E-mail',
  credit: 'How shall we name you in the advisory?',
  files: 'Files',
} as const satisfies Readonly<Record<keyof PortalReport, string>>

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
): readonly FormProblem[] =>
  issues.slice(0, 20).map(({ code, path, message }) => {
    const name = Object.keys(labels).find((known) => known === path[0]) as
      | keyof PortalReport
      | undefined
    if (name === undefined) return { field: '', message }
    const said =
      code !== 'too_big'
        ? message
        : name === 'files'
          ? `Choose at most ${limits.file.perReport} files.`
          : `Shorten this to ${longest(name)} characters.`
    return { field: name, message: said }
  })

/** A problem for the list above the form, where its field is not beside it. */
export const inList = ({ field, message }: FormProblem): string => {
  const label = Object.entries(labels).find(([name]) => name === field)?.[1]
  return label === undefined ? message : `${label}${label.endsWith('?') ? '' : ':'} ${message}`
}

interface Given {
  readonly typed: Typed
  readonly problems: readonly FormProblem[]
}

interface FieldProps extends Given {
  readonly name: keyof PortalReport
  readonly hint?: string
  readonly rows?: number
  readonly required?: boolean
  readonly type?: 'text' | 'email'
  readonly autoComplete?: string
}

export const Field = ({
  name,
  hint,
  rows,
  required = false,
  type = 'text',
  autoComplete = 'off',
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
  return (
    <div className="field">
      <label htmlFor={name}>
        {labels[name]}
        {required ? ' (needed)' : ''}
      </label>
      {hint === undefined ? null : (
        <p className="hint" id={`${name}-hint`}>
          {hint}
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

export const Choice = ({
  name,
  options,
  typed,
}: {
  readonly name: keyof PortalReport
  /** The first one is chosen until somebody chooses. */
  readonly options: readonly (readonly [value: string, text: string])[]
  readonly typed: Typed
}) => (
  <div className="field">
    <label htmlFor={name}>{labels[name]}</label>
    <select id={name} name={name} defaultValue={typed[name] ?? options[0]?.[0]}>
      {options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  </div>
)

const megabytes = Math.floor(limits.file.reportTotalBytes / 1_048_576)

export const Files = ({ problem }: { readonly problem?: string }) => (
  <div className="field">
    <label htmlFor="files">{labels.files}</label>
    <p className="hint" id="files-hint">
      At most {limits.file.perReport} files, {megabytes} MB together.
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
