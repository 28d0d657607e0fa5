import type { PortalReport } from '../intake/contract.ts'
import { limits } from '../kernel/limits.ts'
import { type Maker, renderPage } from './layout.tsx'

/** What stood in the form when it was sent, so that nothing has to be typed again. */
export type Typed = Partial<Record<keyof PortalReport, string>>

export interface FormProblem {
  readonly field: string
  readonly message: string
}

interface FormProps {
  readonly maker: Maker
  readonly typed?: Typed
  readonly problems?: readonly FormProblem[]
}

interface FieldProps {
  readonly name: keyof PortalReport
  readonly label: string
  readonly hint?: string
  readonly rows?: number
  readonly required?: boolean
  readonly type?: 'text' | 'email'
  readonly autoComplete?: string
  readonly typed: Typed
  readonly problems: readonly FormProblem[]
}

const Field = ({
  name,
  label,
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
    'aria-invalid': problem !== undefined,
    ...(described === '' ? {} : { 'aria-describedby': described }),
  }
  return (
    <div className="field">
      <label htmlFor={name}>
        {label}
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
        <input
          {...common}
          type={type}
          maxLength={limits.text.line}
          defaultValue={typed[name] ?? ''}
        />
      ) : (
        <textarea
          {...common}
          rows={rows}
          maxLength={limits.text.long}
          defaultValue={typed[name] ?? ''}
        />
      )}
    </div>
  )
}

const Choice = ({
  name,
  label,
  typed,
}: {
  name: keyof PortalReport
  label: string
  typed: Typed
}) => (
  <div className="field">
    <label htmlFor={name}>{label}</label>
    <select id={name} name={name} defaultValue={typed[name] ?? 'unknown'}>
      <option value="unknown">I do not know</option>
      <option value="no">No</option>
      <option value="yes">Yes</option>
    </select>
  </div>
)

const megabytes = Math.floor(limits.file.reportTotalBytes / 1_048_576)

/** The report form: works without script, by keyboard and by screen reader. */
export const reportFormPage = ({ maker, typed = {}, problems = [] }: FormProps): string => {
  const given = { typed, problems }
  return renderPage(
    'Report a vulnerability',
    maker,
    <>
      {problems.length === 0 ? null : (
        <div className="problems" role="alert">
          <h2>The report was not sent yet</h2>
          <ul>
            {problems.map(({ field, message }) => (
              <li key={`${field}${message}`}>
                {field === '' ? message : <a href={`#${field}`}>{message}</a>}
              </li>
            ))}
          </ul>
          <p>What you typed is still here. Files must be chosen again.</p>
        </div>
      )}
      <p>
        Only the description is needed. <strong>Please leave out data of patients.</strong>
      </p>
      <form method="post" action="/report" encType="multipart/form-data">
        <Field {...given} name="title" label="In a few words" />
        <Field {...given} name="description" label="What did you find?" rows={7} required />
        <Field
          {...given}
          name="product"
          label="Product"
          hint="As it is written on the device or screen."
        />
        <Field {...given} name="productVersion" label="Version" />
        <Field {...given} name="steps" label="How can it be seen again?" rows={5} />
        <Field {...given} name="impact" label="What could somebody do with it?" rows={3} />
        <Choice name="exploited" label="Is it used by attackers already?" typed={typed} />
        <Choice name="alreadyPublic" label="Is it known in public?" typed={typed} />
        <Field
          {...given}
          name="disclosurePlans"
          label="Do you plan to publish it?"
          hint="When and where, if you know."
          rows={2}
        />
        <div className="field">
          <label htmlFor="files">Files</label>
          <p className="hint" id="files-hint">
            At most {limits.file.perReport} files, {megabytes} MB together.
          </p>
          <input id="files" name="files" type="file" multiple aria-describedby="files-hint" />
        </div>
        <fieldset>
          <legend>About you, if you like</legend>
          <Field {...given} name="reporterName" label="Name" autoComplete="name" />
          <Field
            {...given}
            name="reporterEmail"
            label="E-mail"
            hint="We write there when something happens. Without it, only your secret link tells you."
            type="email"
            autoComplete="email"
          />
          <Field
            {...given}
            name="credit"
            label="How shall we name you in the advisory?"
            hint="Leave empty to stay unnamed."
          />
        </fieldset>
        <div className="trap" aria-hidden="true">
          <label htmlFor="website">Leave this empty</label>
          <input id="website" name="website" type="text" tabIndex={-1} autoComplete="off" />
        </div>
        <button type="submit">Send the report</button>
      </form>
    </>,
  )
}

interface ReceivedProps {
  readonly maker: Maker
  readonly reference: string
  readonly link: string
  readonly nextDate: string
  readonly checkpoint: string
}

/** Shown once, straight after sending: reference, secret link, and the ledger’s checkpoint. */
export const receivedPage = ({
  maker,
  reference,
  link,
  nextDate,
  checkpoint,
}: ReceivedProps): string =>
  renderPage(
    'Thank you, we have your report',
    maker,
    <>
      <dl>
        <dt>Reference</dt>
        <dd id="reference">{reference}</dd>
        <dt>Your secret link</dt>
        <dd>
          <a id="secret-link" href={link}>
            {link}
          </a>
        </dd>
        <dt>A person answers by</dt>
        <dd>
          <time dateTime={nextDate}>{nextDate}</time>
        </dd>
      </dl>
      <p className="notice">
        <strong>Keep the link.</strong> It is shown only now. With it you see how the report stands,
        and can add to it. Whoever has it can do the same.
      </p>
      {checkpoint === '' ? null : (
        <details>
          <summary>Proof for later</summary>
          <p>
            This signed line fixes the state of our records when your report came in. Keep it: if we
            ever changed or lost a record, it would show.
          </p>
          <pre>{checkpoint}</pre>
        </details>
      )}
    </>,
  )
