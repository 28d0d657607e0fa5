import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Page } from '../../parts/page.tsx'
import { Duties } from './duties.tsx'
import { Overview } from './overview.tsx'
import { PackButton } from './pack-button.tsx'
import { ScopeSelect, scopeOf } from './scope.tsx'
import './clauses.css'

/** The clause review: every product at a glance, or the gaps and duties of one. */
export const Clauses = () => {
  const asked = useSearch({ from: '/inside/clauses' })
  const navigate = useNavigate()
  const scope = scopeOf(asked)
  return (
    <Page
      title="Clauses"
      below={
        <>
          <p className="soft">
            What IEC 81001-5-1 asks, and what your documents and records show of it. Only what both
            show is met.
          </p>
          <p className="row small clause-ways">
            <Link to="/$collection" params={{ collection: 'clause-reviews' }}>
              Kept reviews
            </Link>
            <Link to="/$collection" params={{ collection: 'findings' }}>
              Words and tasks
            </Link>
            <Link to="/for-you">Gaps for you to close</Link>
          </p>
        </>
      }
      actions={
        <>
          <ScopeSelect
            asked={asked}
            overview="Every product at a glance"
            onChange={(search) => void navigate({ to: '/clauses', search, replace: true })}
          />
          <PackButton key={JSON.stringify(scope)} scope={scope} />
        </>
      }
    >
      {asked.product === undefined ? <Overview /> : <Duties asked={asked} scope={scope} />}
    </Page>
  )
}
