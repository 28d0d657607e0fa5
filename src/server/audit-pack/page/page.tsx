import { createHash } from 'node:crypto'
import { renderToStaticMarkup } from 'react-dom/server'
import { moment, type PageContent } from './content.ts'
import { Duties } from './duties.tsx'
import { Facts, Files, Records, Signed } from './lists.tsx'
import { Verdicts } from './verdicts.tsx'

/** The readable summary as one HTML file without script. React escapes all that people wrote. */
export const auditPage = (content: PageContent): string =>
  `<!doctype html>${renderToStaticMarkup(<Page content={content} />)}\n`

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.7rem;margin-bottom:.2rem}h2{font-size:1.2rem;margin-top:2.2rem;border-bottom:2px solid #0b5d4e;padding-bottom:.2rem}
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{text-align:left;vertical-align:top;padding:.35rem .6rem .35rem 0;border-bottom:1px solid #d5d5d5;overflow-wrap:anywhere}
th{white-space:nowrap}td.narrow{white-space:nowrap}.none,.note{color:#8a2b0f}.small{font-size:.85rem;color:#444}code{font-size:.85em;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dd{margin:0;overflow-wrap:anywhere}article{border-top:1px solid #d5d5d5;padding:.6rem 0}article h4{margin:0 0 .2rem;font-size:1rem}article p{margin:.2rem 0}h3{font-size:1.05rem;margin-top:1.6rem}article ul{margin:.4rem 0;padding-left:1.2rem}article a{white-space:nowrap}@media (max-width:48rem){table{display:block;overflow-x:auto}}
blockquote{margin:.5rem 0;padding:.2rem 0 .2rem .8rem;border-left:3px solid #0b5d4e}blockquote p{margin:0;white-space:pre-line;overflow-wrap:anywhere}
.verdict{border:1px solid;border-radius:3px;padding:0 .4rem;white-space:nowrap}.met{color:#0b5d4e}.partial{color:#7a4b00}.absent,.could-not-run{color:#8a2b0f}.not-applicable{color:#444}@media print{article{break-inside:avoid}}@media print{body{margin:0;max-width:none}}`
const styleHash = createHash('sha256').update(style).digest('base64')
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`

const Page = ({ content }: { readonly content: PageContent }) => (
  <html lang="en">
    <head>
      <meta charSet="utf-8" />
      <meta httpEquiv="Content-Security-Policy" content={policy} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{`Audit pack: ${content.heading}`}</title>
      <style>{style}</style>
    </head>
    <body>
      <header>
        <h1 dir="auto">{content.heading}</h1>
        <p className="small">
          {`Audit pack of ${content.maker}, made ${moment(content.made)}. This page is for reading; what it says is proven by the other files of the pack. HOW-TO-CHECK.txt says how to check them.`}
        </p>
        <dl>
          {content.subject.kind === 'case' ? (
            <>
              <dt>Status</dt>
              <dd>{content.subject.status}</dd>
            </>
          ) : null}
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
        {content.notes.map((note) => (
          <p key={note} className="note">
            {note}
          </p>
        ))}
      </header>
      <main>
        {content.subject.kind === 'case' ? (
          <Duties answered={content.subject.answered} />
        ) : (
          <Verdicts subject={content.subject} />
        )}
        <Signed facts={content.facts.filter(({ signature }) => signature !== null)} />
        <Facts content={content} />
        <Records content={content} />
        <Files content={content} />
      </main>
    </body>
  </html>
)
