import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Statement, statementsQuery } from '../../api/statements.ts'
import { Failed } from '../../parts/banner.tsx'
import { Section, Waiting } from '../../parts/page.tsx'
import { useOpenDefect } from './open-defect.ts'
import '../reading.css'

/** The statements of a revision in reading order, as the server cites them. */
export const StatementReader = ({
  document,
  version,
  revision,
}: {
  readonly document: string
  readonly version: string
  readonly revision: string
}) => {
  const { data, error, refetch } = useQuery(statementsQuery(document, revision))
  const openDefect = useOpenDefect(document)
  const [typed, setTyped] = useState('')
  const [words] = useDebouncedValue(typed.trim().toLowerCase(), 150)
  const shown =
    words === ''
      ? (data ?? [])
      : (data ?? []).filter(({ text }) => text.toLowerCase().includes(words))
  return (
    <Section
      title={`Statements of version ${version}`}
      aside={
        <TextInput
          type="search"
          size="xs"
          aria-label="Find in these statements"
          placeholder="Find in these statements"
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      }
    >
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Waiting lines={6} />
      ) : data.length === 0 ? (
        <p className="soft">Nothing was read of this version, so nothing in it can be cited.</p>
      ) : (
        <>
          <p className="soft small" aria-live="polite">
            {words === ''
              ? `${data.length} statements`
              : `${shown.length} of ${data.length} statements`}
          </p>
          <ol
            className={
              data.some((one) => placeOf(one) !== '')
                ? 'statements statements-placed'
                : 'statements'
            }
          >
            {shown.map((statement) => (
              <li
                key={statement.index}
                id={`s${statement.index}`}
                className={`statement-${statement.kind}`}
              >
                {placeOf(statement) === '' ? null : (
                  <span className="statement-place">{placeOf(statement)}</span>
                )}
                <span className="statement-text">{statement.text}</span>
                {openDefect === undefined ? null : (
                  // By keys the form is reached from the section of defects: not by a thousand stops.
                  <button
                    type="button"
                    tabIndex={-1}
                    className="statement-wrong"
                    onClick={() => openDefect(revision, statement)}
                  >
                    Wrong?
                  </button>
                )}
              </li>
            ))}
          </ol>
        </>
      )}
    </Section>
  )
}

/** Where a statement stands, as short as it can be said. */
const placeOf = ({ location: { page, line } }: Statement): string =>
  page !== undefined ? `p. ${page}` : line !== undefined ? `l. ${line}` : ''
