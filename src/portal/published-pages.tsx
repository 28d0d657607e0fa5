import type { ReactNode } from 'react'
import { Day } from './day.tsx'
import { type Maker, renderPage } from './layout.tsx'

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
  readonly maker: Maker
  readonly updates: readonly OfferedUpdate[]
  readonly rootHref: string
  readonly rootSha256: string
}

/** 6.3: where product users find updates, what they fit, and how to verify them. */
export const updatesPage = ({ maker, updates, rootHref, rootSha256 }: UpdatesProps): string =>
  renderPage(
    'Security updates',
    maker,
    <>
      {updates.length === 0 ? <p>No update has been published yet.</p> : null}
      {updates.map((update) => (
        <section key={update.reference} aria-labelledby={update.reference}>
          <h2 id={update.reference}>
            {update.title} ({update.reference})
          </h2>
          <p>
            Revision {update.revision}, published <Day at={update.publishedAt} />
          </p>
          {update.withdrawn === null ? null : (
            <p className="withdrawn">
              <strong>Withdrawn</strong> on <Day at={update.withdrawn.at} />: do not install it.{' '}
              {update.withdrawn.reason}
            </p>
          )}
          <h3>Compatibility</h3>
          <p className="text">{update.compatibility}</p>
          <h3>Installation</h3>
          <p className="text">{update.instructions}</p>
          <h3>Files</h3>
          {update.withdrawn === null ? (
            <p>
              <a href={update.kitHref}>Download all of {update.reference} as one zip</a>, with the
              signatures that verify it.
            </p>
          ) : null}
          <table>
            <thead>
              <tr>
                <th scope="col">File</th>
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
      ))}
      {rootSha256 === '' ? null : (
        <section aria-labelledby="verify">
          <h2 id="verify">How to verify an update</h2>
          <p>
            Get{' '}
            <a href={rootHref} download="root.json">
              the root of trust
            </a>{' '}
            once and compare its SHA-256 with the one in your accompanying documents:
          </p>
          <p>
            <code>{rootSha256}</code>
          </p>
          <p>
            Then unpack the zip of the update and name one of its files, or its whole folder:{' '}
            <code>vulnerary verify FILE --root root.json</code>. It needs no network. Without that
            program, <code>sha256sum -c SHA256SUMS</code> and{' '}
            <code>gpg --verify SHA256SUMS.asc SHA256SUMS</code> do.
          </p>
        </section>
      )}
    </>,
    '/updates/',
  )

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
export const advisoriesPage = (maker: Maker, advisories: readonly PublishedAdvisory[]): string =>
  renderPage(
    'Security advisories',
    maker,
    advisories.length === 0 ? (
      <p>No advisory has been published yet.</p>
    ) : (
      advisories.map((advisory) => <AdvisoryPart key={advisory.reference} advisory={advisory} />)
    ),
    '/advisories/',
  )

/** One advisory for a person in a hurry; machines read the CSAF file. */
const AdvisoryPart = ({ advisory }: { readonly advisory: PublishedAdvisory }) => {
  const { reference, title, summary, publishedAt, href, severity, score } = advisory
  return (
    <section aria-labelledby={reference}>
      <h2 id={reference}>
        {title} ({reference})
      </h2>
      <p>
        Published <Day at={publishedAt} />. <a href={href}>{reference} as CSAF 2.0</a>
      </p>
      {summary === '' ? null : <p className="text">{summary}</p>}
      <dl>
        {severity === '' ? null : (
          <Term name="Severity">
            {severity}
            {score === null ? '' : ` (CVSS ${score.toFixed(1)})`}
          </Term>
        )}
        <Listed name="Affected" items={advisory.affected} />
        <Listed name="Fixed in" items={advisory.fixed} />
        <Listed name="Known as" items={advisory.identifiers} />
      </dl>
      {advisory.remedies.length === 0 ? null : (
        <>
          <h3>What to do</h3>
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

const Term = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
)

const Listed = ({ name, items }: { readonly name: string; readonly items: readonly string[] }) =>
  items.length === 0 ? null : <Term name={name}>{items.join(', ')}</Term>

/** A refusal as a page: what happened and what to do next. */
export const problemPage = (maker: Maker, title: string, message: string): string =>
  renderPage(
    title,
    maker,
    <p className="problems" role="alert">
      {message}
    </p>,
  )
