import { useQuery } from '@tanstack/react-query'
import { Navigate, useNavigate, useSearch } from '@tanstack/react-router'
import { sessionQuery } from '../api/session.ts'
import { Leaf } from '../parts/leaf.tsx'
import { Page } from '../parts/page.tsx'
import { CredentialsForm } from './credentials-form.tsx'
import './entrance.css'

export const SignIn = () => {
  const { to } = useSearch({ from: '/sign-in' })
  const navigate = useNavigate()
  const { data } = useQuery(sessionQuery)
  // As an address, for it may lead to a place within a page. Only a path of our own: an address elsewhere would make this page send people away.
  const next = to?.startsWith('/') === true && !to.startsWith('//') ? to : '/'
  if (data?.signedIn === true) return <Navigate to={next} href={next} replace />
  return (
    <main className="entrance">
      <p className="entrance-brand">
        <Leaf />
        Vulnerary
      </p>
      <Page
        title="Sign in"
        below={<p className="soft">The workbench of product security and quality.</p>}
      >
        <CredentialsForm onSignedIn={() => void navigate({ href: next, replace: true })} />
      </Page>
      <p className="small soft">
        Found a vulnerability? You need no account: <a href="/security">report it here</a>.
      </p>
    </main>
  )
}
