import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { isRefusal } from '../../../kernel/result.ts'
import { inRanges, parseVersionRanges } from '../../../kernel/version-ranges.ts'
import { recordQuery } from '../../api/records.ts'
import { common, type InputProps, textOf } from '../field-input.tsx'

const withRevisions = z.object({ revisions: z.array(z.object({ revision: z.string() })) })

/** A range of revisions of the product beside it, with those that lie in it as it is written. */
export const RangeInput = (props: InputProps) => {
  const product = textOf(props.beside['product'])
  const { data } = useQuery({ ...recordQuery('products', product), enabled: product !== '' })
  const known = withRevisions.safeParse(data?.state)
  const range = textOf(props.value)
  return (
    <div>
      <TextInput
        {...common(props)}
        value={range}
        onChange={({ currentTarget }) => props.onChange(currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
      />
      <div role="status" className="small soft">
        {known.success && range.trim() !== ''
          ? whatLiesIn(
              range,
              known.data.revisions.map(({ revision }) => revision),
            )
          : null}
      </div>
    </div>
  )
}

const named = 12

const whatLiesIn = (range: string, revisions: readonly string[]): string => {
  const read = parseVersionRanges(range)
  if (isRefusal(read)) return read.message
  const inside = revisions.filter((revision) => inRanges(revision, read) === true)
  const unread = revisions.filter((revision) => inRanges(revision, read) === undefined)
  return [
    `${inside.length} of ${revisions.length} revisions lie in it${inside.length === 0 ? '.' : `: ${fewOf(inside)}.`}`,
    ...(unread.length === 0 ? [] : [`It says nothing of ${fewOf(unread)}: no version.`]),
  ].join(' ')
}

const fewOf = (revisions: readonly string[]): string =>
  revisions.length <= named
    ? revisions.join(', ')
    : `${revisions.slice(0, named / 2).join(', ')} … ${revisions.slice(-named / 2).join(', ')}`
