import type { ReporterPage } from '../intake/contract.ts'
import { type Maker, renderPage } from './layout.tsx'

interface Props {
  readonly maker: Maker
  readonly page: ReporterPage
  /** Where the form posts to: the page’s own secret address. */
  readonly action: string
  readonly said?: string
  readonly problem?: string
}

/** What a reporter sees behind the secret link: where it stands, the thread, and a way to add. */
export const reporterPage = ({ maker, page, action, said, problem }: Props): string =>
  renderPage(
    `Report ${page.reference}`,
    maker,
    <>
      {said === undefined ? null : (
        <p className="notice" role="status">
          {said}
        </p>
      )}
      {problem === undefined ? null : (
        <p className="problems" role="alert">
          {problem}
        </p>
      )}
      <p className="lead" id="standing">
        {page.standing}
      </p>
      <dl>
        <dt>About</dt>
        <dd>{page.title}</dd>
        <dt>Received</dt>
        <dd>
          <time dateTime={page.receivedAt}>{page.receivedAt.slice(0, 10)}</time>
        </dd>
        {page.nextDate === null ? null : (
          <>
            <dt>You hear more by</dt>
            <dd>
              <time dateTime={page.nextDate}>{page.nextDate}</time>
            </dd>
          </>
        )}
      </dl>
      <h2>Messages</h2>
      <ol className="thread">
        {page.thread.map(({ from, at, message, files }, index) => (
          <li key={`${at}-${String(index)}`} className={from}>
            <p className="who">
              {from === 'you' ? 'You' : maker.name}, <time dateTime={at}>{at.slice(0, 10)}</time>
            </p>
            <p className="text">{message}</p>
            {files.length === 0 ? null : <p className="files">Files: {files.join(', ')}</p>}
          </li>
        ))}
      </ol>
      {page.status === 'closed' ? null : (
        <form method="post" action={action} encType="multipart/form-data">
          <h2>Add to your report</h2>
          <div className="field">
            <label htmlFor="message">Message</label>
            <textarea id="message" name="message" rows={5} />
          </div>
          <div className="field">
            <label htmlFor="files">Files</label>
            <input id="files" name="files" type="file" multiple />
          </div>
          <button type="submit">Send</button>
        </form>
      )}
    </>,
  )
