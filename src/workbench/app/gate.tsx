import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { sessionQuery } from '../api/session.ts'
import { Failed } from '../parts/banner.tsx'
import { Waiting } from '../parts/page.tsx'
import { SignInAgain } from './sign-in-again.tsx'

/** Lets in who is signed in; sends others to sign in and back to where they wanted to go. */
export const Gate = ({ children }: { readonly children: ReactNode }) => {
  const { data, error, refetch } = useQuery(sessionQuery)
  const router = useRouter()
  const stranger = data?.signedIn === false
  // Once, and with the address of this moment: a link that follows the address would follow itself.
  useEffect(() => {
    if (stranger)
      void router.navigate({
        to: '/sign-in',
        search: { to: router.state.location.href },
        replace: true,
      })
  }, [stranger, router])
  if (error !== null && data === undefined)
    return (
      <main className="lone">
        <Failed error={error} onRetry={() => void refetch()} />
      </main>
    )
  if (data === undefined || stranger)
    return (
      <main className="lone">
        <Waiting lines={6} />
      </main>
    )
  return (
    <>
      {children}
      <SignInAgain />
    </>
  )
}
