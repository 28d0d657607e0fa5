import { Link } from '@tanstack/react-router'
import { enterRisk, riskContract } from '../../cases/contract.ts'
import { useSignedIn } from '../api/session.ts'
import { filterOf, type ListSearch } from './list-filter.ts'
import { listViewOf } from './list-views.ts'

/** The risk register out as it is shown, and in. */
export const RiskFiles = ({ search }: { readonly search: ListSearch }) => {
  const {
    status = [],
    facet = [],
    search: words,
  } = filterOf(riskContract, listViewOf('risks'), search)
  const query = new URLSearchParams({
    ...(status.length === 0 ? {} : { status: status.join(',') }),
    ...(facet.length === 0 ? {} : { facet: facet.join(',') }),
    ...(words === undefined ? {} : { search: words }),
  })
  return (
    <>
      {(['csv', 'xlsx'] as const).map((format) => (
        <a key={format} href={`/api/risks/export.${format}?${query}`} download>
          Export {format.toUpperCase()}
        </a>
      ))}
      <ImportLink to="/risks/import" />
    </>
  )
}

/** Who may enter a risk or take over a case: the same people. */
export const ImportLink = ({ to }: { readonly to: '/risks/import' | '/cases/import' }) => {
  const { roles } = useSignedIn()
  return enterRisk.permission.some((role) => roles.includes(role)) ? (
    <Link to={to}>Import</Link>
  ) : null
}
