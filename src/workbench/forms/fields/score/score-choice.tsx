import { NativeSelect } from '@mantine/core'
import { useActorName } from '../../../api/people.ts'
import { caseView } from '../../../records/views/case.ts'
import { useFormRecord } from '../../context.ts'
import { common, type InputProps, textOf } from '../../field-input.tsx'

/** One of the scores of the case: its version, source and product are sent together. */
export const ScoreChoice = (props: InputProps) => {
  const nameOf = useActorName()
  const parsed = caseView.safeParse(useFormRecord()?.state)
  const scores = parsed.success ? parsed.data.scores : []
  const keyOf = (version: string, source: string, product: string) =>
    JSON.stringify([version, source, product])
  const { version, product } = props.beside
  return (
    <NativeSelect
      {...common(props)}
      label="Score"
      description=""
      value={
        props.value === undefined
          ? ''
          : keyOf(textOf(version), textOf(props.value), textOf(product))
      }
      onChange={({ currentTarget }) => {
        const score = scores.find(
          (one) => keyOf(one.version, one.source, one.product ?? '') === currentTarget.value,
        )
        props.onBeside({
          version: score?.version,
          source: score?.source,
          product: score?.product,
        })
      }}
      data={[
        { value: '', label: 'Choose …' },
        ...scores.map((one) => ({
          value: keyOf(one.version, one.source, one.product ?? ''),
          label: `${one.score.toFixed(1)}, CVSS ${one.version}, ${nameOf(one.source)}${one.product === undefined ? '' : ', for one product'}`,
        })),
      ]}
    />
  )
}
