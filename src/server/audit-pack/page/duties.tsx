import type { PageSubject } from './content.ts'

type Answered = Extract<PageSubject, { readonly kind: 'case' }>['answered']

export const Duties = ({ answered }: { readonly answered: Answered }) => (
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
        {answered.map(({ constraint, lines }) => (
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
