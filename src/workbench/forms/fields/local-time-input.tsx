import { Autocomplete, NativeSelect, TextInput } from '@mantine/core'
import { instantsOf, localTime } from '../../../kernel/local-time.ts'
import { Moment } from '../../parts/time.tsx'
import { common, type InputProps, textOf } from '../field-input.tsx'
import { isValues } from '../values.ts'
import { Legend } from './rows-input.tsx'

/** A day and time with its zone. Which of two is asked only where the clock shows it twice. */
export const LocalTimeInput = ({ field, value, onChange, error, inner }: InputProps) => {
  const values = isValues(value) ? value : {}
  const at = textOf(values['at'])
  const zone = textOf(values['zone'])
  const instants = instantsIn(at, zone)
  const put = (name: string, next: string) => {
    const changed = { ...values, [name]: next }
    // Another time, or the same elsewhere, is there once or twice of its own.
    const { which: _, ...plain } = changed
    onChange(name === 'which' && next !== '' ? changed : plain)
  }
  const part = (name: string, label: string, required: boolean) =>
    common({
      field: { ...field, label, help: '', required: required && field.required },
      error: inner[name],
    })
  return (
    <fieldset className="fieldset">
      <Legend field={field} error={error} />
      <div className="fieldset-pair">
        <TextInput
          {...part('at', 'Day and time', true)}
          type="datetime-local"
          max="2999-12-31T23:59"
          value={at}
          onChange={({ currentTarget }) => put('at', currentTarget.value.slice(0, 16))}
        />
        <Autocomplete
          {...part('zone', 'Time zone', true)}
          data={zones()}
          limit={12}
          value={zone}
          onChange={(next) => put('zone', next)}
        />
      </div>
      {instants === undefined ? null : instants.length === 0 ? (
        <p className="small field-error" role="alert">
          The clock in {zone} leaves this time out: it is put forward then. Choose another time.
        </p>
      ) : instants.length === 1 ? (
        <p className="small soft">
          {(instants[0] ?? '').slice(0, 16).replace('T', ' ')} in UTC,{' '}
          <Moment at={instants[0] ?? ''} /> where you are
        </p>
      ) : (
        <NativeSelect
          {...part('which', 'The clock shows this time twice. Which do you mean?', true)}
          value={textOf(values['which'])}
          onChange={({ currentTarget }) => put('which', currentTarget.value)}
          data={[
            { value: '', label: 'Choose …' },
            ...(['first', 'second'] as const).map((one, index) => ({
              value: one,
              label: `The ${one}: ${(instants[index] ?? '').slice(11, 16)} UTC`,
            })),
          ]}
        />
      )}
    </fieldset>
  )
}

/** Undefined while it is being written. */
const instantsIn = (at: string, zone: string): readonly string[] | undefined =>
  localTime.safeParse({ at, zone }).success ? instantsOf(at, zone) : undefined

const zones = (): string[] => ['UTC', ...Intl.supportedValuesOf('timeZone')]
