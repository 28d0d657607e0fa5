import { renderPage, type Site } from './layout.tsx'

/** Somebody who wished to be named; nothing tells which flaw was theirs. */
export interface Thanked {
  readonly name: string
  /** A web address, or empty. */
  readonly link: string
  /** The year in which their flaw became public. */
  readonly year: string
}

/** Acknowledgments (RFC 9116 section 2.5.1); `null` where the maker names nobody. */
export const thanksPage = (site: Site, thanked: readonly Thanked[] | null): string => {
  const { say } = site
  const years = [...new Set((thanked ?? []).map(({ year }) => year))].sort().reverse()
  return renderPage(
    site,
    { title: say.text('thanks.title'), titled: 'thanks.title' },
    <>
      {thanked === null ? <p>{say.words('thanks.silent')}</p> : null}
      {thanked?.length === 0 ? <p>{say.words('thanks.none')}</p> : null}
      {years.length === 0 ? null : <p className="lead">{say.words('thanks.lead')}</p>}
      {years.map((year) => (
        <section key={year} aria-labelledby={`year-${year}`}>
          <h2 id={`year-${year}`}>{year}</h2>
          <ul>
            {(thanked ?? [])
              .filter((one) => one.year === year)
              .map(({ name, link }) => (
                <li key={`${name} ${link}`}>
                  <Name name={name} link={link} />
                </li>
              ))}
          </ul>
        </section>
      ))}
      <p>
        {say.words('thanks.how', {
          report: <a href={say.href('/report')}>{say.words('nav.report')}</a>,
        })}
      </p>
    </>,
  )
}

/** Names come from outside: written in their own direction, and their links vouched for by nobody. */
const Name = ({ name, link }: Omit<Thanked, 'year'>) => {
  const written = <bdi>{name}</bdi>
  return /^https?:\/\//.test(link) ? (
    <a href={link} rel="nofollow ugc noreferrer">
      {written}
    </a>
  ) : (
    written
  )
}
