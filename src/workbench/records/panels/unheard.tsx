import { Link } from '@tanstack/react-router'
import { type Told, unheardOf } from '../../../kernel/unheard.ts'
import { roleInWords } from '../../kinds/words.ts'
import { Banner } from '../../parts/banner.tsx'

/** A reminder of a date that still runs, and nobody got it: who should have an address. */
export const Unheard = ({
  told,
  or = '',
}: {
  readonly told: readonly (Told & { readonly to: readonly string[] })[]
  /** What else can be done about it. */
  readonly or?: string
}) => {
  const names = [...new Set(unheardOf(told).flatMap(({ to }) => to))]
  return names.length === 0 ? null : (
    <Banner tone="bad" title="A reminder reached nobody">
      <p>
        Give{' '}
        <Link to="/$collection" params={{ collection: 'people' }}>
          an account
        </Link>{' '}
        with the role {names.map(roleInWords).join(' or ')} a mail address{or}.
      </p>
    </Banner>
  )
}
