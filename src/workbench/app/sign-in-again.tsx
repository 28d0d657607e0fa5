import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { onSignedOut } from '../api/request.ts'
import { LateDialog } from '../parts/late-dialog.tsx'
import { CredentialsForm } from '../screens/credentials-form.tsx'

/**
 * A session that ended while somebody was writing: they sign in over the page, and what they typed
 * stays where it is. The session query is not asked again until then, or the gate would close.
 */
export const SignInAgain = () => {
  const [asked, setAsked] = useState(false)
  const queries = useQueryClient()
  useEffect(() => onSignedOut(() => setAsked(true)), [])
  return (
    <LateDialog opened={asked} onClose={() => setAsked(false)} title="Your session has ended">
      <div className="stack">
        <p>Sign in again to go on. What you typed on this page is still there.</p>
        <CredentialsForm
          onSignedIn={() => {
            setAsked(false)
            void queries.invalidateQueries()
          }}
        />
      </div>
    </LateDialog>
  )
}
