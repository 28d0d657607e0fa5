import { moment, type PageContent, type PageFact } from './content.ts'

export const Signed = ({ facts }: { readonly facts: readonly PageFact[] }) => (
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

export const Facts = ({ content }: { readonly content: PageContent }) => (
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
    <More shown={content.facts.length} all={content.factCount} what="facts" file="events.jsonl" />
  </section>
)

export const Records = ({ content }: { readonly content: PageContent }) => (
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
          <tr key={humanId} id={humanId}>
            <th scope="row">{humanId}</th>
            <td>{kind}</td>
            <td dir="auto">{title}</td>
            <td>{status}</td>
            <td>{version}</td>
          </tr>
        ))}
      </tbody>
    </table>
    <More
      shown={content.records.length}
      all={content.recordCount}
      what="records"
      file="records.jsonl"
    />
  </section>
)

export const Files = ({ content }: { readonly content: PageContent }) => (
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
    <More shown={content.files.length} all={content.fileCount} what="files" file="files.jsonl" />
  </section>
)

const More = (about: {
  readonly shown: number
  readonly all: number
  readonly what: string
  readonly file: string
}) =>
  about.all > about.shown ? (
    <p>{`${about.all - about.shown} more ${about.what} are in ${about.file}; this page shows the first ones.`}</p>
  ) : null
