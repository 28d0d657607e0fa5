import { createHash } from 'node:crypto'
import { renderToStaticMarkup } from 'react-dom/server'
import type { CaseConstraint } from './constraints.ts'

/** One fact as the page tells it. */
export interface PageFact {
  /** Its line in `events.jsonl`, from 1. */
  readonly line: number
  readonly leafIndex: number
  readonly at: string
  readonly record: string
  readonly what: string
  readonly who: string
  readonly said: string
  readonly signature: { readonly name: string; readonly meaning: string } | null
}

export interface PageContent {
  readonly maker: string
  readonly made: string
  readonly humanId: string
  readonly title: string
  readonly status: string
  readonly origin: string
  readonly key: string
  readonly treeSize: number
  readonly earlierTreeSize: number
  readonly withheld: number
  readonly facts: readonly PageFact[]
  /** Facts that the page leaves out because there are so many; the pack holds them all. */
  readonly unshown: number
  readonly constraints: readonly {
    readonly constraint: CaseConstraint
    readonly lines: readonly number[]
  }[]
  readonly records: readonly {
    readonly humanId: string
    readonly kind: string
    readonly version: number
    readonly title: string
    readonly status: string
  }[]
  readonly files: readonly {
    readonly hash: string
    readonly name: string
    readonly size: number
    readonly included: boolean
  }[]
}

/** The readable summary as one HTML file without script. React escapes all that people wrote. */
export const auditPage = (content: PageContent): string =>
  `<!doctype html>${renderToStaticMarkup(<Page content={content} />)}\n`

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.7rem;margin-bottom:.2rem}h2{font-size:1.2rem;margin-top:2.2rem;border-bottom:2px solid #0b5d4e;padding-bottom:.2rem}
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{text-align:left;vertical-align:top;padding:.35rem .6rem .35rem 0;border-bottom:1px solid #d5d5d5;overflow-wrap:anywhere}
th{white-space:nowrap}td.narrow{white-space:nowrap}.none{color:#8a2b0f}.small{font-size:.85rem;color:#444}code{font-size:.85em;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dd{margin:0;overflow-wrap:anywhere}@media print{body{margin:0;max-width:none}}`
const styleHash = createHash('sha256').update(style).digest('base64')
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`

const Page = ({ content }: { readonly content: PageContent }) => (
  <html lang="en">
    <head>
      <meta charSet="utf-8" />
      <meta httpEquiv="Content-Security-Policy" content={policy} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{`Audit pack of ${content.humanId}`}</title>
      <style>{style}</style>
    </head>
    <body>
      <header>
        <h1 dir="auto">{`${content.humanId}: ${content.title}`}</h1>
        <p className="small">
          {`Audit pack of ${content.maker}, made ${moment(content.made)}. This page is for reading; what it says is proven by the other files of the pack. HOW-TO-CHECK.txt says how to check them.`}
        </p>
        <dl>
          <dt>Status</dt>
          <dd>{content.status}</dd>
          <dt>Ledger</dt>
          <dd>
            <code>{content.origin}</code>
          </dd>
          <dt>Its key</dt>
          <dd>
            <code>{content.key}</code>
          </dd>
          <dt>Its size</dt>
          <dd>{`${content.treeSize} facts; unchanged since ${content.earlierTreeSize}`}</dd>
        </dl>
        {content.withheld === 0 ? null : (
          <p className="none">
            {`${content.withheld} further ${content.withheld === 1 ? 'record of this case is' : 'records of this case are'} under embargo and not shown to whoever made this pack.`}
          </p>
        )}
      </header>
      <main>
        <Constraints content={content} />
        <Signed facts={content.facts.filter(({ signature }) => signature !== null)} />
        <Facts content={content} />
        <Records content={content} />
        <Files content={content} />
      </main>
    </body>
  </html>
)

const Constraints = ({ content }: { readonly content: PageContent }) => (
  <section>
    <h2>Duties of IEC 81001-5-1 that these facts answer</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">Constraint</th>
          <th scope="col">Duty, in our words</th>
          <th scope="col">Answered by</th>
        </tr>
      </thead>
      <tbody>
        {content.constraints.map(({ constraint, lines }) => (
          <tr key={constraint.id}>
            <th scope="row">{constraint.id}</th>
            <td>{constraint.duty}</td>
            <td className={lines.length === 0 ? 'none' : ''}>
              {lines.length === 0 ? 'No fact in this pack' : <Lines lines={lines} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)

const shownLines = 12

const Lines = ({ lines }: { readonly lines: readonly number[] }) => (
  <>
    {lines.slice(0, shownLines).map((line) => (
      <span key={line}>
        <a href={`#fact-${line}`}>{`fact ${line}`}</a>{' '}
      </span>
    ))}
    {lines.length > shownLines ? `and ${lines.length - shownLines} more` : ''}
  </>
)

const Signed = ({ facts }: { readonly facts: readonly PageFact[] }) => (
  <section>
    <h2>Who signed what</h2>
    {facts.length === 0 ? (
      <p className="none">Nothing was signed.</p>
    ) : (
      <table>
        <thead>
          <tr>
            <th scope="col">When (UTC)</th>
            <th scope="col">Who</th>
            <th scope="col">Meaning of the signature</th>
            <th scope="col">Record</th>
            <th scope="col">Fact</th>
          </tr>
        </thead>
        <tbody>
          {facts.map(({ line, at, signature, record, what }) => (
            <tr key={line}>
              <td className="narrow">{moment(at)}</td>
              <td dir="auto">{signature?.name}</td>
              <td>{signature?.meaning}</td>
              <td className="narrow">{record}</td>
              <td>
                <a href={`#fact-${line}`}>{what}</a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </section>
)

const Facts = ({ content }: { readonly content: PageContent }) => (
  <section>
    <h2>All facts, in the order of the ledger</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">Fact</th>
          <th scope="col">When (UTC)</th>
          <th scope="col">Record</th>
          <th scope="col">What</th>
          <th scope="col">Who</th>
          <th scope="col">What it says</th>
        </tr>
      </thead>
      <tbody>
        {content.facts.map(({ line, leafIndex, at, record, what, who, said, signature }) => (
          <tr key={line} id={`fact-${line}`}>
            <td className="narrow" title={`leaf ${leafIndex}`}>
              {line}
            </td>
            <td className="narrow">{moment(at)}</td>
            <td className="narrow">{record}</td>
            <td>{what}</td>
            <td dir="auto">{signature === null ? who : `${who}, signed`}</td>
            <td dir="auto">{said}</td>
          </tr>
        ))}
      </tbody>
    </table>
    {content.unshown === 0 ? null : (
      <p>{`${content.unshown} more facts are in events.jsonl; this page shows the first ones.`}</p>
    )}
  </section>
)

const Records = ({ content }: { readonly content: PageContent }) => (
  <section>
    <h2>Records</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">Record</th>
          <th scope="col">Kind</th>
          <th scope="col">Title</th>
          <th scope="col">Status</th>
          <th scope="col">Facts</th>
        </tr>
      </thead>
      <tbody>
        {content.records.map(({ humanId, kind, title, status, version }) => (
          <tr key={humanId}>
            <th scope="row">{humanId}</th>
            <td>{kind}</td>
            <td dir="auto">{title}</td>
            <td>{status}</td>
            <td>{version}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)

const Files = ({ content }: { readonly content: PageContent }) => (
  <section>
    <h2>Files that the facts name</h2>
    {content.files.length === 0 ? (
      <p>None.</p>
    ) : (
      <table>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Bytes</th>
            <th scope="col">SHA-256</th>
            <th scope="col">In the pack</th>
          </tr>
        </thead>
        <tbody>
          {content.files.map(({ hash, name, size, included }) => (
            <tr key={hash}>
              <td dir="auto">{name}</td>
              <td className="narrow">{size}</td>
              <td>
                <code>{hash}</code>
              </td>
              <td>{included ? 'yes' : 'no'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </section>
)

const moment = (at: string): string => at.slice(0, 16).replace('T', ' ')
