import { useQuery } from '@tanstack/react-query'
import { clockOutcomes, incidentKinds } from '../../../cases/contract.ts'
import { type CaseClock, caseClocksQuery } from '../../api/case-clocks.ts'
import { momentInWords } from '../../parts/time.tsx'
import { caseView } from '../../records/views/case.ts'
import { useFormRecord } from '../context.ts'
import type { InputProps } from '../field-input.tsx'
import type { SpecialShape } from '../shape.ts'
import { FromRecord } from './from-record.tsx'

type TimingShape = Extract<SpecialShape, { readonly is: 'authority' | 'incident' | 'clock' }>

/** What the clocks of the case offer: its authorities, incidents and dates. */
export const TimingInput = ({ shape, ...props }: InputProps & { readonly shape: TimingShape }) => {
  switch (shape.is) {
    case 'authority':
      return <AuthorityInput {...props} />
    case 'incident':
      return <IncidentInput {...props} />
    case 'clock':
      return <ClockInput {...props} which={shape.which} />
    default:
      return shape satisfies never
  }
}

const useCaseClocks = () => {
  const id = useFormRecord()?.humanId ?? ''
  return useQuery({ ...caseClocksQuery(id), enabled: id !== '' }).data
}

/** The authorities that the maker's rule file names for the case. */
const AuthorityInput = (props: InputProps) => {
  const known = useCaseClocks()?.authorities ?? []
  return (
    <FromRecord
      {...shortly(props)}
      options={known.map(({ id, name }) => [id, name])}
      none="case-clocks.yaml names no authority. Add one, then start the server again."
    />
  )
}

/** One of the recorded incidents; left empty, the submission is about all of them. */
const IncidentInput = (props: InputProps) => {
  const parsed = caseView.safeParse(useFormRecord()?.state)
  const incidents = parsed.success ? parsed.data.incidents : []
  return incidents.length < 2 ? null : (
    <FromRecord
      {...props}
      options={incidents.map(({ id, kind, moment, description }) => [
        id,
        `${incidentKinds[kind]}, ${momentInWords(moment)}: ${description.slice(0, 60)}`,
      ])}
      none=""
    />
  )
}

const fits: Readonly<Record<'pausable' | 'paused' | 'by-hand', (clock: CaseClock) => boolean>> = {
  pausable: ({ pausable, outcome }) =>
    pausable && (outcome === 'running' || outcome === 'conditional'),
  paused: ({ outcome }) => outcome === 'paused',
  'by-hand': ({ metBy, doneAt }) => metBy.includes('by-hand') && doneAt === null,
}

const nothing: Readonly<Record<keyof typeof fits, string>> = {
  pausable: 'No clock of this case can be paused now: its rule must say so, and it must run.',
  paused: 'No clock of this case is paused.',
  'by-hand': 'No clock of this case is met by hand. Record what its rule waits for.',
}

/** A clock of the case, of those that the command is for. */
const ClockInput = ({ which, ...props }: InputProps & { readonly which: keyof typeof fits }) => (
  <FromRecord
    {...shortly(props)}
    options={(useCaseClocks()?.clocks ?? [])
      .filter(fits[which])
      .map(({ clock, title, outcome, dueAt }) => [
        clock,
        `${title} (${[words[outcome] ?? outcome, ...(dueAt === null ? [] : [`due ${momentInWords(dueAt)}`])].join(', ')})`,
      ])}
    none={nothing[which]}
  />
)

const words: Readonly<Record<string, string>> = clockOutcomes

/** How to write it is no help where it is chosen. */
const shortly = (props: InputProps): InputProps => ({
  ...props,
  field: { ...props.field, help: '' },
})
