import { askedIn, lookView } from '../../records/views/look.ts'
import { useFormRecord } from '../context.ts'
import type { InputProps } from '../field-input.tsx'
import { FromRecord } from './from-record.tsx'
import '../../records/reading.css'

const useAsked = () => {
  const { data } = lookView.safeParse(useFormRecord()?.state)
  return data === undefined ? [] : askedIn(data)
}

/** One question of a look: the one that was chosen, or a choice among them. */
export const CandidateInput = (props: InputProps) => {
  const asked = useAsked()
  const chosen = asked.find(({ id }) => id === props.value)
  return chosen === undefined ? (
    <FromRecord
      {...props}
      options={asked.map(({ id, words }) => [id, words.slice(0, 80)])}
      none="This look asks nothing."
    />
  ) : (
    <blockquote className="quote">{chosen.words}</blockquote>
  )
}

const shown = 5

/** Several questions, as they were selected on the page of the look. */
export const CandidatesInput = ({ value }: InputProps) => {
  const ids = Array.isArray(value) ? value : []
  const chosen = useAsked().filter(({ id }) => ids.includes(id))
  return chosen.length === 0 ? (
    <p className="soft">Select them on the page of the look first.</p>
  ) : (
    <div className="stack-tight">
      {chosen.slice(0, shown).map(({ id, words }) => (
        <blockquote key={id} className="quote">
          {words}
        </blockquote>
      ))}
      {chosen.length > shown ? <p className="soft">and {chosen.length - shown} more</p> : null}
    </div>
  )
}
