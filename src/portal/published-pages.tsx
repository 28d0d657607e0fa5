import type { ReactNode } from 'react'
import { renderPage, type Site } from './layout.tsx'
import type { Say } from './texts/say.tsx'

export interface OfferedUpdate {
  readonly reference: string
  readonly title: string
  readonly revision: string
  readonly publishedAt: string
  readonly compatibility: string
  readonly instructions: string
  /** The update with all that verifies it, as one zip. */
  readonly kitHref: string
  readonly withdrawn: { readonly reason: string; readonly at: string } | null
  readonly files: readonly {
    readonly name: string
    readonly sha256: string
    readonly href: string
  }[]
}

interface UpdatesProps {
  readonly updates: readonly OfferedUpdate[]
  readonly rootHref: string
  readonly rootSha256: string
}

/** 6.3: where product users find updates, what they fit, and how to verify them. */
export const updatesPage = (
  site: Site,
  { updates, rootHref, rootSha256 }: UpdatesProps,
): string => {
  const { say } = site
  return renderPage(
    site,
    { title: say.text('updates.title'), titled: 'updates.title', here: '/updates/' },
    <>
      {updates.length === 0 ? <p>{say.words('updates.none')}</p> : null}
      {updates.map((update) => (
        <UpdatePart key={update.reference} say={say} update={update} />
      ))}
      {rootSha256 === '' ? null : (
        <section aria-labelledby="verify">
          <h2 id="verify">{say.words('updates.verify')}</h2>
          <p>
            {say.words('updates.root', {
              link: (
                <a href={rootHref} download="root.json">
                  {say.words('updates.root.link')}
                </a>
              ),
            })}
          </p>
          <p>
            <code>{rootSha256}</code>
          </p>
          <p>
            {say.words('updates.how', {
              command: <code>vulnerary verify FILE --root root.json</code>,
              sums: <code>sha256sum -c SHA256SUMS</code>,
              gpg: <code>gpg --verify SHA256SUMS.asc SHA256SUMS</code>,
            })}
          </p>
        </section>
      )}
    </>,
  )
}

const UpdatePart = ({ say, update }: { readonly say: Say; readonly update: OfferedUpdate }) => {
  const { reference, withdrawn } = update
  return (
    <section aria-labelledby={reference}>
      <h2 id={reference}>
        {update.title} ({reference})
      </h2>
      <p>
        {say.words('updates.revision', {
          revision: update.revision,
          day: say.day(update.publishedAt),
        })}
      </p>
      {withdrawn === null ? null : (
        <p className="withdrawn">
          {say.words('updates.withdrawn.text', {
            withdrawn: <strong>{say.words('updates.withdrawn')}</strong>,
            day: say.day(withdrawn.at),
          })}{' '}
          {withdrawn.reason}
        </p>
      )}
      <h3>{say.words('updates.compatibility')}</h3>
      <p className="text">{update.compatibility}</p>
      <h3>{say.words('updates.installation')}</h3>
      <p className="text">{update.instructions}</p>
      <h3>{say.words('updates.files')}</h3>
      {withdrawn === null ? (
        <p>
          {say.words('updates.kit', {
            link: <a href={update.kitHref}>{say.words('updates.kit.link', { reference })}</a>,
          })}
        </p>
      ) : null}
      <table>
        <thead>
          <tr>
            <th scope="col">{say.words('updates.file')}</th>
            <th scope="col">SHA-256</th>
          </tr>
        </thead>
        <tbody>
          {update.files.map((file) => (
            <tr key={file.name}>
              <td>
                <a href={file.href}>{file.name}</a>
              </td>
              <td>
                <code>{file.sha256}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

export interface PublishedAdvisory {
  readonly reference: string
  readonly title: string
  readonly summary: string
  readonly publishedAt: string
  readonly href: string
  /** A word, `high`; '' where it is not scored. */
  readonly severity: string
  /** The highest base score of CVSS. */
  readonly score: number | null
  /** CVE ids. */
  readonly identifiers: readonly string[]
  /** Products with their revisions. */
  readonly affected: readonly string[]
  readonly fixed: readonly string[]
  /** What to do, the update first. */
  readonly remedies: readonly string[]
}

/** 4.1.7: the advisories, as CSAF 2.0 documents. */
export const advisoriesPage = (site: Site, advisories: readonly PublishedAdvisory[]): string => {
  const { say } = site
  return renderPage(
    site,
    { title: say.text('advisories.title'), titled: 'advisories.title', here: '/advisories/' },
    advisories.length === 0 ? (
      <p>{say.words('advisories.none')}</p>
    ) : (
      advisories.map((advisory) => (
        <AdvisoryPart key={advisory.reference} say={say} advisory={advisory} />
      ))
    ),
  )
}

/** One advisory for a person in a hurry; machines read the CSAF file. */
const AdvisoryPart = ({
  say,
  advisory,
}: {
  readonly say: Say
  readonly advisory: PublishedAdvisory
}) => {
  const { reference, title, summary, publishedAt, href, severity, score } = advisory
  return (
    <section aria-labelledby={reference}>
      <h2 id={reference}>
        {title} ({reference})
      </h2>
      <p>
        {say.words('advisories.published', {
          day: say.day(publishedAt),
          link: <a href={href}>{say.words('advisories.csaf', { reference })}</a>,
        })}
      </p>
      {summary === '' ? null : <p className="text">{summary}</p>}
      <dl>
        {severity === '' ? null : (
          <Term name={say.words('advisories.severity')}>
            {severity}
            {score === null ? '' : ` (CVSS ${score.toFixed(1)})`}
          </Term>
        )}
        <Listed name={say.words('advisories.affected')} items={advisory.affected} />
        <Listed name={say.words('advisories.fixed')} items={advisory.fixed} />
        <Listed name={say.words('advisories.known')} items={advisory.identifiers} />
      </dl>
      {advisory.remedies.length === 0 ? null : (
        <>
          <h3>{say.words('advisories.what-to-do')}</h3>
          <ul>
            {advisory.remedies.map((remedy) => (
              <li key={remedy} className="text">
                {remedy}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

const Term = ({ name, children }: { readonly name: ReactNode; readonly children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
)

const Listed = ({
  name,
  items,
}: {
  readonly name: ReactNode
  readonly items: readonly string[]
}) => (items.length === 0 ? null : <Term name={name}>{items.join(', ')}</Term>)

/** A refusal as a page: what happened and what to do next. */
export const problemPage = (site: Site, title: string, message: ReactNode): string =>
  renderPage(
    site,
    { title },
    <p className="problems" role="alert">
      {message}
    </p>,
  )
