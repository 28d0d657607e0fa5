import type { ReactNode } from 'react'
import type { ReporterPage } from '../intake/contract.ts'
import { limits } from '../kernel/limits.ts'
import { Choice, Field, Files, thanksChoice } from './fields.tsx'
import { Proof, renderPage, type Site } from './layout.tsx'
import type { Say } from './texts/say.tsx'

interface Props {
  readonly page: ReporterPage
  /** The page’s own secret address, without the language. */
  readonly path: string
  readonly checkpoint: string
  readonly said?: ReactNode
  readonly problem?: ReactNode
  /** What stood in the message when it was not taken. */
  readonly typed?: string
}

/** What a reporter sees behind the secret link: where it stands, the thread, and a way to add. */
export const reporterPage = (
  site: Site,
  { page, path, checkpoint, said, problem, typed = '' }: Props,
): string => {
  const { say } = site
  const { reference } = page
  return renderPage(
    site,
    { title: say.text('reporter.title', { reference }), titled: 'reporter.title' },
    <>
      {said === undefined ? null : (
        <p className="notice" role="status">
          {said}
        </p>
      )}
      {problem === undefined ? null : (
        <p className="problems" role="alert">
          {problem}
          {typed === '' ? null : (
            <>
              {' '}
              <a href="#message">{say.words('reporter.still-below')}</a>
            </>
          )}
        </p>
      )}
      <p className="lead" id="standing">
        {say.words(`standing.${page.standing}`)}
      </p>
      <dl>
        <dt>{say.words('reporter.about')}</dt>
        <dd>{page.title}</dd>
        <dt>{say.words('reporter.received')}</dt>
        <dd>{say.day(page.receivedAt)}</dd>
        {page.exit === null ? null : (
          <>
            <dt>{say.words('reporter.exit')}</dt>
            <dd>{say.words(`exit.${page.exit}`)}</dd>
          </>
        )}
        <Promised say={say} name="reporter.assess" day={page.assessBy} />
        <Promised say={say} name="reporter.next" day={page.nextDate} />
      </dl>
      <h2>{say.words('reporter.messages')}</h2>
      <ol className="thread">
        {page.thread.map((entry, index) => (
          <Entry key={`${entry.at}-${String(index)}`} entry={entry} site={site} />
        ))}
      </ol>
      <form method="post" action={say.href(path)} encType="multipart/form-data">
        <h2>{say.words('reporter.add')}</h2>
        {page.status === 'closed' ? <p>{say.words('reporter.reopens')}</p> : null}
        <div className="field">
          <label htmlFor="message">{say.words('reporter.message')}</label>
          <textarea
            id="message"
            name="message"
            rows={5}
            maxLength={limits.text.long}
            defaultValue={typed}
          />
        </div>
        <Files site={site} />
        <button type="submit">{say.words('reporter.send')}</button>
      </form>
      <Credit say={say} page={page} path={path} />
      {page.status === 'closed' || page.withdrawn ? null : <Withdrawal say={say} path={path} />}
      <Proof say={say} checkpoint={checkpoint}>
        {say.words('reporter.proof')}
      </Proof>
    </>,
  )
}

const Promised = ({
  say,
  name,
  day,
}: {
  readonly say: Say
  readonly name: 'reporter.assess' | 'reporter.next'
  readonly day: string | null
}) =>
  day === null ? null : (
    <>
      <dt>{say.words(name)}</dt>
      <dd>{say.day(day)}</dd>
    </>
  )

/** What is wished is sealed, and shown to nobody here: the link may have come into other hands. */
const Credit = ({
  say,
  page,
  path,
}: {
  readonly say: Say
  readonly page: ReporterPage
  readonly path: string
}) => (
  <details>
    <summary>{say.words('credit.title')}</summary>
    <form method="post" action={say.href(`${path}/credit`)}>
      <p>
        {say.words(page.credit ? 'credit.there' : 'credit.none')}{' '}
        {page.thanks ? say.words('credit.thanks') : null}
      </p>
      <div className="field">
        <label htmlFor="credit">{say.words('field.credit')}</label>
        <p className="hint" id="credit-hint">
          {say.words('field.credit.hint')}
        </p>
        <input
          id="credit"
          name="credit"
          type="text"
          autoComplete="off"
          maxLength={limits.text.line}
          aria-describedby="credit-hint"
        />
      </div>
      <Choice say={say} typed={{}} name="thanks" options={thanksChoice} />
      <Field
        say={say}
        typed={{}}
        problems={[]}
        name="creditLink"
        hint="creditLink"
        type="url"
        autoComplete="url"
      />
      <button type="submit">{say.words('credit.send')}</button>
    </form>
  </details>
)

const Withdrawal = ({ say, path }: { readonly say: Say; readonly path: string }) => (
  <details>
    <summary>{say.words('withdraw.title')}</summary>
    <form method="post" action={say.href(`${path}/withdraw`)}>
      <p>{say.words('withdraw.text')}</p>
      <div className="field">
        <label htmlFor="farewell">{say.words('withdraw.why')}</label>
        <textarea id="farewell" name="message" rows={2} maxLength={limits.text.paragraph} />
      </div>
      <button type="submit">{say.words('withdraw.send')}</button>
    </form>
  </details>
)

/** What the server told by itself is told in the language of the page, whoever it was told to. */
const Message = ({
  say,
  message,
  said,
}: {
  readonly say: Say
} & Pick<ReporterPage['thread'][number], 'message' | 'said'>) => {
  const told = said.length === 0 ? null : say.told(said)
  return (told ?? [message]).map((paragraph, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: what was told never moves.
    <p key={index} className="text">
      {paragraph}
    </p>
  ))
}

const Entry = ({
  entry: { from, at, message, said, where, files },
  site: { maker, say },
}: {
  readonly entry: ReporterPage['thread'][number]
  readonly site: Site
}) => (
  <li className={`from-${from}`}>
    <p className="who">
      {from === 'you' ? say.words('reporter.you') : maker.name}, {say.moment(at)}
    </p>
    {message === '' ? null : <Message say={say} message={message} said={said} />}
    {/^https?:\/\//.test(where) ? (
      <p>
        <a href={where}>{where}</a>
      </p>
    ) : null}
    {files.length === 0 ? null : (
      <p className="files">{say.words('reporter.files', { names: files.join(', ') })}</p>
    )}
  </li>
)
