import { Choice, Field, Files, type FormProblem, inList, type Typed } from './fields.tsx'
import { type Maker, renderPage } from './layout.tsx'

interface FormProps {
  readonly maker: Maker
  /** Names this filling-in: sent twice by an impatient hand, it is still one report. */
  readonly sending: string
  readonly typed?: Typed
  readonly problems?: readonly FormProblem[]
}

const knowledge = [
  ['unknown', 'I do not know'],
  ['no', 'No'],
  ['yes', 'Yes'],
] as const
/** Letters of the seven sources (clause 9.2) that come to this form. */
const origins = [
  ['f', 'By research or testing'],
  ['d', 'I use or look after the product'],
  ['b', 'I supply a part of the product'],
] as const

/** The report form: works without script, by keyboard and by screen reader. */
export const reportFormPage = ({
  maker,
  sending,
  typed = {},
  problems = [],
}: FormProps): string => {
  const given = { typed, problems }
  const filesProblem = problems.find(({ field }) => field === 'files')?.message
  return renderPage(
    'Report a vulnerability',
    maker,
    <>
      {problems.length === 0 ? null : <NotSent problems={problems} />}
      <p>
        Only the first answer is needed. <strong>Please leave out data of patients.</strong>
      </p>
      <p className="notice">
        Nobody watches this form day and night. If patients are in danger now, call our service too.
      </p>
      <form method="post" action="/report" encType="multipart/form-data">
        <input type="hidden" name="sending" value={sending} />
        <Field {...given} name="description" rows={7} required />
        <Field {...given} name="product" hint="As it is written on the device or screen." />
        <Field {...given} name="productVersion" />
        <Choice name="source" options={origins} typed={typed} />
        <fieldset>
          <legend>More, if you know it</legend>
          <Field {...given} name="title" hint="Leave it empty, and your first words will do." />
          <Field {...given} name="steps" rows={5} />
          <Field {...given} name="impact" rows={3} />
          <Choice name="exploited" options={knowledge} typed={typed} />
          <Choice name="alreadyPublic" options={knowledge} typed={typed} />
          <Field {...given} name="disclosurePlans" hint="When and where, if you know." rows={2} />
        </fieldset>
        <fieldset>
          <legend>About you, if you like</legend>
          <Field {...given} name="reporterName" autoComplete="name" />
          <Field
            {...given}
            name="reporterEmail"
            hint="We write there when something happens. Without it, only your secret link tells you."
            type="email"
            autoComplete="email"
          />
          <Field {...given} name="credit" hint="Leave empty to stay unnamed." />
        </fieldset>
        <Files {...(filesProblem === undefined ? {} : { problem: filesProblem })} />
        <div className="trap" aria-hidden="true">
          <label htmlFor="website">Leave this empty</label>
          <input id="website" name="website" type="text" tabIndex={-1} autoComplete="off" />
        </div>
        <button type="submit">Send the report</button>
      </form>
    </>,
    '/report',
  )
}

const NotSent = ({ problems }: { readonly problems: readonly FormProblem[] }) => (
  <div className="problems" role="alert">
    <h2>The report was not sent yet</h2>
    <ul>
      {problems.map((problem) => (
        <li key={`${problem.field}${problem.message}`}>
          {problem.field === '' ? (
            problem.message
          ) : (
            <a href={`#${problem.field}`}>{inList(problem)}</a>
          )}
        </li>
      ))}
    </ul>
    <p>What you typed is still here. Files must be chosen again.</p>
  </div>
)
