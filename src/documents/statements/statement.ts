import type { Passage } from '../../kernel/passage.ts'
import { normalText, squeezed } from './normal-text.ts'

/** A statement of a revision with what it is compared by; its place is its index in the list. */
export interface Prepared {
  readonly kind: Passage['kind']
  readonly normal: string
  readonly squeezed: string
  /** The headings above it, without their numbers' changes mattering: as one text. */
  readonly headings: string
}

export type Statement = Pick<Passage, 'kind' | 'text' | 'location'>

export const prepare = (statements: readonly Statement[]): readonly Prepared[] =>
  statements.map(({ kind, text, location }) => {
    const normal = normalText(text)
    return {
      kind,
      normal,
      squeezed: squeezed(normal),
      headings: location.headings.join('\n'),
    }
  })

/** Headings, rows and prose never become one another when they are reworded. */
export const classOf = ({ kind }: Pick<Prepared, 'kind'>): string =>
  kind === 'heading' || kind === 'table-row' || kind === 'code' ? kind : 'prose'

/**
 * One statement found again: the same text, or reworded, or with other numbers, names or negations
 * (`changed`); cut in parts or put together with others. One that was cut has several matches with
 * the same `from`, one that was put together several with the same `to`.
 */
export interface Match {
  readonly from: number
  readonly to: number
  readonly how: 'same' | 'reworded' | 'changed' | 'split' | 'merged'
  /** 0 to 1. */
  readonly likeness: number
}
