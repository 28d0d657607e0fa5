import type { Mark, Placed } from '../../api/reader.ts'
import type { Tone } from '../../parts/marks.tsx'
import type { Sought } from './find-words.ts'

/** The name of the passage that an address asks for, where no mark stands at it. */
const askedFor = '?'

/** A passage with something beside it, or the one that an address asks for. */
export interface Passage {
  readonly id: string
  readonly mark: Mark | null
  readonly placed: Placed | null
  readonly quote: string
}

export const passagesOf = (
  marks: readonly Mark[],
  at: Placed | null,
  asked: string | undefined,
): readonly Passage[] => {
  const passages = marks.map((mark) => ({
    id: mark.id,
    mark,
    placed: mark.statement,
    // In other words now: the statement itself is marked.
    quote: mark.reworded ? '' : mark.quote,
  }))
  const isMarked = at !== null && marks.some(({ statement }) => statement?.index === at.index)
  return [
    ...passages,
    ...(at === null || isMarked
      ? []
      : [
          {
            id: askedFor,
            mark: null,
            placed: at,
            quote: asked === undefined || /^\d+$/.test(asked) ? '' : asked,
          },
        ]),
  ].sort((a, b) => orderOf(a) - orderOf(b))
}

const orderOf = ({ placed }: Passage): number => placed?.index ?? -1

/** Which passage an address means: a mark's number, a statement's number, or its words. */
export const meantBy = (
  asked: string | undefined,
  passages: readonly Passage[],
  at: Placed | null,
): string | undefined =>
  asked === undefined
    ? undefined
    : (passages.find(({ id }) => id === asked)?.id ??
      passages.find(({ placed }) => at !== null && placed?.index === at.index)?.id)

export const soughtFor = ({ placed, quote }: Passage): Sought => ({
  quote,
  statement: placed?.text ?? '',
  heading: placed?.location.headings.at(-1) ?? '',
})

export const toneOf = ({ is, status }: Mark): Tone => {
  switch (is) {
    case 'undecided':
      return 'todo'
    case 'dismissed':
      return 'good'
    case 'false':
      return 'bad'
    case 'defect':
      return status === 'closed' || status === 'verified' ? 'good' : 'bad'
    default:
      return is satisfies never
  }
}

export const wordsFor = ({ is, status }: Mark): string => {
  switch (is) {
    case 'undecided':
      return 'To decide'
    case 'dismissed':
      return 'Still true'
    case 'false':
      return 'False now'
    case 'defect':
      return status === 'closed' ? 'Defect, closed' : 'Defect'
    default:
      return is satisfies never
  }
}
