import { useQuery } from '@tanstack/react-query'
import { Navigate, useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { sessionQuery } from '../api/session.ts'
import { Failed } from '../parts/banner.tsx'
import { Waiting } from '../parts/page.tsx'
import { SignInAgain } from './sign-in-again.tsx'

/** Lets in who is signed in; sends others to sign in and back to where they wanted to go. */
export const Gate = ({ children }: { readonly children: ReactNode }) => {
  const { data, error, refetch } = useQuery(sessionQuery)
  const { href } = useLocation()
  if (error !== null && data === undefined)
    return (
      <main className="lone">
        <Failed error={error} onRetry={() => void refetch()} />
      </main>
    )
  if (data === undefined)
    return (
      <main className="lone">
        <Waiting lines={6} />
      </main>
    )
  if (!data.signedIn) return <Navigate to="/sign-in" search={{ to: href }} replace />
  return (
    <>
      {children}
      <SignInAgain />
    </>
  )
}
