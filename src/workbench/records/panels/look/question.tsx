import { Checkbox } from '@mantine/core'
import type { ReactNode } from 'react'
import type { RecordEnvelope } from '../../../api/records.ts'
import type { Selection } from './selection.ts'

export interface QuestionProps {
  readonly record: RecordEnvelope
  /** The case that the documents are searched for. */
  readonly about: string
}

/** One question of a look: the line that keys lead to, with what is asked about it. */
export const Question = ({
  id,
  words,
  fresh,
  open,
  selection,
  children,
}: {
  readonly id: string
  /** For who hears the page. */
  readonly words: string
  /** Found by the last search, and not by one before. */
  readonly fresh: boolean
  readonly open: boolean
  /** Undefined where somebody may decide nothing. */
  readonly selection: Selection | undefined
  readonly children: ReactNode
}) => (
  <li className="question">
    <div className="question-head">
      {open && selection !== undefined ? (
        <Checkbox
          size="xs"
          aria-label={`Select: ${words.slice(0, 80)}`}
          checked={selection.has(id)}
          onChange={() => selection.toggle(id)}
        />
      ) : null}
      <a className="question-anchor mono small" href={`#${id}`} id={id} data-line>
        {id}
      </a>
      {fresh ? <span className="small soft">new since the search before</span> : null}
    </div>
    {children}
  </li>
)
