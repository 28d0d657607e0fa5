import { Autocomplete, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { isRefusal } from '../../../kernel/result.ts'
import {
  acceptabilityOf,
  chanceOf,
  fdaRiskIn,
  probabilityLevel,
  type RiskMatrix,
} from '../../../kernel/risk-matrix.ts'
import { riskMatrixQuery } from '../../api/registers.ts'
import { valueInWords } from '../../kinds/words.ts'
import { type Tone, ToneMark } from '../../parts/marks.tsx'
import { common, type InputProps, textOf } from '../field-input.tsx'
import type { SpecialShape } from '../shape.ts'
import type { Values } from '../values.ts'

type LevelShape = Extract<SpecialShape, { readonly is: 'risk-level' | 'chance' }>

/** A level of the maker's risk matrix, and under the last one of a pair what follows from both. */
export const LevelInput = ({ shape, ...props }: InputProps & { readonly shape: LevelShape }) => {
  const { data, isError } = useQuery(riskMatrixQuery)
  // The server checks what is typed; a field must not vanish because the matrix did not come.
  if (data === undefined)
    return (
      <TextInput
        {...common(props)}
        disabled={!isError}
        value={textOf(props.value)}
        onChange={({ currentTarget }) => props.onChange(currentTarget.value)}
      />
    )
  const { matrix } = data
  return (
    <div>
      {shape.is === 'chance' ? (
        <ChanceInput {...props} matrix={matrix} />
      ) : (
        <NativeSelect
          {...common(props)}
          value={textOf(props.value)}
          onChange={({ currentTarget }) => props.onChange(currentTarget.value || undefined)}
          data={[
            { value: '', label: 'Choose …' },
            ...matrix[shape.axis].map(({ id, name, means }) => ({
              value: id,
              label: `${name}: ${means}`,
            })),
          ]}
        />
      )}
      <Follows matrix={matrix} name={props.field.name} values={props.beside} />
    </div>
  )
}

/** A level or a number: an argued probability is seldom exactly a level. */
const ChanceInput = ({ matrix, ...props }: InputProps & { readonly matrix: RiskMatrix }) => (
  <Autocomplete
    {...common(props)}
    data={matrix.probability.map(({ id }) => id)}
    filter={({ options }) => options}
    renderOption={({ option }) => {
      const level = matrix.probability.find(({ id }) => id === option.value)
      return level === undefined ? option.value : `${level.name}: up to ${level.atMost}`
    }}
    value={textOf(props.value)}
    onChange={props.onChange}
  />
)

const tones: Readonly<Record<string, Tone>> = {
  acceptable: 'good',
  controlled: 'good',
  reduce: 'half',
  'not-acceptable': 'bad',
  uncontrolled: 'bad',
}

const Follows = ({
  matrix,
  name,
  values,
}: {
  readonly matrix: RiskMatrix
  readonly name: string
  readonly values: Values
}) => {
  const told = followsFrom(matrix, name, values)
  return told === null ? null : (
    <p className="small" aria-live="polite">
      By the matrix: {told.before}
      <ToneMark tone={tones[told.word] ?? 'unknown'}>
        {valueInWords(told.words, told.word)}
      </ToneMark>
    </p>
  )
}

interface Followed {
  readonly before: string
  readonly word: string
  readonly words: 'acceptability' | 'fda'
}

/** What the field of this name completes, once everything that it needs stands in the form. */
const followsFrom = (matrix: RiskMatrix, name: string, values: Values): Followed | null => {
  const level = (axis: 'severity' | 'probability' | 'exploitability', field: string) =>
    matrix[axis].find(({ id }) => id === values[field])?.id
  const pair = /^(initial|residual)Probability$/.exec(name)?.[1]
  if (pair !== undefined) {
    const severity = level('severity', `${pair}Severity`)
    const probability = level('probability', name)
    return severity === undefined || probability === undefined
      ? null
      : {
          before: '',
          word: acceptabilityOf(matrix, probability, severity),
          words: 'acceptability',
        }
  }
  // A defect of a document has a severity of its own beside that of the harm.
  const severity = level('severity', 'harmSeverity') ?? level('severity', 'severity')
  if (severity === undefined) return null
  if (name === 'exploitability') {
    const exploitability = level('exploitability', name)
    return exploitability === undefined
      ? null
      : { before: 'FDA, ', word: fdaRiskIn(matrix, exploitability, severity), words: 'fda' }
  }
  if (name !== 'p2') return null
  const p1 = textOf(values['p1']).trim() === '' ? 1 : chanceOf(matrix, textOf(values['p1']).trim())
  const p2 = chanceOf(matrix, textOf(values['p2']).trim())
  if (isRefusal(p1) || isRefusal(p2)) return null
  const chance = p1 * p2
  const { id, name: called } = probabilityLevel(matrix, chance)
  return {
    before: `P1 × P2 = ${Number(chance.toPrecision(3))}, ${called.toLowerCase()}: `,
    word: acceptabilityOf(matrix, id, severity),
    words: 'acceptability',
  }
}
