import { useQuery } from '@tanstack/react-query'
import { foundStatementsQuery } from '../../api/library.ts'
import { Failed } from '../../parts/banner.tsx'
import { Section, Waiting } from '../../parts/page.tsx'
import { PassageLink } from '../../parts/passage-link.tsx'
import '../../records/reading.css'

/** Statements that hold the words which the list is narrowed to; the list itself goes by titles. */
export const FoundStatements = ({ words }: { readonly words: string }) => {
  const { data, error, refetch } = useQuery(foundStatementsQuery(words))
  return (
    <Section
      title="In the statements"
      aside={
        data === undefined ? undefined : (
          <span className="soft small" aria-live="polite">
            {data.length === 0 ? 'No statement says so' : `${data.length} of the best`}
          </span>
        )
      }
    >
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Waiting lines={3} />
      ) : (
        <ul className="found-statements">
          {data.map(({ document, humanId, title, quote, page, headings }) => (
            <li key={document + quote + headings.join()}>
              <blockquote className="mark-words">{quote}</blockquote>
              <p className="small">
                <PassageLink document={humanId} at={quote}>
                  {[title, ...(page === null ? [] : [`page ${page}`]), ...headings.slice(-1)].join(
                    ', ',
                  )}
                </PassageLink>
              </p>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
