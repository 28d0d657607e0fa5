import type { ReactNode } from 'react'
import type { ReporterPage } from '../intake/contract.ts'
import { limits } from '../kernel/limits.ts'
import { Files } from './fields.tsx'
import { Proof, renderPage, type Site } from './layout.tsx'

interface Props {
  readonly page: ReporterPage
  /** Where the form posts to: the page’s own secret address. */
  readonly action: string
  readonly checkpoint: string
  readonly said?: ReactNode
  readonly problem?: ReactNode
  /** What stood in the message when it was not taken. */
  readonly typed?: string
}

/** What a reporter sees behind the secret link: where it stands, the thread, and a way to add. */
export const reporterPage = (
  site: Site,
  { page, action, checkpoint, said, problem, typed = '' }: Props,
): string => {
  const { say } = site
  const { reference } = page
  return renderPage(
    site,
    { title: say.text('reporter.title', { reference }) },
    <>
      {said === undefined ? null : (
        <p className="notice" role="status">
          {said}
        </p>
      )}
      {problem === undefined ? null : (
        <p className="problems" role="alert">
          {problem} <a href="#message">{say.words('reporter.still-below')}</a>
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
        {page.nextDate === null ? null : (
          <>
            <dt>{say.words('reporter.next')}</dt>
            <dd>{say.day(page.nextDate)}</dd>
          </>
        )}
      </dl>
      <h2>{say.words('reporter.messages')}</h2>
      <ol className="thread">
        {page.thread.map((entry, index) => (
          <Entry key={`${entry.at}-${String(index)}`} entry={entry} site={site} />
        ))}
      </ol>
      {page.status === 'closed' ? (
        <p>
          {say.words('reporter.closed', {
            link: <a href={say.href('/report')}>{say.words('reporter.closed.link')}</a>,
            reference,
          })}
        </p>
      ) : (
        <form method="post" action={action} encType="multipart/form-data">
          <h2>{say.words('reporter.add')}</h2>
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
          <Files say={say} />
          <button type="submit">{say.words('reporter.send')}</button>
        </form>
      )}
      <Proof say={say} checkpoint={checkpoint}>
        {say.words('reporter.proof')}
      </Proof>
    </>,
  )
}

const Entry = ({
  entry: { from, at, message, where, files },
  site: { maker, say },
}: {
  readonly entry: ReporterPage['thread'][number]
  readonly site: Site
}) => (
  <li className={`from-${from}`}>
    <p className="who">
      {from === 'you' ? say.words('reporter.you') : maker.name}, {say.day(at)}
    </p>
    {message === '' ? null : <p className="text">{message}</p>}
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
