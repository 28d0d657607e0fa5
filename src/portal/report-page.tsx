import {
  Choice,
  Field,
  Files,
  type FormProblem,
  inList,
  type Typed,
  thanksChoice,
} from './fields.tsx'
import { renderPage, type Site } from './layout.tsx'
import type { Say } from './texts/say.tsx'

interface FormProps {
  /** Names this filling-in: sent twice by an impatient hand, it is still one report. */
  readonly sending: string
  readonly typed?: Typed
  readonly problems?: readonly FormProblem[]
}

const knowledge = [
  ['unknown', 'field.unknown'],
  ['no', 'field.no'],
  ['yes', 'field.yes'],
] as const
/** Letters of the seven sources (clause 9.2) that come to this form. */
const origins = [
  ['f', 'field.source.f'],
  ['d', 'field.source.d'],
  ['b', 'field.source.b'],
] as const

/** The report form: works without script, by keyboard and by screen reader. */
export const reportFormPage = (
  site: Site,
  { sending, typed = {}, problems = [] }: FormProps,
): string => {
  const { say } = site
  const given = { say, typed, problems }
  const filesProblem = problems.find(({ field }) => field === 'files')?.message
  return renderPage(
    site,
    {
      title: say.text('form.title'),
      titled: 'form.title',
      here: '/report',
      scripts: ['/portal/proof.js'],
    },
    <>
      {problems.length === 0 ? null : <NotSent say={say} problems={problems} />}
      <p>
        {say.words('form.intro')} <strong>{say.words('policy.no-patients')}</strong>
      </p>
      <p className="notice">{say.words('form.not-watched')}</p>
      <form
        method="post"
        action={say.href('/report')}
        encType="multipart/form-data"
        data-proof="/report/challenge"
      >
        <input type="hidden" name="sending" value={sending} />
        <Field {...given} name="description" rows={7} required />
        <Field {...given} name="product" hint="product" />
        <Field {...given} name="productVersion" />
        <Field {...given} name="location" hint="location" />
        <Choice {...given} name="source" options={origins} />
        <fieldset>
          <legend>{say.words('form.more')}</legend>
          <Field {...given} name="title" hint="title" />
          <Field {...given} name="steps" rows={5} />
          <Field {...given} name="impact" rows={3} />
          <Choice {...given} name="exploited" options={knowledge} />
          <Choice {...given} name="alreadyPublic" options={knowledge} />
          <Field {...given} name="disclosurePlans" hint="disclosurePlans" rows={2} />
        </fieldset>
        <fieldset>
          <legend>{say.words('form.you')}</legend>
          <Field {...given} name="reporterName" autoComplete="name" />
          <Field
            {...given}
            name="reporterEmail"
            hint="reporterEmail"
            type="email"
            autoComplete="email"
          />
          <Field {...given} name="credit" hint="credit" />
          <Choice {...given} name="thanks" options={thanksChoice} />
          <Field {...given} name="creditLink" hint="creditLink" type="url" autoComplete="url" />
        </fieldset>
        <Files site={site} {...(filesProblem === undefined ? {} : { problem: filesProblem })} />
        <div className="trap" aria-hidden="true">
          <label htmlFor="website">{say.words('form.trap')}</label>
          <input id="website" name="website" type="text" tabIndex={-1} autoComplete="off" />
        </div>
        <button type="submit">{say.words('form.send')}</button>
        <p className="hint" role="status" data-waiting={say.text('form.waiting')} />
      </form>
      <p>
        <a href={say.href('/report/link')}>{say.words('link.lost')}</a>
      </p>
    </>,
  )
}

const NotSent = ({
  say,
  problems,
}: {
  readonly say: Say
  readonly problems: readonly FormProblem[]
}) => (
  // Who cannot see the page change hears first what is to be mended, and is where the links are.
  // biome-ignore lint/a11y/noAutofocus: it comes back only where the form was not taken.
  <div className="problems" role="alert" tabIndex={-1} autoFocus>
    <h2>{say.words('form.not-sent')}</h2>
    <ul>
      {problems.map((problem, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is written once and stays.
        <li key={index}>
          {problem.field === '' ? (
            problem.message
          ) : (
            <a href={`#${problem.field}`}>{inList(say, problem)}</a>
          )}
        </li>
      ))}
    </ul>
    <p>{say.words('form.kept')}</p>
  </div>
)
