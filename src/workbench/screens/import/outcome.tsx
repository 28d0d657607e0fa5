import { Link } from '@tanstack/react-router'
import type { ImportedFile } from '../../api/registers.ts'
import { Banner } from '../../parts/banner.tsx'
import { type Tone, ToneMark } from '../../parts/marks.tsx'
import { Section } from '../../parts/page.tsx'
import '../../records/record.css'
import './import.css'

const outcomes: Readonly<
  Record<ImportedFile['rows'][number]['outcome'], readonly [tone: Tone, word: string]>
> = {
  new: ['good', 'New'],
  changed: ['half', 'Changed'],
  same: ['excused', 'No change'],
}

/** Rows that are drawn; the numbers above say how many there are. */
const most = 500

/** What a file did, or would do, or why it does nothing. */
export const Outcome = ({
  collection,
  seen,
}: {
  readonly collection: 'risks' | 'cases'
  readonly seen: ImportedFile
}) => (
  <div className="import-outcome">
    <Verdict seen={seen} />
    {seen.notRead.length === 0 ? null : (
      <p className="soft">Columns that are not read and not kept: {seen.notRead.join(', ')}.</p>
    )}
    {seen.problems.length > 0 ? (
      <Problems problems={seen.problems} />
    ) : seen.rows.length === 0 ? null : (
      <Rows collection={collection} rows={seen.rows} />
    )}
  </div>
)

const Verdict = ({ seen: { imported, problems, counts } }: { readonly seen: ImportedFile }) => {
  const told = `${counts.new} new, ${counts.changed} changed, ${counts.same} without a change`
  if (problems.length > 0)
    return (
      <Banner
        tone="bad"
        live
        title={`Nothing is imported: ${problems.length === 1 ? 'one problem' : `${problems.length} problems`}.`}
      >
        <p>Correct the file and choose it again.</p>
      </Banner>
    )
  if (imported)
    return (
      <Banner tone="good" title="Imported.">
        <p>{told}.</p>
      </Banner>
    )
  return (
    <Banner
      title={counts.new + counts.changed === 0 ? 'Nothing to import.' : 'Nothing is imported yet.'}
    >
      <p>It would be: {told}.</p>
    </Banner>
  )
}

const Problems = ({ problems }: Pick<ImportedFile, 'problems'>) => (
  <Section title="Problems">
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard */}
    <section className="table-scroll" tabIndex={0} aria-label="Problems of the file">
      <table className="table import-rows">
        <thead>
          <tr>
            <th scope="col">Row</th>
            <th scope="col">Column</th>
            <th scope="col">What to do</th>
          </tr>
        </thead>
        <tbody>
          {problems.map(({ row, column, message }) => (
            <tr key={`${row} ${column} ${message}`}>
              <td className="numeric">{row}</td>
              <td>{column}</td>
              <td>{message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  </Section>
)

const Rows = ({
  collection,
  rows,
}: Pick<ImportedFile, 'rows'> & { readonly collection: string }) => (
  <Section title="Rows">
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard */}
    <section className="table-scroll" tabIndex={0} aria-label="Rows of the file">
      <table className="table import-rows">
        <thead>
          <tr>
            <th scope="col">Row</th>
            <th scope="col">What happens</th>
            <th scope="col">Title</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, most).map(({ row, outcome, record, title, note }) => {
            const [tone, word] = outcomes[outcome]
            return (
              <tr key={row}>
                <td className="numeric">{row}</td>
                <td>
                  <span className="row">
                    <ToneMark tone={tone}>{word}</ToneMark>
                    {record === '' ? null : (
                      <Link to="/$collection/$id" params={{ collection, id: record }}>
                        {record}
                      </Link>
                    )}
                  </span>
                </td>
                <td>
                  {title}
                  {note === '' ? null : <p className="soft small">{note}</p>}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
    {rows.length > most ? (
      <p className="soft">{`The first ${most} of ${rows.length} rows.`}</p>
    ) : null}
  </Section>
)
