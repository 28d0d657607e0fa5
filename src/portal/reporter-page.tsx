import type { ReporterPage } from '../intake/contract.ts'
import { limits } from '../kernel/limits.ts'
import { Day } from './day.tsx'
import { Files } from './fields.tsx'
import { type Maker, Proof, renderPage } from './layout.tsx'

interface Props {
  readonly maker: Maker
  readonly page: ReporterPage
  /** Where the form posts to: the page’s own secret address. */
  readonly action: string
  readonly checkpoint: string
  readonly said?: string
  readonly problem?: string
  /** What stood in the message when it was not taken. */
  readonly typed?: string
}

/** What a reporter sees behind the secret link: where it stands, the thread, and a way to add. */
export const reporterPage = ({
  maker,
  page,
  action,
  checkpoint,
  said,
  problem,
  typed = '',
}: Props): string =>
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
          {problem} <a href="#message">Your message is still below.</a>
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
          <Day at={page.receivedAt} />
        </dd>
        {page.nextDate === null ? null : (
          <>
            <dt>You hear more by</dt>
            <dd>
              <Day at={page.nextDate} />
            </dd>
          </>
        )}
      </dl>
      <h2>Messages</h2>
      <ol className="thread">
        {page.thread.map((entry, index) => (
          <Entry key={`${entry.at}-${String(index)}`} entry={entry} maker={maker} />
        ))}
      </ol>
      {page.status === 'closed' ? (
        <p>
          Something new? <a href="/report">Send a new report</a> and mention {page.reference}.
        </p>
      ) : (
        <form method="post" action={action} encType="multipart/form-data">
          <h2>Add to your report</h2>
          <div className="field">
            <label htmlFor="message">Message</label>
            <textarea
              id="message"
              name="message"
              rows={5}
              maxLength={limits.text.long}
              defaultValue={typed}
            />
          </div>
          <Files />
          <button type="submit">Send</button>
        </form>
      )}
      <Proof checkpoint={checkpoint}>
        This signed note fixes our records as they stand now, your report among them. Keep it: if we
        ever changed or lost one, it would show.
      </Proof>
    </>,
  )

const Entry = ({
  entry: { from, at, message, where, files },
  maker,
}: {
  readonly entry: ReporterPage['thread'][number]
  readonly maker: Maker
}) => (
  <li className={`from-${from}`}>
    <p className="who">
      {from === 'you' ? 'You' : maker.name}, <Day at={at} />
    </p>
    {message === '' ? null : <p className="text">{message}</p>}
    {/^https?:\/\//.test(where) ? (
      <p>
        <a href={where}>{where}</a>
      </p>
    ) : null}
    {files.length === 0 ? null : <p className="files">Files: {files.join(', ')}</p>}
  </li>
)
