import {
  countsInWords,
  legsTold,
  legWords,
  moment,
  type PageQuote,
  type PageSubject,
  type PageVerdict,
  verdictWords,
  wordsAgain,
} from './content.ts'

type Review = Extract<PageSubject, { readonly kind: 'review' }>

export const Verdicts = ({ subject }: { readonly subject: Review }) => (
  <section>
    <h2>Verdicts on the duties of IEC 81001-5-1, in our own words</h2>
    <p>
      {countsInWords(subject.counts)}. Met needs all four: a document is there, says it and is in
      force, and a record proves that it ran.
    </p>
    {subject.clauses.map(({ id, title, defence, verdicts }) => (
      <section key={id}>
        <h3>{`${id} ${title}`}</h3>
        {defence === null ? null : <p dir="auto">{defence}</p>}
        {verdicts.map((verdict) => (
          <OneVerdict key={verdict.constraint} said={verdict} />
        ))}
      </section>
    ))}
    {subject.kept.length === 0 ? null : <KeptReviews kept={subject.kept} />}
  </section>
)

const KeptReviews = ({ kept }: { readonly kept: Review['kept'] }) => (
  <section>
    <h3>Reviews kept earlier</h3>
    <table>
      <thead>
        <tr>
          <th scope="col">Review</th>
          <th scope="col">Kept</th>
          <th scope="col">Then</th>
          <th scope="col">Otherwise now</th>
        </tr>
      </thead>
      <tbody>
        {kept.map(({ humanId, title, at, reason, counts, changed }) => (
          <tr key={humanId}>
            <td dir="auto">
              <a href={`#${humanId}`}>{humanId}</a>
              {` ${title}`}
            </td>
            <td dir="auto">{`${moment(at)}${reason === '' ? '' : `: ${reason}`}`}</td>
            <td>{counts}</td>
            <td>{changed.length === 0 ? 'Nothing' : changed.join('; ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)

const OneVerdict = ({ said }: { readonly said: PageVerdict }) => {
  const { constraint, title, duty, severity, verdict, quotes, word, applies, reason } = said
  return (
    <article id={constraint}>
      <h4>
        <span className={`verdict ${verdict}`}>{verdictWords[verdict]}</span>
        {` ${constraint} ${title}`}
      </h4>
      <p className="small">{`${duty} (where it is missing: ${severity})`}</p>
      {word === null ? null : (
        <p className="note" dir="auto">
          {word}
        </p>
      )}
      {wordsAgain(said).map((one) => (
        <p key={one} className="note" dir="auto">
          {one}
        </p>
      ))}
      {applies ? (
        <>
          <ul>
            {legsTold(said).map(({ leg, verdict: found, detail, names }) => (
              <li key={leg} dir="auto">
                {`${legWords[leg]}: `}
                <strong className={found}>{verdictWords[found]}</strong>
                {`. ${detail} `}
                {names.map(({ stream, humanId }) => (
                  <span key={stream}>
                    <a href={`#${humanId}`}>{humanId}</a>{' '}
                  </span>
                ))}
              </li>
            ))}
          </ul>
          {quotes.map((quote) => (
            <Quote key={`${quote.line} ${quote.quote}`} quote={quote} />
          ))}
        </>
      ) : (
        <p>{reason}</p>
      )}
    </article>
  )
}

const Quote = ({ quote }: { readonly quote: PageQuote }) => (
  <blockquote>
    <p dir="auto">{quote.quote}</p>
    <p className="small" dir="auto">
      {`${quote.document}${quote.place === '' ? '' : `, ${quote.place}`}; passage ${quote.line} of passages.jsonl; file SHA-256 `}
      <code>{quote.revision}</code>
    </p>
  </blockquote>
)
