import { Link } from '@tanstack/react-router'
import type { Change } from '../../api/changes.ts'
import type { ComparedStatement, Difference } from '../../api/comparison.ts'

export const changeWords: Readonly<Record<Change, string>> = {
  added: 'Added',
  removed: 'Removed',
  changed: 'Changed',
  moved: 'Moved',
}

/** Signs beside the words, so that a glance down the margin is enough. */
const signs: Readonly<Record<Change, string>> = {
  added: '+',
  removed: '−',
  changed: '≠',
  moved: '↕',
}

interface Shown {
  readonly document: string
  readonly from: string
  readonly to: string
}

/** One statement as it was and is: what went is struck through, what came is underlined. */
export const DifferenceLine = ({
  difference,
  place,
  shown,
}: {
  readonly difference: Difference
  /** Its number among all that are shown. */
  readonly place: number
  readonly shown: Shown
}) => {
  const { change, how, moved, before, after } = difference
  const [was] = before
  const [is] = after
  return (
    <li className={`difference difference-${change}`} data-difference={place} tabIndex={-1}>
      <p className="difference-mark">
        <span className="difference-sign" aria-hidden="true">
          {signs[change]}
        </span>
        <strong>{changeWords[change]}</strong>
        {how === 'reworded' ? <span className="soft">reworded</span> : null}
        {change === 'changed' && moved ? <span className="soft">and moved</span> : null}
        {before.length > 1 ? <span className="soft">put together</span> : null}
        {after.length > 1 ? <span className="soft">cut in {after.length}</span> : null}
      </p>
      <div>
        <p className={`difference-text difference-${(is ?? was)?.kind ?? 'paragraph'}`}>
          <Text difference={difference} />
        </p>
        <p className="difference-places">
          {was === undefined ? null : (
            <Place statement={was} shown={shown} revision={shown.from} word="was" />
          )}
          {is === undefined ? null : (
            <Place statement={is} shown={shown} revision={shown.to} word="now" />
          )}
        </p>
      </div>
    </li>
  )
}

const Text = ({ difference: { change, words } }: { readonly difference: Difference }) =>
  change === 'moved'
    ? words.map(({ text }) => text).join('')
    : words.map(({ is, text }, place) => {
        // A word has no id of its own; the list never changes.
        const key = `${place}`
        if (is === 'same') return <span key={key}>{text}</span>
        // Where all of it is new or gone, the mark beside it says so already.
        return is === 'added' ? (
          <ins key={key}>
            {change === 'changed' ? <span className="visually-hidden">now: </span> : null}
            {text}
          </ins>
        ) : (
          <del key={key}>
            {change === 'changed' ? <span className="visually-hidden">was: </span> : null}
            {text}
          </del>
        )
      })

/** Where a statement stands, leading into the reader. */
const Place = ({
  statement: { index, location },
  shown,
  revision,
  word,
}: {
  readonly statement: ComparedStatement
  readonly shown: Shown
  readonly revision: string
  readonly word: string
}) => {
  const { page, line, headings } = location
  const told = [
    ...(page !== undefined ? [`p. ${page}`] : line !== undefined ? [`l. ${line}`] : []),
    ...headings.slice(-1),
  ].join(', ')
  return (
    <Link
      to="/documents/$id/read"
      params={{ id: shown.document }}
      search={{ revision, at: String(index) }}
    >
      {word} {told === '' ? `statement ${index + 1}` : told}
    </Link>
  )
}
