import { limits } from '../../../kernel/limits.ts'
import { useSignedIn } from '../../api/session.ts'
import type { Statement } from '../../api/statements.ts'
import { mayIssue, useOrder } from '../../forms/order.ts'

/**
 * Opens the form of a documentation defect, filled in with the document and, where somebody points to
 * one, its statement. Undefined for whoever may not open any.
 */
export const useOpenDefect = (document: string) => {
  const session = useSignedIn()
  const order = useOrder()
  if (!mayIssue(session, 'defects', 'open')) return undefined
  return (revision?: string, statement?: Statement) =>
    order({
      collection: 'defects',
      command: 'open',
      preset: {
        document,
        ...(revision === undefined || statement === undefined
          ? {}
          : {
              title: `Wrong: ${opening(statement.text)}`,
              statements: [citationOf(document, revision, statement)],
            }),
      },
    })
}

/** The first words of a quote, whole ones, short enough for a title. */
export const opening = (quote: string): string =>
  quote.length <= 80 ? quote : `${quote.slice(0, 80).replace(/\s+\S*$/, '')} …`

const citationOf = (document: string, revision: string, { text, location }: Statement) => {
  const { page, line, headings } = location
  const place = page !== undefined ? `page ${page}` : line !== undefined ? `line ${line}` : ''
  return {
    document,
    revision,
    quote: text.slice(0, limits.text.paragraph),
    location: [place, headings.join(' › ')]
      .filter((part) => part !== '')
      .join(', ')
      .slice(0, limits.text.line),
  }
}
