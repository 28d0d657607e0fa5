import { valueInWords } from '../../../kinds/words.ts'
import { type Tone, ToneMark } from '../../../parts/marks.tsx'

interface Level {
  readonly id: string
  readonly name: string
  readonly means: string
}

/** A matrix of risk as a table: the worst row on top, the cell that holds marked in words, too. */
export const MatrixPicture = ({
  title,
  columns,
  rows,
  cells,
  at,
  words,
  tones,
}: {
  readonly title: string
  readonly columns: readonly Level[]
  readonly rows: readonly Level[]
  readonly cells: Readonly<Record<string, readonly string[]>>
  readonly at: { readonly row: string; readonly column: string }
  readonly words: string
  readonly tones: Readonly<Record<string, Tone>>
}) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard
  <section className="table-scroll" tabIndex={0} aria-label={title}>
    <table className="table">
      <caption className="small">{title}</caption>
      <thead>
        <tr>
          <td />
          {columns.map(({ id, name, means }) => (
            <th key={id} scope="col" title={means}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.toReversed().map(({ id, name, means }) => (
          <tr key={id}>
            <th scope="row" title={means}>
              {name}
            </th>
            {columns.map((column, index) => {
              const word = cells[id]?.[index] ?? ''
              const here = id === at.row && column.id === at.column
              return (
                <td key={column.id} {...(here ? { 'aria-current': true } : {})}>
                  {here ? (
                    <ToneMark tone={tones[word] ?? 'unknown'}>
                      {`Here: ${valueInWords(words, word)}`}
                    </ToneMark>
                  ) : (
                    <span className="soft small">{valueInWords(words, word)}</span>
                  )}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)
